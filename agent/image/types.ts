import type { ReadableDisk } from '../../hardware-managers/disk.ts';
import type { Extent } from '../layout/extent.ts';
import type { ImageHead, Segment } from '../layout/types.ts';

/** Every chunk begins at a multiple of this many bytes, and ends at one or at the image's end. No sector is larger. */
export const CHUNK_ALIGNMENT = 4096;

/**
 * A run of a decoded image. Chunks come in any order, and each byte of the image is in exactly one of them; a zero run
 * stands for bytes that were not transferred.
 */
export type ImageChunk =
  | {
      readonly kind: 'data';
      readonly offset: number;
      readonly bytes: Uint8Array;
      /** Byte of the disk that is written to where all of `bytes` were read, if they were: they need no writing there. */
      readonly heldAt?: number | undefined;
      /** Gives the memory back; `bytes` must not be used afterwards. */
      readonly release: () => void;
    }
  | { readonly kind: 'zero'; readonly offset: number; readonly length: number }
  /** Belongs to the image, which says nothing of its bytes: what the disk has there stays. */
  | { readonly kind: 'unset'; readonly offset: number; readonly length: number };

/** What was downloaded: shown to people, kept in the journal. */
export interface ImageResult {
  /** Decoded bytes. */
  readonly sizeBytes: number;
  /** Bytes that were downloaded: of the file, and of its index. */
  readonly transferredBytes: number;
  /**
   * `algo:hex` of the file as downloaded, or of the raw content where an index was vouched for; null when no
   * checksum was asked for.
   */
  readonly checksum: string | null;
  /** Bytes of the image that were taken from the disk itself. Default 0. */
  readonly bytesReused?: number;
  /** How the bytes came, where that is worth telling. One line each, for people. */
  readonly notes?: readonly string[];
}

/** A disk that is about to get an image, and may hold much of it already. */
export interface DiskGround {
  readonly disk: Pick<ReadableDisk, 'readInto'>;
  /** What may be read: nothing that is kept, no table, no catalog. The likeliest first; they may overlap. */
  readonly places: readonly Extent[];
  /** First bytes of the old partitions. */
  readonly starts: readonly number[];
  /** Where the image's bytes go, by offsets of this source's stream. */
  readonly segments: readonly Segment[];
  /** What was read of the disk so far, and is to be read. */
  readonly onBytes: (doneBytes: number, totalBytes: number) => void;
}

/** An image: a stream of data and zero runs. */
export interface ImageSource {
  /** Path or URL without credentials. */
  readonly name: string;
  /** Of the file as stored; null when the server does not say. */
  readonly transferSizeBytes: number | null;
  /** Of the file as stored, how many the last stream has read so far. */
  readonly transferredBytes: number;
  /** Reads the head. May be called before or after `stream`. */
  readHead(signal?: AbortSignal): Promise<ImageHead>;
  /**
   * Lets the source look at the disk that it is written to, before the first write. The next stream may take bytes
   * from there: each chunk must be written, or its place left as it was, before the disk is changed otherwise.
   */
  prepare?(ground: DiskGround, signal: AbortSignal): Promise<void>;
  /**
   * The decoded image, in the order of the file. One stream at a time; a new call starts anew. Ends normally
   * only when the whole file was read, decoded without a remainder, and its checksum (if one was asked
   * for) matched: a consumer that saw the end has seen a verified image, and all of it.
   */
  stream(signal: AbortSignal): AsyncGenerator<ImageChunk, ImageResult, void>;
  close(): Promise<void>;
}
