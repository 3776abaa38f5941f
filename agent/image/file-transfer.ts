import { constants } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';
import { BmvError } from '../../proto/error.ts';
import { alignUp, type Extent } from '../layout/extent.ts';
import { dataExtents } from '../volumes/data-extents.ts';
import { TRANSFER_PIECE, type Transfer } from './transfer.ts';

/** What O_DIRECT asks of offsets, lengths and memory at most. */
const PAGE = 4096;

/** A file that is smaller is read sooner than its holes are asked for. */
const HOLES_MIN_BYTES = 4 * 1024 * 1024;

/** An image in a local file. */
export class FileTransfer implements Transfer {
  readonly name: string;
  readonly sizeBytes: number;
  readonly seekable = true;
  readonly #file: FileHandle;
  #direct: Promise<FileHandle | null> | null = null;

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
      fill(this.#file, buffers[index % 2] ?? new Uint8Array(TRANSFER_PIECE), offset);
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
    return await fill(this.#file, new Uint8Array(length), offset);
  }

  /** Where the file may hold data; everything else is holes. Sorted and disjoint. */
  async dataExtents(signal: AbortSignal): Promise<readonly Extent[]> {
    if (this.sizeBytes < HOLES_MIN_BYTES) return [{ offset: 0, length: this.sizeBytes }];
    return await dataExtents(this.name, this.sizeBytes, signal);
  }

  /**
   * Reads `length` bytes at `offset` into a page-aligned buffer whose room is whole pages; fewer only at the
   * file's end. `offset` is whole pages. Past the page cache where the file system allows it: an image is read once,
   * and would push everything else out of memory.
   */
  async readPages(buffer: Uint8Array, offset: number, length: number): Promise<Uint8Array> {
    this.#direct ??= openDirect(this.name);
    const file = (await this.#direct) ?? this.#file;
    const filled = await fill(file, buffer.subarray(0, alignUp(length, PAGE)), offset);
    return filled.subarray(0, length);
  }

  async close(): Promise<void> {
    await this.#file.close();
    await (await this.#direct)?.close();
  }
}

/** Fills the buffer from the file and returns what was filled; shorter only at the file's end. */
async function fill(file: FileHandle, buffer: Uint8Array, offset: number): Promise<Uint8Array> {
  let done = 0;
  while (done < buffer.byteLength) {
    const { bytesRead } = await file.read(buffer, done, buffer.byteLength - done, offset + done);
    done += bytesRead;
    // An odd number of bytes is the file's end, from where O_DIRECT could not go on.
    if (bytesRead === 0 || done % PAGE !== 0) break;
  }
  return buffer.subarray(0, done);
}

/** Null where the file system cannot (tmpfs, some network file systems). */
async function openDirect(path: string): Promise<FileHandle | null> {
  return await open(path, constants.O_RDONLY | constants.O_DIRECT).catch(() => null);
}
