import type { FileHandle } from 'node:fs/promises';

const PIECE_BYTES = 1024 * 1024;

/** A file, read at any place. */
export class PartReader {
  readonly #file: FileHandle;
  readonly #onPiece: (end: number) => void;
  readonly size: number;

  /** `onPiece` learns where each piece ends; what it throws ends the reading. */
  constructor(file: FileHandle, size: number, onPiece: (end: number) => void) {
    this.#file = file;
    this.#onPiece = onPiece;
    this.size = size;
  }

  /** Up to `length` bytes; less only where the file ends. */
  async read(offset: number, length: number): Promise<Buffer> {
    const bytes = Buffer.alloc(Math.max(0, Math.min(length, this.size - offset)));
    let done = 0;
    while (done < bytes.byteLength) {
      const { bytesRead } = await this.#file.read(bytes, done, bytes.byteLength - done, offset + done);
      if (bytesRead === 0) return bytes.subarray(0, done);
      done += bytesRead;
    }
    return bytes;
  }

  async *pieces(offset: number, end = this.size): AsyncGenerator<Buffer, void, void> {
    for (let at = offset; at < end; ) {
      const piece = await this.read(at, Math.min(PIECE_BYTES, end - at));
      if (piece.byteLength === 0) return;
      at += piece.byteLength;
      this.#onPiece(at);
      yield piece;
    }
  }
}
