import { promisify } from 'node:util';
import { zstdDecompress } from 'node:zlib';
import { BmvError } from '../../proto/error.ts';
import { freeOwn } from '../image/own-memory.ts';
import type { Transfer } from '../image/transfer.ts';
import type { FetchRequest } from './requests.ts';

const decompress = promisify(zstdDecompress);

/** Fetches parts of an image's raw content from where its file is, and counts what that takes. */
export class Fetcher {
  readonly #transfer: Transfer;
  readonly #signal: AbortSignal;
  #fetchedBytes = 0;

  constructor(transfer: Transfer, signal: AbortSignal) {
    this.#transfer = transfer;
    this.#signal = signal;
  }

  /** Of the file. */
  get fetchedBytes(): number {
    return this.#fetchedBytes;
  }

  /** The raw bytes of a request. Throws `IMAGE_CHANGED` where they are not there, and what `readAt` throws. */
  async fetch({ offset, length, file, isFrame }: FetchRequest): Promise<Uint8Array> {
    const stored = await this.#transfer.readAt(file.offset, file.length, this.#signal);
    this.#fetchedBytes += stored.byteLength;
    const isWhole = stored.byteLength === file.length;
    const bytes = isFrame ? await decoded(stored, length) : stored;
    if (isFrame) freeOwn(stored);
    if (isWhole && bytes?.byteLength === length) return bytes;
    const { name } = this.#transfer;
    throw new BmvError(
      'IMAGE_CHANGED',
      `${name} has other bytes at ${file.offset} than its index says; make the index anew`,
      { path: name, offset },
    );
  }
}

/** Null for what cannot be decoded, or would be longer. */
async function decoded(stored: Uint8Array, length: number): Promise<Uint8Array | null> {
  return await decompress(stored, { maxOutputLength: length }).catch(() => null);
}
