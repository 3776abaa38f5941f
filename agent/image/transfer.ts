/** An image's file as it is stored, however it is reached. */
export interface Transfer {
  /** Path or URL without credentials. */
  readonly name: string;
  /** Bytes of the file; null when the server does not say. */
  readonly sizeBytes: number | null;
  /** True when `readAt` works at any offset. */
  readonly seekable: boolean;
  /**
   * The file's bytes in order, in pieces of at most `TRANSFER_PIECE`. Ends normally only when all of the
   * file has come. Pieces may be used until the next one is asked for.
   */
  stream(signal: AbortSignal): AsyncGenerator<Uint8Array, void, void>;
  /** Up to `length` bytes at `offset`; fewer only at the end of the file. */
  readAt(offset: number, length: number, signal?: AbortSignal): Promise<Uint8Array>;
  close(): Promise<void>;
}

/** Largest piece of a transfer in bytes. */
export const TRANSFER_PIECE = 1024 * 1024;
