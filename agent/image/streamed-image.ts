import { allocateShared } from '../../hardware-managers/linux/aligned-memory.ts';
import type { ImageHead } from '../layout/types.ts';
import { BufferPool } from './buffer-pool.ts';
import type { Checksum } from './checksum.ts';
import { toChunks } from './chunker.ts';
import { collect } from './collect.ts';
import { decode } from './decode.ts';
import { refuseInside, type StreamFormat } from './format.ts';
import { hasherFor } from './hash-thread.ts';
import { HEAD_BYTES, readImageHead } from './image-head.ts';
import { sameHead } from './same-head.ts';
import { streamPieces } from './stream-pieces.ts';
import { Tally, tallied } from './tally.ts';
import type { Transfer } from './transfer.ts';
import { transferPieces } from './transfer-pieces.ts';
import type { ImageChunk, ImageResult, ImageSource } from './types.ts';

const BUFFERS = 8;
const BUFFER_BYTES = 2 * 1024 * 1024;
interface StreamedOptions {
  readonly format: StreamFormat;
  readonly checksum: Checksum | null;
  readonly expect: 'disk' | 'filesystem';
}

/** An image whose decoded bytes come in order: raw, or raw inside a compressed file. */
export class StreamedImage implements ImageSource {
  readonly name: string;
  readonly transferSizeBytes: number | null;
  readonly #transfer: Transfer;
  readonly #format: StreamFormat;
  readonly #checksum: Checksum | null;
  readonly #expect: 'disk' | 'filesystem';
  #pool: BufferPool | null = null;
  #tally: Tally | null = null;
  /** As it was when it was last asked for. */
  #head: Uint8Array | null = null;

  constructor(transfer: Transfer, { format, checksum, expect }: StreamedOptions) {
    this.#transfer = transfer;
    this.#format = format;
    this.#checksum = checksum;
    this.#expect = expect;
    this.name = transfer.name;
    this.transferSizeBytes = transfer.sizeBytes;
  }

  get transferredBytes(): number {
    return this.#tally?.bytes ?? 0;
  }

  async readHead(signal: AbortSignal = new AbortController().signal): Promise<ImageHead> {
    const { name } = this;
    const [format, expect, transfer] = [this.#format, this.#expect, this.#transfer];
    const bytes = await this.#decodedHead(signal);
    this.#head = bytes;
    if (format !== 'raw') refuseInside(bytes, format, name);
    const sizeBytes = this.#decodedSize(bytes);
    const reader = {
      sizeBytes: sizeBytes ?? 0,
      read: (offset: number, length: number) => transfer.readAt(offset, length, signal),
    };
    const canSeek = format === 'raw' && transfer.seekable;
    return await readImageHead({ name, format, sizeBytes, bytes, expect, reader: canSeek ? reader : null });
  }

  async *stream(signal: AbortSignal): AsyncGenerator<ImageChunk, ImageResult, void> {
    const [format, transfer] = [this.#format, this.#transfer];
    this.#pool ??= new BufferPool(BUFFERS, BUFFER_BYTES, allocateShared);
    // What is decoded takes longer than to hash it as it came.
    const tally =
      format === 'raw'
        ? new Tally(this.#checksum, (algorithm) => hasherFor(algorithm, transfer.sizeBytes))
        : new Tally(this.#checksum);
    this.#tally = tally;
    const pieces =
      format === 'raw'
        ? transferPieces(transfer, this.#pool, tally, signal)
        : streamPieces(
            decode(format, tallied(transfer.stream(signal), tally), this.name, signal),
            this.#pool,
          );
    try {
      const sizeBytes = yield* toChunks(sameHead(pieces, this.#head, this.name));
      return { sizeBytes, transferredBytes: tally.bytes, checksum: await tally.verify(this.name) };
    } finally {
      await tally.close();
    }
  }

  async close(): Promise<void> {
    await this.#transfer.close();
  }

  async #decodedHead(signal: AbortSignal): Promise<Uint8Array> {
    const [format, transfer] = [this.#format, this.#transfer];
    if (format === 'raw' && transfer.seekable) return await transfer.readAt(0, HEAD_BYTES, signal);
    return await collect(decode(format, transfer.stream(signal), this.name, signal), HEAD_BYTES);
  }

  /** As far as it can be known before the end of the stream. */
  #decodedSize(head: Uint8Array): number | null {
    if (head.byteLength < HEAD_BYTES) return head.byteLength;
    return this.#format === 'raw' ? this.#transfer.sizeBytes : null;
  }
}
