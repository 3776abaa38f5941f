import { mkdirSync } from 'node:fs';
import { tool } from '../../support/blkid.ts';

/** The tree of a ramdisk that is one archive in zstd; `root` is made. */
export function unpackRamdisk(ramdisk: string, root: string): void {
  mkdirSync(root);
  const unpack = 'zstd -dcq "$1" | cpio -idm --quiet -D "$2"';
  tool('bash', 'bash', ['-o', 'pipefail', '-ec', unpack, 'unpack', ramdisk, root]);
}
