import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, truncateSync } from 'node:fs';
import { sha256OfFile } from '../../support/file-digest.ts';

/** Left of the disk beside the image: less than the volume of the lab takes. */
const LEFT_BYTES = 256 * 2 ** 20;

/** An image with a partition more, which nearly fills the disk; returns its SHA-256. Made once. */
export async function tooLargeImage(image: string, out: string, diskBytes: number): Promise<string> {
  if (!existsSync(out)) {
    copyFileSync(image, out);
    truncateSync(out, diskBytes - LEFT_BYTES);
    // `sfdisk` moves the second table to the new end.
    execFileSync('sfdisk', ['--quiet', '--append', out], { input: 'name=filler, type=L\n' });
  }
  return await sha256OfFile(out);
}
