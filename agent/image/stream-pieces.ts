import type { BufferPool } from './buffer-pool.ts';
import type { Piece } from './chunker.ts';
import { Filler } from './filler.ts';

type Bytes = AsyncGenerator<Uint8Array, void, void>;

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
