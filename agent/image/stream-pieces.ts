import type { BufferPool } from './buffer-pool.ts';
import type { Piece } from './chunker.ts';
import { copyBytes } from './copy-bytes.ts';

type Bytes = AsyncGenerator<Uint8Array, void, void>;

/** Fills buffers from pieces of any size. */
class Filler {
  readonly #source: Bytes;
  #rest: Uint8Array = new Uint8Array();

  constructor(source: Bytes) {
    this.#source = source;
  }

  /** Bytes filled; less than the buffer only at the end. */
  async fill(buffer: Uint8Array): Promise<number> {
    let filled = 0;
    while (filled < buffer.byteLength) {
      if (this.#rest.byteLength === 0) {
        const next = await this.#source.next();
        if (next.done) break;
        this.#rest = next.value;
        continue;
      }
      const part = this.#rest.subarray(0, buffer.byteLength - filled);
      copyBytes(part, buffer, filled);
      filled += part.byteLength;
      this.#rest = this.#rest.subarray(part.byteLength);
    }
    return filled;
  }
}

/** A decoded stream in full pool buffers; the last one as long as it is. */
export async function* streamPieces(source: Bytes, pool: BufferPool): AsyncGenerator<Piece, void, void> {
  const filler = new Filler(source);
  for (let offset = 0; ; ) {
    const buffer = await pool.take();
    const length = await filler.fill(buffer).catch((error: unknown) => {
      pool.give(buffer);
      throw error;
    });
    yield { offset, length, bytes: buffer.subarray(0, length), release: () => pool.give(buffer) };
    offset += length;
    if (length < buffer.byteLength) return;
  }
}
