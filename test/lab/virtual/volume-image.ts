import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, writeFileSync } from 'node:fs';
import { sha256OfFile } from '../../support/file-digest.ts';
import { VOLUME_GENERATION } from '../scenario.ts';

const LABEL = 'lab-volume';

/**
 * The root filesystem of a partition image, for a volume: with a label, a UUID and a generation of its own, so that it
 * can lie beside what it was made from. Returns its SHA-256. Made once.
 */
export async function volumeImage(partition: string, out: string): Promise<string> {
  if (!existsSync(out)) {
    copyFileSync(partition, out);
    execFileSync('tune2fs', ['-L', LABEL, '-U', 'random', out], { stdio: 'pipe' });
    const files = {
      'etc/fstab': `LABEL=${LABEL} / ext4 defaults 0 1\n`,
      'etc/bmv-lab-generation': `${VOLUME_GENERATION}\n`,
    };
    for (const [path, text] of Object.entries(files)) {
      const source = `${out}.part`;
      writeFileSync(source, text);
      for (const request of [`rm ${path}`, `write ${source} ${path}`])
        execFileSync('debugfs', ['-w', '-R', request, out], { stdio: 'pipe' });
    }
  }
  return await sha256OfFile(out);
}
