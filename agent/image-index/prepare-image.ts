import type { FileHandle } from 'node:fs/promises';
import { promisify } from 'node:util';
import { constants, zstdCompress } from 'node:zlib';
import type { ImageSource } from '../image/types.ts';
import { FrameTable } from './frame-table.ts';
import { type IndexOptions, indexImage, lastPart, readIntoIndex, shapeOfImage } from './index-image.ts';
import { expectFree, makeFile } from './new-file.ts';

const compress = promisify(zstdCompress);

/** Raw bytes of a frame: what is downloaded at least where one byte of it is missing. */
const FRAME_BYTES = 1024 * 1024;

export interface PrepareOptions extends IndexOptions {
  readonly out: string;
  /** Frames that are compressed at the same time. */
  readonly threads: number;
  /** Of zstd. Default 3. */
  readonly level?: number;
}

/** What was made. Bytes. */
export interface Prepared {
  readonly rawBytes: number;
  readonly fileBytes: number;
  readonly frames: number;
  readonly index: Buffer;
}

/** Cuts raw content into frames, compresses them on all cores and writes them in order. */
class FrameWriter {
  readonly #file: FileHandle;
  readonly #threads: number;
  readonly #level: number;
  readonly #ahead: { readonly rawLength: number; readonly bytes: Promise<Buffer> }[] = [];
  readonly rawLengths: number[] = [];
  readonly fileLengths: number[] = [];
  #frame = Buffer.alloc(FRAME_BYTES);
  #filled = 0;

  constructor(file: FileHandle, threads: number, level: number) {
    this.#file = file;
    this.#threads = threads;
    this.#level = level;
  }

  /** Null for zeros. */
  async add(bytes: Uint8Array | null, length: number): Promise<void> {
    for (let done = 0; done < length; ) {
      const part = Math.min(length - done, FRAME_BYTES - this.#filled);
      if (bytes) this.#frame.set(bytes.subarray(done, done + part), this.#filled);
      this.#filled += part;
      done += part;
      if (this.#filled === FRAME_BYTES) await this.#end();
    }
  }

  async finish(): Promise<void> {
    if (this.#filled > 0) await this.#end();
    while (this.#ahead.length > 0) await this.#writeOne();
  }

  /** Waits for what is being compressed, whatever becomes of it. */
  async settle(): Promise<void> {
    await Promise.allSettled(this.#ahead.map(({ bytes }) => bytes));
  }

  async #end(): Promise<void> {
    const params = {
      [constants.ZSTD_c_compressionLevel]: this.#level,
      [constants.ZSTD_c_checksumFlag]: 1,
    };
    const bytes = compress(this.#frame.subarray(0, this.#filled), { params });
    bytes.catch(() => {});
    this.#ahead.push({ rawLength: this.#filled, bytes });
    this.#frame = Buffer.alloc(FRAME_BYTES);
    this.#filled = 0;
    if (this.#ahead.length > this.#threads) await this.#writeOne();
  }

  async #writeOne(): Promise<void> {
    const next = this.#ahead.shift();
    if (!next) return;
    const bytes = await next.bytes;
    await this.#file.writeFile(bytes);
    this.rawLengths.push(next.rawLength);
    this.fileLengths.push(bytes.byteLength);
  }
}

/**
 * Writes an image's raw content as zstd frames that decode one by one, an ordinary `.zst` to every decoder, and
 * returns its index with the frames in it. Throws `OUTPUT_EXISTS`, `IMAGE_TOO_LARGE`,
 * `IMAGE_FORMAT_UNSUPPORTED`, `IO_ERROR`.
 */
export async function prepareImage(source: ImageSource, options: PrepareOptions): Promise<Prepared> {
  const { out, signal, threads, level = 3 } = options;
  await expectFree(out);
  const shape = await shapeOfImage(source, options);
  return await makeFile(out, signal, async (file) => {
    const writer = new FrameWriter(file, threads, level);
    try {
      const { builder } = await readIntoIndex(source, shape, options, (bytes, length) =>
        writer.add(bytes, length),
      );
      await writer.finish();
      const frames = new FrameTable(writer.rawLengths, writer.fileLengths);
      const { rawBytes, fileBytes, count } = frames;
      const stored = { name: lastPart(out), sizeBytes: fileBytes };
      const index = builder.isTooLong
        ? await indexImage(source, options, { frames, file: stored })
        : builder.finish(stored, frames);
      return { rawBytes, fileBytes, frames: count, index };
    } finally {
      await writer.settle();
    }
  });
}
