import { copyBytes } from './copy-bytes.ts';

type Bytes = AsyncGenerator<Uint8Array, void, void>;

/** Fills buffers from pieces of any size. */
export class Filler {
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

/**
 * The same stream in pieces of `pieceBytes`, of which the next is filled while one is used: what works on each piece on a
 * thread of its own would wait for every small piece of a network otherwise.
 */
export async function* largerPieces(source: Bytes, pieceBytes: number): Bytes {
  const filler = new Filler(source);
  const fill = async (buffer: Uint8Array) => buffer.subarray(0, await filler.fill(buffer));
  let [used, free] = [new Uint8Array(pieceBytes), new Uint8Array(pieceBytes)];
  try {
    for (let ahead = fill(used); ; ) {
      const piece = await ahead;
      [used, free] = [free, used];
      ahead = fill(used);
      // Its error is thrown where its turn comes.
      ahead.catch(() => {});
      if (piece.byteLength > 0) yield piece;
      if (piece.byteLength < pieceBytes) return;
    }
  } finally {
    // Nobody waits for what is under way, which may never come.
    source.return().catch(() => {});
  }
}
