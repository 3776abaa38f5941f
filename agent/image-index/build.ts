import { createHash, hash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { isZero, ZEROS } from '../image/zeros.ts';
import { encodeIndex } from './encode.ts';
import type { FrameTable } from './frame-table.ts';
import { GrowingBytes } from './growing-bytes.ts';
import { type IndexedFile, type IndexShape, MAX_BLOCKS, MAX_SUB_BLOCKS } from './image-index.ts';
import { CRC_BYTES, DIGEST_BYTES } from './layout.ts';

/** Makes an index of raw content that comes in order. */
export class IndexBuilder {
  readonly #shape: IndexShape;
  readonly #sha256 = createHash('sha256');
  readonly #sha512 = createHash('sha512');
  readonly #digests = new GrowingBytes();
  readonly #crcs = new GrowingBytes();
  /** Numbers of blocks: data, zeros, data, ... */
  readonly #runs: number[] = [0];
  /** The block that is being filled. */
  readonly #block: Buffer;
  #filled = 0;
  #rawBytes = 0;

  constructor(shape: IndexShape) {
    this.#shape = shape;
    this.#block = Buffer.alloc(shape.blockBytes);
  }

  get rawBytes(): number {
    return this.#rawBytes;
  }

  /** Whether there is more than an index with blocks of this size may have; nothing is hashed any more then. */
  get isTooLong(): boolean {
    const { blockBytes, subBlockBytes } = this.#shape;
    return this.#rawBytes > Math.min(MAX_BLOCKS * blockBytes, MAX_SUB_BLOCKS * subBlockBytes);
  }

  add(bytes: Uint8Array): void {
    this.#rawBytes += bytes.byteLength;
    if (this.isTooLong) return;
    this.#sha256.update(bytes);
    this.#sha512.update(bytes);
    for (let done = 0; done < bytes.byteLength; ) {
      const part = bytes.subarray(done, done + this.#block.byteLength - this.#filled);
      // Whole blocks need no copy.
      if (part.byteLength === this.#block.byteLength) this.#end(part);
      else {
        this.#block.set(part, this.#filled);
        this.#filled += part.byteLength;
        if (this.#filled === this.#block.byteLength) this.#endFilled();
      }
      done += part.byteLength;
    }
  }

  addZeros(length: number): void {
    for (let left = length; left > 0; left -= ZEROS.byteLength)
      this.add(ZEROS.subarray(0, Math.min(left, ZEROS.byteLength)));
  }

  /** The index as it is stored. To be called once, behind the last byte. */
  finish(file: IndexedFile, frames: FrameTable | null): Buffer {
    if (this.#filled > 0) this.#endFilled();
    return encodeIndex({
      ...this.#shape,
      rawBytes: this.#rawBytes,
      digests: { sha256: this.#sha256.digest('hex'), sha512: this.#sha512.digest('hex') },
      file,
      runs: this.#runs,
      blockDigests: this.#digests.bytes,
      crcs: this.#crcs.bytes,
      frames,
    });
  }

  #endFilled(): void {
    const filled = this.#block.subarray(0, this.#filled);
    this.#filled = 0;
    this.#end(filled);
  }

  #end(block: Uint8Array): void {
    const zero = isZero(block);
    this.#count(zero);
    if (zero) return;
    Buffer.from(hash('sha256', block, 'hex'), 'hex').copy(this.#digests.more(DIGEST_BYTES));
    const { subBlockBytes } = this.#shape;
    for (let at = 0; at < block.byteLength; at += subBlockBytes)
      this.#crcs.more(CRC_BYTES).writeUInt32LE(crc32(block.subarray(at, at + subBlockBytes)));
  }

  /** Runs of data have even numbers, those of zeros odd ones. */
  #count(zero: boolean): void {
    const last = this.#runs.length - 1;
    const isSame = (last % 2 === 1) === zero;
    if (isSame) this.#runs[last] = (this.#runs[last] ?? 0) + 1;
    else this.#runs.push(1);
  }
}
