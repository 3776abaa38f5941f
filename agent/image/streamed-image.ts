import { createHash, type Hash } from 'node:crypto';
import { BmvError } from '../../proto/error.ts';
import type { ImageHead } from '../layout/types.ts';
import { BufferPool } from './buffer-pool.ts';
import type { Checksum } from './checksum.ts';
import { toChunks } from './chunker.ts';
import { decode } from './decode.ts';
import { detectFormat, type ImageFormat } from './format.ts';
import { HEAD_BYTES, readImageHead } from './image-head.ts';
import type { Transfer } from './transfer.ts';
import type { ImageChunk, ImageResult, ImageSource } from './types.ts';

const BUFFERS = 8;
const BUFFER_BYTES = 4 * 1024 * 1024;
/** Enough for every magic that is looked for. */
const MAGIC_BYTES = 4096;

/** An image whose decoded bytes come in order: raw, or raw inside a compressed file. */
export class StreamedImage implements ImageSource {
  readonly name: string;
  readonly transferSizeBytes: number | null;
  readonly #transfer: Transfer;
  readonly #checksum: Checksum | null;
  #pool: BufferPool | null = null;

  constructor(transfer: Transfer, checksum: Checksum | null) {
    this.#transfer = transfer;
    this.#checksum = checksum;
    this.name = transfer.name;
    this.transferSizeBytes = transfer.sizeBytes;
  }

  async readHead(signal: AbortSignal = new AbortController().signal): Promise<ImageHead> {
    const format = await this.#format(signal);
    const bytes = await this.#decodedHead(format, signal);
    return await readImageHead({ transfer: this.#transfer, format, bytes, signal });
  }

  async *stream(signal: AbortSignal): AsyncGenerator<ImageChunk, ImageResult, void> {
    const format = await this.#format(signal);
    const tally = new Tally(this.#checksum?.algorithm ?? null);
    const decoded = decode(format, tally.watch(this.#transfer.stream(signal)), this.name, signal);
    this.#pool ??= new BufferPool(BUFFERS, BUFFER_BYTES);
    const filler = new Filler(decoded);
    try {
      const sizeBytes = yield* toChunks(this.#pool, (buffer) => filler.fill(buffer));
      return { sizeBytes, transferredBytes: tally.bytes, checksum: this.#verify(tally) };
    } finally {
      await decoded.return(undefined);
    }
  }

  async close(): Promise<void> {
    await this.#transfer.close();
  }

  async #format(signal: AbortSignal): Promise<ImageFormat> {
    return detectFormat(await this.#firstBytes(MAGIC_BYTES, signal), this.name);
  }

  async #firstBytes(length: number, signal: AbortSignal): Promise<Uint8Array> {
    if (this.#transfer.seekable) return await this.#transfer.readAt(0, length, signal);
    return await collect(this.#transfer.stream(signal), length);
  }

  async #decodedHead(format: ImageFormat, signal: AbortSignal): Promise<Uint8Array> {
    if (format === 'raw') return await this.#firstBytes(HEAD_BYTES, signal);
    return await collect(decode(format, this.#transfer.stream(signal), this.name, signal), HEAD_BYTES);
  }

  #verify(tally: Tally): string | null {
    if (!this.#checksum) return null;
    const { algorithm, value } = this.#checksum;
    const found = tally.digest();
    if (found === value) return `${algorithm}:${value}`;
    throw new BmvError(
      'CHECKSUM_MISMATCH',
      `${this.name} has ${algorithm} ${found}, expected ${value}; the image or the checksum is wrong, get both again`,
      { path: this.name },
    );
  }
}

/** Counts and hashes the file's bytes as they pass. */
class Tally {
  readonly #hash: Hash | null;
  bytes = 0;

  constructor(algorithm: string | null) {
    this.#hash = algorithm === null ? null : createHash(algorithm);
  }

  async *watch(pieces: AsyncGenerator<Uint8Array, void, void>): AsyncGenerator<Uint8Array, void, void> {
    for await (const piece of pieces) {
      this.bytes += piece.byteLength;
      this.#hash?.update(piece);
      yield piece;
    }
  }

  digest(): string {
    return this.#hash?.digest('hex') ?? '';
  }
}

/** Fills buffers from pieces of any size. */
class Filler {
  readonly #pieces: AsyncGenerator<Uint8Array, void, void>;
  #rest: Uint8Array = new Uint8Array();

  constructor(pieces: AsyncGenerator<Uint8Array, void, void>) {
    this.#pieces = pieces;
  }

  /** Bytes filled; less than the buffer only at the end. */
  async fill(buffer: Uint8Array): Promise<number> {
    let filled = 0;
    while (filled < buffer.byteLength) {
      if (this.#rest.byteLength === 0) {
        const next = await this.#pieces.next();
        if (next.done) break;
        this.#rest = next.value;
        continue;
      }
      const part = this.#rest.subarray(0, buffer.byteLength - filled);
      buffer.set(part, filled);
      filled += part.byteLength;
      this.#rest = this.#rest.subarray(part.byteLength);
    }
    return filled;
  }
}

/** The first `length` bytes of a stream, or all of it when it is shorter. */
async function collect(pieces: AsyncGenerator<Uint8Array, void, void>, length: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(length);
  let done = 0;
  for await (const piece of pieces) {
    bytes.set(piece.subarray(0, length - done), done);
    done = Math.min(length, done + piece.byteLength);
    if (done === length) break;
  }
  return bytes.subarray(0, done);
}
