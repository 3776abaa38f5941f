import { hash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { freeOwn } from '../image/own-memory.ts';
import { ZEROS } from '../image/zeros.ts';
import type { FrameTable } from './frame-table.ts';

const KIB = 1024;
const MIB = 1024 * KIB;

/** A block has a SHA-256, a sub-block a CRC-32; what is not asked for is this. Bytes. */
export const BLOCK_BYTES = 64 * KIB;
export const SUB_BLOCK_BYTES = 4 * KIB;

/** Limits of an index: whatever it describes, it is read into bounded memory. */
export const MAX_SUB_BLOCKS = 4 * MIB;
export const MAX_BLOCKS = 256 * KIB;
export const MIN_BLOCK_BYTES = 16 * KIB;
export const MAX_BLOCK_BYTES = 4 * MIB;
export const MAX_SUB_BLOCK_BYTES = MIB;
/** Sub-blocks that make a block where an image is so large that both must grow. */
const GROWN_SUB_BLOCKS = 16;

/** Sizes in bytes; all of them powers of two, and a sub-block at most as large as a block. */
export interface IndexShape {
  readonly blockBytes: number;
  readonly subBlockBytes: number;
}

/** The smallest blocks that an index of so large an image may have, at least those that are wanted; null: too large. */
export function shapeFor(rawBytes: number, wantedBlockBytes = BLOCK_BYTES): IndexShape | null {
  let subBlockBytes = SUB_BLOCK_BYTES;
  while (Math.ceil(rawBytes / subBlockBytes) > MAX_SUB_BLOCKS) subBlockBytes *= 2;
  const grown = subBlockBytes > SUB_BLOCK_BYTES ? subBlockBytes * GROWN_SUB_BLOCKS : 0;
  let blockBytes = Math.max(wantedBlockBytes, grown);
  while (Math.ceil(rawBytes / blockBytes) > MAX_BLOCKS) blockBytes *= 2;
  return blockBytes > MAX_BLOCK_BYTES ? null : { blockBytes, subBlockBytes };
}

/** CRC-32 of `length` zero bytes; `length` is at most 1 MiB. */
export function crcOfZeros(length: number): number {
  return crc32(ZEROS.subarray(0, length));
}

/** The file that an index was made of. */
export interface IndexedFile {
  /** Its last part alone; for people. */
  readonly name: string;
  readonly sizeBytes: number;
}

/** Hex digests of the whole raw content. */
export interface RawDigests {
  readonly sha256: string;
  readonly sha512: string;
}

export interface IndexParts extends IndexShape {
  readonly rawBytes: number;
  readonly digests: RawDigests;
  readonly file: IndexedFile;
  /** By block: the place of its SHA-256 in `blockDigests`; -1 for a block of zeros. */
  readonly ordinals: Int32Array;
  /** SHA-256 of each block that is no zeros, one after another. */
  readonly blockDigests: Uint8Array;
  /** CRC-32 of each sub-block, those of zeros too. */
  readonly crcs: Uint32Array;
  /** Null where the file's bytes are the raw content, or cannot be decoded in part. */
  readonly frames: FrameTable | null;
}

/** What an image's raw content is made of, block by block. As it was read: nothing of it is to be trusted unseen. */
export class ImageIndex {
  readonly parts: IndexParts;
  readonly rawBytes: number;
  readonly blockBytes: number;
  readonly subBlockBytes: number;
  readonly blockCount: number;
  readonly subBlockCount: number;
  /** One bit for each sub-block whose CRC-32 is that of zeros. */
  readonly #zeros: Uint8Array;

  constructor(parts: IndexParts) {
    this.parts = parts;
    this.rawBytes = parts.rawBytes;
    this.blockBytes = parts.blockBytes;
    this.subBlockBytes = parts.subBlockBytes;
    this.blockCount = parts.ordinals.length;
    this.subBlockCount = parts.crcs.length;
    this.#zeros = new Uint8Array(Math.ceil(parts.crcs.length / 8));
    const zeroCrc = crcOfZeros(parts.subBlockBytes);
    const last = parts.crcs.length - 1;
    for (let sub = 0; sub < last; sub += 1) if (parts.crcs[sub] === zeroCrc) this.#markZero(sub);
    // It may be shorter, and its zeros have another CRC then.
    if (parts.crcs[last] === crcOfZeros(this.subBlockLength(last))) this.#markZero(last);
  }

  crc(subBlock: number): number {
    return this.parts.crcs[subBlock] ?? 0;
  }

  /** Length in bytes: the last one may be shorter. */
  subBlockLength(subBlock: number): number {
    return Math.min(this.subBlockBytes, this.rawBytes - subBlock * this.subBlockBytes);
  }

  /** Of the blocks that are no zeros. */
  get dataBytes(): number {
    return (this.parts.blockDigests.byteLength / 32) * this.blockBytes;
  }

  blockLength(block: number): number {
    return Math.min(this.blockBytes, this.rawBytes - block * this.blockBytes);
  }

  isZeroBlock(block: number): boolean {
    return this.parts.ordinals[block] === -1;
  }

  /** Whether it is zeros by its CRC-32, which other bytes may have too. */
  looksZero(subBlock: number): boolean {
    return (((this.#zeros[subBlock >> 3] ?? 0) >> (subBlock & 7)) & 1) === 1;
  }

  /** Gives the memory of the CRC-32s back, when nothing is looked for any more: `crc` knows none then. */
  forgetCrcs(): void {
    freeOwn(this.parts.crcs);
  }

  /** Whether these are the bytes of a block that is no zeros, by their SHA-256. */
  isBlock(block: number, bytes: Uint8Array): boolean {
    return this.hasDigest(block, hash('sha256', bytes, 'buffer'));
  }

  /** The same by the SHA-256 itself. */
  hasDigest(block: number, digest: Uint8Array): boolean {
    const at = (this.parts.ordinals[block] ?? -1) * 32;
    return at >= 0 && Buffer.compare(digest, this.parts.blockDigests.subarray(at, at + 32)) === 0;
  }

  #markZero(subBlock: number): void {
    this.#zeros[subBlock >> 3] = (this.#zeros[subBlock >> 3] ?? 0) | (1 << (subBlock & 7));
  }
}
