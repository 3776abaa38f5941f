import { BmvError } from '../../proto/error.ts';
import type { ImageHead } from '../layout/types.ts';
import { BufferPool } from './buffer-pool.ts';
import type { Checksum } from './checksum.ts';
import { type Piece, toChunks } from './chunker.ts';
import { collect } from './collect.ts';
import { decode } from './decode.ts';
import { filePieces } from './file-pieces.ts';
import { FileTransfer } from './file-transfer.ts';
import { detectFormat, type ImageFormat } from './format.ts';
import { HEAD_BYTES, readImageHead } from './image-head.ts';
import { streamPieces } from './stream-pieces.ts';
import { Tally } from './tally.ts';
import type { Transfer } from './transfer.ts';
import type { ImageChunk, ImageResult, ImageSource } from './types.ts';
import { isZero } from './zeros.ts';

const BUFFERS = 8;
const BUFFER_BYTES = 2 * 1024 * 1024;
/** Enough for every magic that is looked for. */
const MAGIC_BYTES = 4096;

/** An image whose decoded bytes come in order: raw, or raw inside a compressed file. */
export class StreamedImage implements ImageSource {
  readonly name: string;
  readonly transferSizeBytes: number | null;
  readonly #transfer: Transfer;
  readonly #checksum: Checksum | null;
  readonly #expect: 'disk' | 'filesystem';
  #pool: BufferPool | null = null;
  #tally: Tally | null = null;
  /** As it was when it was last asked for. */
  #head: Uint8Array | null = null;

  constructor(transfer: Transfer, checksum: Checksum | null, expect: 'disk' | 'filesystem' = 'disk') {
    this.#transfer = transfer;
    this.#checksum = checksum;
    this.#expect = expect;
    this.name = transfer.name;
    this.transferSizeBytes = transfer.sizeBytes;
  }

  get transferredBytes(): number {
    return this.#tally?.bytes ?? 0;
  }

  async readHead(signal: AbortSignal = new AbortController().signal): Promise<ImageHead> {
    const format = await this.#format(signal);
    const bytes = await this.#decodedHead(format, signal);
    this.#head = bytes;
    return await readImageHead({ transfer: this.#transfer, format, bytes, expect: this.#expect, signal });
  }

  async *stream(signal: AbortSignal): AsyncGenerator<ImageChunk, ImageResult, void> {
    const format = await this.#format(signal);
    const tally = new Tally(this.#checksum);
    this.#tally = tally;
    this.#pool ??= new BufferPool(BUFFERS, BUFFER_BYTES);
    const pieces =
      format === 'raw' && this.#transfer instanceof FileTransfer
        ? filePieces(this.#transfer, this.#pool, tally, signal)
        : streamPieces(
            decode(format, watch(this.#transfer.stream(signal), tally), this.name, signal),
            this.#pool,
          );
    const sizeBytes = yield* toChunks(this.#sameHead(pieces));
    return { sizeBytes, transferredBytes: tally.bytes, checksum: tally.verify(this.name) };
  }

  /** Throws `IMAGE_CHANGED` for a stream that does not begin as the head that was planned with. */
  async *#sameHead(pieces: AsyncGenerator<Piece, void, void>): AsyncGenerator<Piece, void, void> {
    for await (const piece of pieces) {
      const head = this.#head?.subarray(piece.offset, piece.offset + piece.length) ?? new Uint8Array();
      const same = piece.bytes
        ? Buffer.compare(head, piece.bytes.subarray(0, head.byteLength)) === 0
        : isZero(head);
      if (!same) {
        piece.release();
        throw new BmvError(
          'IMAGE_CHANGED',
          `${this.name} is another image than when its head was read; start again`,
          {
            path: this.name,
          },
        );
      }
      yield piece;
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
}

/** Lets the file's bytes pass and tallies them. */
async function* watch(
  pieces: AsyncGenerator<Uint8Array, void, void>,
  tally: Tally,
): AsyncGenerator<Uint8Array, void, void> {
  for await (const piece of pieces) {
    tally.add(piece);
    yield piece;
  }
}
