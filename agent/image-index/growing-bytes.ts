const FIRST_BYTES = 4096;

/** Bytes that are appended to; memory doubles where it is full. */
export class GrowingBytes {
  #memory = Buffer.alloc(FIRST_BYTES);
  #used = 0;

  /** All bytes so far; valid until the next `more`. */
  get bytes(): Buffer {
    return this.#memory.subarray(0, this.#used);
  }

  /** Room for `length` bytes at the end, zeroed; valid until the next call. */
  more(length: number): Buffer {
    while (this.#used + length > this.#memory.byteLength)
      this.#memory = Buffer.concat([this.#memory, Buffer.alloc(this.#memory.byteLength)]);
    this.#used += length;
    return this.#memory.subarray(this.#used - length, this.#used);
  }
}
