import { MAX_INDEX_BYTES } from './layout.ts';

const STEP_BYTES = 1024 * 1024;

/** Bytes that are appended to, at most those of an index. They grow in place. */
export class GrowingBytes {
  readonly #memory = new ArrayBuffer(0, { maxByteLength: MAX_INDEX_BYTES });
  #used = 0;

  /** All bytes so far; valid until the next `more`. */
  get bytes(): Buffer {
    return Buffer.from(this.#memory, 0, this.#used);
  }

  /** Room for `length` bytes at the end, zeroed; valid until the next call. */
  more(length: number): Buffer {
    const from = this.#used;
    this.#used += length;
    if (this.#used > this.#memory.byteLength)
      this.#memory.resize(Math.min(MAX_INDEX_BYTES, Math.ceil(this.#used / STEP_BYTES) * STEP_BYTES));
    return Buffer.from(this.#memory, from, length);
  }
}
