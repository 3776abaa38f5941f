import { dataOf, modeOf, type TreeEntry } from './tree.ts';

const CPIO_MAGIC = '070701';
export const CPIO_HEADER_BYTES = 110;
export const CPIO_TRAILER = 'TRAILER!!!';

/** Every header and every file's data begin at a multiple of it. */
export const CPIO_ALIGNMENT = 4;

/** Archives are padded to whole blocks, as cpio itself does. */
const BLOCK_BYTES = 512;

/** File types as in `st_mode`. */
export const TYPE_MASK = 0o170000;
export const TYPE_LINK = 0o120000;
const TYPES = { file: 0o100000, link: TYPE_LINK, folder: 0o040000 } as const;

interface Header {
  readonly inode: number;
  readonly mode: number;
  readonly links: number;
  readonly mtime: number;
  readonly size: number;
  readonly name: string;
}

/** Bytes from `position` to the next multiple of `alignment`. */
export function paddingTo(alignment: number, position: number): number {
  return (alignment - (position % alignment)) % alignment;
}

function encodeHeader({ inode, mode, links, mtime, size, name }: Header): Buffer {
  const path = Buffer.from(`${name}\0`);
  // Ino, mode, uid, gid, nlink, mtime, filesize, device (major, minor), rdevice (two), namesize, check.
  const fields = [inode, mode, 0, 0, links, mtime, size, 0, 0, 0, 0, path.byteLength, 0];
  const hex = fields.map((field) => field.toString(16).padStart(8, '0')).join('');
  const padding = paddingTo(CPIO_ALIGNMENT, CPIO_HEADER_BYTES + path.byteLength);
  return Buffer.concat([Buffer.from(`${CPIO_MAGIC}${hex}`), path, Buffer.alloc(padding)]);
}

/**
 * The archive of a complete tree in the format of initramfs ("newc"; Documentation/driver-api/
 * early-userspace/buffer-format.rst of the kernel). `mtime` in seconds, for all entries.
 */
export function encodeCpio(tree: readonly TreeEntry[], mtime: number): Uint8Array[] {
  const pieces: Uint8Array[] = [];
  for (const [index, entry] of tree.entries()) {
    const data = dataOf(entry);
    const links = entry.kind === 'folder' ? 2 : 1;
    const mode = TYPES[entry.kind] | modeOf(entry);
    const header = { inode: index + 1, mode, links, mtime, size: data.byteLength, name: entry.path };
    pieces.push(encodeHeader(header), data, Buffer.alloc(paddingTo(CPIO_ALIGNMENT, data.byteLength)));
  }
  pieces.push(encodeHeader({ inode: 0, mode: 0, links: 1, mtime: 0, size: 0, name: CPIO_TRAILER }));
  const size = pieces.reduce((sum, piece) => sum + piece.byteLength, 0);
  pieces.push(Buffer.alloc(paddingTo(BLOCK_BYTES, size)));
  return pieces.filter((piece) => piece.byteLength > 0);
}
