import { BmvError } from '../../proto/error.ts';
import type { Checksum } from '../image/checksum.ts';
import type { HttpOptions } from '../image/http-options.ts';
import type { Transfer } from '../image/transfer.ts';
import type { DiskGround, ImageChunk, ImageResult, ImageSource } from '../image/types.ts';
import { type LoadedIndex, loadIndex } from '../image-index/load-index.ts';
import type { ImageHead } from '../layout/types.ts';
import { type DeltaLimits, DiskReuse } from './disk-reuse.ts';
import { sameRaw } from './same-raw.ts';
import { type IndexedImage, whyNoIndex, whyNotUsable } from './usable-index.ts';

export interface DeltaImageOptions extends DeltaLimits {
  /** Path or URL of the index, where there may be none. */
  readonly index: string;
  /** How to reach the index. */
  readonly http: HttpOptions;
  /** Of the image's file. */
  readonly checksum: Checksum | null;
  readonly indexChecksum: Checksum | null;
}

/**
 * An image of which only that is downloaded which the disk does not have, where there is an index to go by. Where
 * there is none, or it would not help, all of it is; the result's notes say why.
 */
export class DeltaImage implements ImageSource {
  readonly #whole: ImageSource;
  readonly #transfer: Transfer;
  readonly #options: DeltaImageOptions;
  #head: ImageHead | null = null;
  #loaded: LoadedIndex | null = null;
  /** The disk was looked through by the index that was loaded. */
  #isSpent = false;
  #reuse: DiskReuse | null = null;
  /** The one that is streamed. */
  #streamed: { readonly fetchedBytes: number } | null = null;
  #notes: string[] = [];

  /** `whole`: the same image as one stream, which reads from `transfer` and closes it. */
  constructor(whole: ImageSource, transfer: Transfer, options: DeltaImageOptions) {
    this.#whole = whole;
    this.#transfer = transfer;
    this.#options = options;
  }

  get name(): string {
    return this.#whole.name;
  }

  get transferSizeBytes(): number | null {
    return this.#whole.transferSizeBytes;
  }

  get transferredBytes(): number {
    return this.#streamed?.fetchedBytes ?? this.#whole.transferredBytes;
  }

  /** Throws `IMAGE_UNREACHABLE`, `CHECKSUM_MISMATCH`, `IMAGE_INDEX_INVALID`. */
  async loadIndex(signal: AbortSignal): Promise<LoadedIndex> {
    const { index, http, indexChecksum } = this.#options;
    this.#loaded = await loadIndex(index, http, indexChecksum, signal);
    this.#isSpent = false;
    return this.#loaded;
  }

  async readHead(signal?: AbortSignal): Promise<ImageHead> {
    this.#head = await this.#whole.readHead(signal);
    return this.#head;
  }

  async prepare(ground: DiskGround, signal: AbortSignal): Promise<void> {
    this.#notes = [];
    this.#reuse = null;
    const head = this.#head ?? (await this.readHead(signal));
    const image = this.#describe(head);
    this.#expectCheckable(image);
    const loaded = (this.#isSpent ? null : this.#loaded) ?? (await this.#tryLoad(signal));
    if (!loaded) return;
    const no = whyNoIndex(image);
    if (no !== null) {
      this.#note(`index ${loaded.name} is not used: ${no}`);
      return;
    }
    const unusable = whyNotUsable(loaded.index, image);
    if (unusable !== null) {
      this.#note(`index ${loaded.name} is not used: ${unusable}`);
      return;
    }
    this.#isSpent = true;
    const reuse = await DiskReuse.find(loaded.index, ground, this.#options, signal);
    this.#note(`index ${loaded.name}: ${reuse.words}`);
    if (reuse.pays) this.#reuse = reuse;
    else reuse.drop();
  }

  async *stream(signal: AbortSignal): AsyncGenerator<ImageChunk, ImageResult, void> {
    // What was found on the disk is good for one stream: it changes the disk.
    const reuse = this.#reuse;
    this.#reuse = null;
    this.#streamed = null;
    const result = yield* reuse ? this.#partly(reuse, signal) : this.#wholly(signal);
    const indexBytes = this.#loaded?.sizeBytes ?? 0;
    return { ...result, transferredBytes: result.transferredBytes + indexBytes, notes: this.#notes };
  }

  async close(): Promise<void> {
    await this.#whole.close();
  }

  #note(text: string): void {
    this.#notes.push(text);
  }

  #describe({ format }: ImageHead): IndexedImage {
    const { sizeBytes, seekable } = this.#transfer;
    const { checksum, indexChecksum } = this.#options;
    return { format, sizeBytes, seekable, checksum, isVouched: indexChecksum !== null };
  }

  /** The checksum of an index stands for that of the image, but not where the raw content comes in another order. */
  #expectCheckable({ format, checksum, isVouched }: IndexedImage): void {
    if (format !== 'qcow2' || checksum !== null || !isVouched) return;
    throw new BmvError(
      'IMAGE_INDEX_INVALID',
      `${this.name} is a qcow2 image, of which the checksum of an index says nothing; give its own (--checksum)`,
      { path: this.name },
    );
  }

  /** Most images have no index, which is not worth telling. */
  async #tryLoad(signal: AbortSignal): Promise<LoadedIndex | null> {
    try {
      return await this.loadIndex(signal);
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof BmvError)) throw error;
      if (error.code !== 'IMAGE_UNREACHABLE') this.#note(`all of the image is downloaded: ${error.message}`);
      return null;
    }
  }

  async *#wholly(signal: AbortSignal): AsyncGenerator<ImageChunk, ImageResult, void> {
    const { checksum, indexChecksum } = this.#options;
    const index = this.#loaded?.index;
    const stream = this.#whole.stream(signal);
    if (checksum || !indexChecksum || !index) return yield* stream;
    return yield* sameRaw(stream, index.parts.digests.sha256, this.name);
  }

  async *#partly(reuse: DiskReuse, signal: AbortSignal): AsyncGenerator<ImageChunk, ImageResult, void> {
    const run = reuse.begin(this.#transfer, signal, {
      checksum: this.#head?.format === 'raw' ? this.#options.checksum : null,
      isVouched: this.#options.indexChecksum !== null,
      head: this.#head?.bytes ?? null,
    });
    this.#streamed = run;
    return yield* run.stream();
  }
}
