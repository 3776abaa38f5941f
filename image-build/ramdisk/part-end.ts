import { crc32 } from 'node:zlib';
import { ArchiveError } from './newc-names.ts';
import type { PartReader } from './part-reader.ts';

const ZSTD_MAGIC_BYTES = 4;
const ZSTD_BLOCK_RLE = 1;
const ZSTD_BLOCK_RESERVED = 3;

function cutOff(): ArchiveError {
  return new ArchiveError('the compressed data is cut off');
}

/** RFC 8878 3.1.1.1: bytes of magic, descriptor and what the descriptor announces. */
function zstdHeaderBytes(descriptor: number): number {
  const isSingleSegment = (descriptor & 0x20) !== 0;
  const sizeFlag = descriptor >> 6;
  const contentSize = [isSingleSegment ? 1 : 0, 2, 4, 8][sizeFlag] ?? 0;
  const dictionary = [0, 1, 2, 4][descriptor & 3] ?? 0;
  return ZSTD_MAGIC_BYTES + 1 + (isSingleSegment ? 0 : 1) + dictionary + contentSize;
}

/** Where the zstd frame at `offset` ends, from the lengths of its blocks. Throws `ArchiveError`. */
export async function zstdEnd(reader: PartReader, offset: number): Promise<number> {
  const [descriptor] = await reader.read(offset + ZSTD_MAGIC_BYTES, 1);
  if (descriptor === undefined) throw cutOff();
  let at = offset + zstdHeaderBytes(descriptor);
  for (let isLast = false; !isLast; ) {
    const header = await reader.read(at, 3);
    if (header.byteLength < 3) throw cutOff();
    const value = header.readUIntLE(0, 3);
    const type = (value >> 1) & 3;
    if (type === ZSTD_BLOCK_RESERVED) throw new ArchiveError('the compressed data is damaged');
    at += 3 + (type === ZSTD_BLOCK_RLE ? 1 : value >> 3);
    isLast = (value & 1) === 1;
  }
  const end = at + ((descriptor & 4) === 0 ? 0 : 4);
  if (end > reader.size) throw cutOff();
  return end;
}

const XZ_FOOTER_BYTES = 12;
const PIECE_BYTES = 1024 * 1024;

/**
 * Where the xz stream at `offset` ends: behind the first footer whose own CRC is right (the .xz file
 * format 1.2, section 2.1.2). Throws `ArchiveError`.
 */
export async function xzEnd(reader: PartReader, offset: number): Promise<number> {
  // Neighbours overlap, so that no footer is cut.
  for (let base = offset; base < reader.size; base += PIECE_BYTES - XZ_FOOTER_BYTES) {
    const bytes = await reader.read(base, PIECE_BYTES);
    for (let found = bytes.indexOf('YZ'); found >= 0; found = bytes.indexOf('YZ', found + 1)) {
      const start = found + 2 - XZ_FOOTER_BYTES;
      if (start < 0 || (base + start - offset) % 4 !== 0) continue;
      if (crc32(bytes.subarray(start + 4, found)) === bytes.readUInt32LE(start)) return base + found + 2;
    }
  }
  throw cutOff();
}
