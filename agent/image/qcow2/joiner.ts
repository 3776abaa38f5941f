import type { BufferPool } from '../buffer-pool.ts';
import type { Piece } from '../chunker.ts';
import type { GuestBytes } from './page-assembler.ts';

/** Copies small parts that continue one another into one buffer of a pool, for large aligned writes. */
export class Joiner {
  readonly #pool: BufferPool;
  #buffer: Uint8Array | null = null;
  #offset = 0;
  #filled = 0;

  constructor(pool: BufferPool) {
    this.#pool = pool;
  }

  async *add({ offset, bytes }: GuestBytes): AsyncGenerator<Piece, void, void> {
    for (let at = 0; at < bytes.byteLength; ) {
      const continues = offset + at === this.#offset + this.#filled && this.#filled < this.#pool.bufferBytes;
      if (!continues) yield* this.flush();
      if (!this.#buffer) {
        this.#buffer = await this.#pool.take();
        this.#offset = offset + at;
        this.#filled = 0;
      }
      const part = bytes.subarray(at, at + this.#pool.bufferBytes - this.#filled);
      this.#buffer.set(part, this.#filled);
      this.#filled += part.byteLength;
      at += part.byteLength;
    }
  }

  /** Gives what was joined so far. */
  *flush(): Generator<Piece> {
    const buffer = this.#buffer;
    if (!buffer) return;
    this.#buffer = null;
    const bytes = buffer.subarray(0, this.#filled);
    yield {
      offset: this.#offset,
      length: bytes.byteLength,
      bytes,
      release: () => this.#pool.give(buffer),
    };
  }

  /** Forgets what was joined. */
  drop(): void {
    if (this.#buffer) this.#pool.give(this.#buffer);
    this.#buffer = null;
  }
}
