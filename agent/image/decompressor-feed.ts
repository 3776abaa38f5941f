import type { Transform } from 'node:stream';

/** The pieces of a stream, one at a time; of one that was not used up, the rest comes next. */
export class Pieces {
  readonly #bytes: AsyncGenerator<Uint8Array, void, void>;
  #rest: Uint8Array | null = null;

  constructor(bytes: AsyncGenerator<Uint8Array, void, void>) {
    this.#bytes = bytes;
  }

  /** Something of a piece was not used. */
  get hasRest(): boolean {
    return this.#rest !== null;
  }

  /** Valid until the next one is asked for; null at the end. */
  async next(): Promise<Uint8Array | null> {
    const rest = this.#rest;
    this.#rest = null;
    if (rest) return rest;
    const next = await this.#bytes.next();
    return next.done ? null : next.value;
  }

  /** Of the last piece. */
  leave(rest: Uint8Array): void {
    if (rest.byteLength > 0) this.#rest = rest;
  }

  /** Waits for nothing: the next piece may be under way, and never come. */
  close(): void {
    this.#bytes.return().catch(() => {});
  }
}

/** Gives pieces to a decompressor of Node until there are no more, or it takes no more. */
export class Feed {
  readonly #unzip: Transform & { readonly bytesWritten: number };
  readonly #pieces: Pieces;
  #onClose = () => {};
  /** What the pieces failed with; the decompressor's own errors are its to tell. */
  error: unknown = null;

  constructor(unzip: Transform & { readonly bytesWritten: number }, pieces: Pieces) {
    this.#unzip = unzip;
    this.#pieces = pieces;
    unzip.once('close', () => this.#onClose());
  }

  /** Resolves when all was given or no more is taken. Never rejects. */
  async run(): Promise<void> {
    try {
      await this.#run();
    } catch (error) {
      this.error = error;
      this.#unzip.destroy(new Error('its input ended'));
    }
  }

  async #run(): Promise<void> {
    let given = 0;
    for (let piece = await this.#pieces.next(); piece; piece = await this.#pieces.next()) {
      if (!(await this.#write(piece))) return;
      given += piece.byteLength;
      const left = given - this.#unzip.bytesWritten;
      if (left > 0) {
        this.#pieces.leave(piece.subarray(piece.byteLength - left));
        return;
      }
    }
    this.#unzip.end();
  }

  /** Resolves when the decompressor has taken what it takes of the piece; false when it takes no more. */
  async #write(piece: Uint8Array): Promise<boolean> {
    return await new Promise((resolve) => {
      // HAZARD: a stream that is destroyed while a write waits for room never calls that write back.
      this.#onClose = () => resolve(false);
      // The piece is held no longer than this promise, after which it is used again.
      this.#unzip.write(piece, (error) => resolve(!error));
    });
  }
}
