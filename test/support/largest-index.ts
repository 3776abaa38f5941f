import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { encodeIndex } from '../../agent/image-index/encode.ts';
import { BLOCK_BYTES, MAX_SUB_BLOCKS, SUB_BLOCK_BYTES } from '../../agent/image-index/image-index.ts';

/** An image with as many sub-blocks as an index may have, all different. @public for programs in strings */
export const LARGEST_BYTES = MAX_SUB_BLOCKS * SUB_BLOCK_BYTES;

/** Puts the content at `offset` into bytes: of each sub-block its number, and zeros. @public as above */
export function fillNumbered(bytes: Uint8Array, offset: number): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0; at < bytes.byteLength; at += SUB_BLOCK_BYTES)
    view.setUint32(at, (offset + at) / SUB_BLOCK_BYTES + 1);
}

/** Its index. Only the first `hashedBytes` have their right SHA-256. */
export function largestIndex(hashedBytes: number): Buffer {
  const crcs = Buffer.alloc(MAX_SUB_BLOCKS * 4);
  const sub = new Uint8Array(SUB_BLOCK_BYTES);
  for (let number = 0; number < MAX_SUB_BLOCKS; number += 1) {
    fillNumbered(sub, number * SUB_BLOCK_BYTES);
    crcs.writeUInt32LE(crc32(sub), number * 4);
  }
  const blocks = LARGEST_BYTES / BLOCK_BYTES;
  const blockDigests = Buffer.alloc(blocks * 32);
  const block = new Uint8Array(BLOCK_BYTES);
  for (let offset = 0; offset < hashedBytes; offset += BLOCK_BYTES) {
    fillNumbered(block, offset);
    createHash('sha256')
      .update(block)
      .digest()
      .copy(blockDigests, (offset / BLOCK_BYTES) * 32);
  }
  return encodeIndex({
    blockBytes: BLOCK_BYTES,
    subBlockBytes: SUB_BLOCK_BYTES,
    rawBytes: LARGEST_BYTES,
    digests: { sha256: '0'.repeat(64), sha512: '0'.repeat(128) },
    file: { name: 'image.raw', sizeBytes: LARGEST_BYTES },
    runs: [blocks],
    blockDigests,
    crcs,
    frames: null,
  });
}
