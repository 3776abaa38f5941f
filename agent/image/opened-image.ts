import type { ImageHead } from '../layout/types.ts';
import type { Checksum } from './checksum.ts';
import { collect } from './collect.ts';
import { detectFormat } from './format.ts';
import { Qcow2Image } from './qcow2/qcow2-image.ts';
import { StreamedImage } from './streamed-image.ts';
import type { Transfer } from './transfer.ts';
import type { ImageChunk, ImageResult, ImageSource } from './types.ts';

/** Enough for every magic that is looked for. */
const MAGIC_BYTES = 4096;
/** Where a fixed VHD says what it is. */
const TAIL_BYTES = 512;

export interface OpenedOptions {
  readonly checksum: Checksum | null;
  readonly expect: 'disk' | 'filesystem';
  readonly mapBytes: number;
}

/** An image of any format, which is looked for when something of the image is asked for. */
export class OpenedImage implements ImageSource {
  readonly name: string;
  readonly transferSizeBytes: number | null;
  readonly #transfer: Transfer;
  readonly #options: OpenedOptions;
  #image: ImageSource | null = null;

  constructor(transfer: Transfer, options: OpenedOptions) {
    this.name = transfer.name;
    this.transferSizeBytes = transfer.sizeBytes;
    this.#transfer = transfer;
    this.#options = options;
  }

  get transferredBytes(): number {
    return this.#image?.transferredBytes ?? 0;
  }

  async readHead(signal: AbortSignal = new AbortController().signal): Promise<ImageHead> {
    const image = await this.#opened(signal);
    return await image.readHead(signal);
  }

  async *stream(signal: AbortSignal): AsyncGenerator<ImageChunk, ImageResult, void> {
    const image = await this.#opened(signal);
    return yield* image.stream(signal);
  }

  async close(): Promise<void> {
    await this.#transfer.close();
  }

  async #opened(signal: AbortSignal): Promise<ImageSource> {
    this.#image ??= await this.#open(signal);
    return this.#image;
  }

  async #open(signal: AbortSignal): Promise<ImageSource> {
    const { checksum, expect, mapBytes } = this.#options;
    const transfer = this.#transfer;
    const { seekable, sizeBytes } = transfer;
    const head = seekable
      ? await transfer.readAt(0, MAGIC_BYTES, signal)
      : await collect(transfer.stream(signal), MAGIC_BYTES);
    const canReadEnd = seekable && sizeBytes !== null && sizeBytes > TAIL_BYTES;
    const tail = canReadEnd
      ? await transfer.readAt(sizeBytes - TAIL_BYTES, TAIL_BYTES, signal)
      : new Uint8Array();
    const format = detectFormat({ head, tail, expect }, this.name);
    return format === 'qcow2'
      ? new Qcow2Image(transfer, { checksum, expect, mapBytes })
      : new StreamedImage(transfer, { format, checksum, expect });
  }
}
