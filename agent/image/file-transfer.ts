import { type FileHandle, open, stat } from 'node:fs/promises';
import { BmvError } from '../../proto/error.ts';
import { TRANSFER_PIECE, type Transfer } from './transfer.ts';

/** An image in a local file. */
export class FileTransfer implements Transfer {
  readonly name: string;
  readonly sizeBytes: number;
  readonly seekable = true;
  readonly #file: FileHandle;

  private constructor(name: string, sizeBytes: number, file: FileHandle) {
    this.name = name;
    this.sizeBytes = sizeBytes;
    this.#file = file;
  }

  static async open(path: string): Promise<FileTransfer> {
    try {
      const found = await stat(path);
      if (!found.isFile()) {
        const what = found.isDirectory() ? 'a directory' : 'no plain file';
        throw new BmvError('IMAGE_UNREACHABLE', `image ${path} is ${what}; name a file or URL`, { path });
      }
      return new FileTransfer(path, found.size, await open(path, 'r'));
    } catch (error) {
      if (error instanceof BmvError) throw error;
      const why =
        (error as NodeJS.ErrnoException).code === 'ENOENT'
          ? 'does not exist'
          : `cannot be opened (${String(error)})`;
      throw new BmvError('IMAGE_UNREACHABLE', `image ${path} ${why}; check the path`, { path, cause: error });
    }
  }

  async *stream(signal: AbortSignal): AsyncGenerator<Uint8Array, void, void> {
    const buffers = [new Uint8Array(TRANSFER_PIECE), new Uint8Array(TRANSFER_PIECE)];
    const start = (index: number, offset: number) =>
      this.#fill(buffers[index % 2] ?? new Uint8Array(TRANSFER_PIECE), offset);
    let ahead = start(0, 0);
    for (let index = 1, offset = 0; ; index += 1) {
      signal.throwIfAborted();
      const piece = await ahead;
      if (piece.byteLength === 0) break;
      offset += piece.byteLength;
      ahead = start(index, offset);
      ahead.catch(() => {});
      yield piece;
    }
  }

  async readAt(offset: number, length: number): Promise<Uint8Array> {
    return await this.#fill(new Uint8Array(length), offset);
  }

  /** Fills the buffer from the file; shorter only at its end. */
  async #fill(buffer: Uint8Array, offset: number): Promise<Uint8Array> {
    let done = 0;
    while (done < buffer.byteLength) {
      const { bytesRead } = await this.#file.read(buffer, done, buffer.byteLength - done, offset + done);
      if (bytesRead === 0) break;
      done += bytesRead;
    }
    return buffer.subarray(0, done);
  }

  async close(): Promise<void> {
    await this.#file.close();
  }
}
