import { appendFileSync, copyFileSync, statSync } from 'node:fs';
import { CPIO_ALIGNMENT, encodeCpio, paddingTo } from '../../image-build/cpio.ts';
import { completeTree } from '../../image-build/tree.ts';

/** `path` is relative to the root. */
export interface RamdiskFile {
  readonly path: string;
  readonly text: string;
  readonly mode: 0o644 | 0o755;
}

/** A copy of a ramdisk with more files in it. */
export function withFiles(ramdisk: string, out: string, files: readonly RamdiskFile[]): void {
  copyFileSync(ramdisk, out);
  const tree = completeTree(
    files.map(({ path, text, mode }) => ({ kind: 'file', path, mode, content: Buffer.from(text) })),
  );
  // An uncompressed archive behind others has to be aligned; zeros between them are skipped.
  const padding = Buffer.alloc(paddingTo(CPIO_ALIGNMENT, statSync(out).size));
  appendFileSync(out, Buffer.concat([padding, ...encodeCpio(tree, 0)]));
}
