import { dataOf, modeOf, type TreeEntry } from './tree.ts';

const BLOCK_BYTES = 512;
const NAME_BYTES = 100;
const TYPES = { file: '0', link: '2', folder: '5' } as const;

function octal(value: number, width: number): string {
  return `${value.toString(8).padStart(width - 1, '0')}\0`;
}

function encodeHeader(entry: TreeEntry, size: number, mtime: number): Buffer {
  const name = entry.kind === 'folder' ? `${entry.path}/` : entry.path;
  const target = entry.kind === 'link' ? entry.target : '';
  for (const text of [name, target])
    if (Buffer.byteLength(text) > NAME_BYTES) throw new Error(`${text} is too long for a tar archive`);
  const header = Buffer.alloc(BLOCK_BYTES);
  header.write(name, 0);
  header.write(octal(modeOf(entry), 8) + octal(0, 8) + octal(0, 8) + octal(size, 12) + octal(mtime, 12), 100);
  header.write(`${' '.repeat(8)}${TYPES[entry.kind]}${target}`, 148);
  header.write('ustar\x0000', 257);
  header.write('root\0', 265);
  header.write('root\0', 297);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return header;
}

/** A complete tree as an archive for tar (POSIX ustar). `mtime` in seconds, for all entries. */
export function encodeTar(tree: readonly TreeEntry[], mtime: number): Uint8Array[] {
  const pieces: Uint8Array[] = [];
  for (const entry of tree) {
    const data = entry.kind === 'file' ? dataOf(entry) : new Uint8Array();
    const padding = (BLOCK_BYTES - (data.byteLength % BLOCK_BYTES)) % BLOCK_BYTES;
    pieces.push(encodeHeader(entry, data.byteLength, mtime), data, Buffer.alloc(padding));
  }
  pieces.push(Buffer.alloc(2 * BLOCK_BYTES));
  return pieces.filter((piece) => piece.byteLength > 0);
}
