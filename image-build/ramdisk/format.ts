/** What the parts of a ramdisk can be. */
export type PartFormat = 'plain' | 'gzip' | 'zstd' | 'xz';

const MAGICS: readonly (readonly [PartFormat | 'lzma' | 'bzip2' | 'lz4' | 'lzo', readonly number[]])[] = [
  ['plain', [0x30, 0x37, 0x30, 0x37, 0x30]],
  ['gzip', [0x1f, 0x8b]],
  ['zstd', [0x28, 0xb5, 0x2f, 0xfd]],
  ['xz', [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00]],
  ['lzma', [0x5d, 0x00, 0x00]],
  ['bzip2', [0x42, 0x5a, 0x68]],
  ['lz4', [0x02, 0x21, 0x4c, 0x18]],
  ['lzo', [0x89, 0x4c, 0x5a, 0x4f]],
];

const READABLE: readonly string[] = ['plain', 'gzip', 'zstd', 'xz'] satisfies PartFormat[];

export function isReadable(format: string | null): format is PartFormat {
  return format !== null && READABLE.includes(format);
}

/** Null for bytes that are no part of a ramdisk. */
export function formatOf(head: Uint8Array): (typeof MAGICS)[number][0] | null {
  return MAGICS.find(([, magic]) => magic.every((byte, index) => head[index] === byte))?.[0] ?? null;
}
