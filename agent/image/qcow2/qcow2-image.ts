import { allocateShared } from '../../../hardware-managers/linux/aligned-memory.ts';
import type { ImageHead } from '../../layout/types.ts';
import { BufferPool } from '../buffer-pool.ts';
import type { Checksum } from '../checksum.ts';
import { toChunks } from '../chunker.ts';
import { hasherFor } from '../hash-thread.ts';
import { HEAD_BYTES, readImageHead } from '../image-head.ts';
import { Tally } from '../tally.ts';
import type { Transfer } from '../transfer.ts';
import { transferPieces } from '../transfer-pieces.ts';
import type { ImageChunk, ImageResult, ImageSource } from '../types.ts';
import { checkedChunks } from './checked-chunks.ts';
import { guestPieces } from './guest-pieces.ts';
import { GuestReader } from './guest-reader.ts';
import { hostReader } from './host-reader.ts';
import { mostOpenPages } from './page-assembler.ts';
import { mapTooLarge, type Qcow2Map, readMap } from './read-map.ts';
import { unpackerFor } from './unpack-threads.ts';
import { zeroChunks } from './zero-chunks.ts';

const BUFFERS = 8;
const JOINED_BUFFERS = 5;
const BUFFER_BYTES = 2 * 1024 * 1024;

/** Pages that are put together of smaller clusters at once; 8 MiB. */
const MAX_OPEN_PAGES = 2048;

/** 64 GiB and more in clusters of 64 KiB, however they are scattered. */
export const DEFAULT_MAP_BYTES = 64 * 1024 * 1024;

export interface Qcow2Options {
  readonly checksum: Checksum | null;
  readonly expect: 'disk' | 'filesystem';
  /** Most memory in bytes for the map of an image. */
  readonly mapBytes: number;
}

/** What is known of an image before it is streamed. */
interface Read {
  readonly map: Qcow2Map;
  readonly head: ImageHead;
}

/**
 * A qcow2 image. Its tables are read first; then the file is read once from its first byte to its last, and each
 * cluster goes to its place in the guest's disk when it passes by: chunks come in the order of the file.
 */
export class Qcow2Image implements ImageSource {
  readonly name: string;
  readonly transferSizeBytes: number | null;
  readonly #transfer: Transfer;
  readonly #options: Qcow2Options;
  /** Tables and head are read once: what streams by is compared with them. */
  #read: Read | null = null;
  #tally: Tally | null = null;
  #pools: { readonly file: BufferPool; readonly joined: BufferPool } | null = null;

  constructor(transfer: Transfer, options: Qcow2Options) {
    this.name = transfer.name;
    this.transferSizeBytes = transfer.sizeBytes;
    this.#transfer = transfer;
    this.#options = options;
  }

  get transferredBytes(): number {
    return this.#tally?.bytes ?? 0;
  }

  async readHead(signal: AbortSignal = new AbortController().signal): Promise<ImageHead> {
    this.#read ??= await this.#readTables(signal);
    return this.#read.head;
  }

  async *stream(signal: AbortSignal): AsyncGenerator<ImageChunk, ImageResult, void> {
    this.#read ??= await this.#readTables(signal);
    const { map, head } = this.#read;
    const { sizeBytes } = map.header;
    const tally = new Tally(this.#options.checksum, (algorithm) =>
      hasherFor(algorithm, this.transferSizeBytes),
    );
    this.#tally = tally;
    const expected = { name: this.name, sizeBytes, head: head.bytes };
    try {
      yield* checkedChunks(this.#chunks(map, tally, signal), expected);
      return { sizeBytes, transferredBytes: tally.bytes, checksum: await tally.verify(this.name) };
    } finally {
      await tally.close();
    }
  }

  async close(): Promise<void> {
    await this.#transfer.close();
  }

  /** Zeros first: a server would not wait for a disk that takes long to zero. */
  async *#chunks(map: Qcow2Map, tally: Tally, signal: AbortSignal): AsyncGenerator<ImageChunk, void, void> {
    for (const chunk of zeroChunks(map)) {
      signal.throwIfAborted();
      yield chunk;
    }
    this.#pools ??= {
      file: new BufferPool(BUFFERS, BUFFER_BYTES, allocateShared),
      joined: new BufferPool(JOINED_BUFFERS, BUFFER_BYTES),
    };
    const { name } = this;
    const file = transferPieces(this.#transfer, this.#pools.file, tally, signal);
    const unpacker = unpackerFor(map.header, name, map.runs.packedBytes);
    try {
      yield* toChunks(guestPieces({ map, file, pool: this.#pools.joined, unpacker, name }));
    } finally {
      await unpacker.close();
    }
  }

  async #readTables(signal: AbortSignal): Promise<Read> {
    const { name, transferSizeBytes: fileBytes } = this;
    const { expect, mapBytes: limitBytes } = this.#options;
    const reader = hostReader(this.#transfer, signal);
    try {
      const input = { reader, name, fileBytes, limitBytes };
      const map = await readMap(input);
      if (mostOpenPages(map) > MAX_OPEN_PAGES) throw mapTooLarge(input);
      const { sizeBytes } = map.header;
      const guest = new GuestReader(map, reader, name);
      const bytes = await guest.read(0, HEAD_BYTES);
      const head = { name, format: 'qcow2', sizeBytes, bytes, expect } as const;
      return {
        map,
        head: await readImageHead({ ...head, reader: this.#transfer.seekable ? guest : null }),
      };
    } finally {
      await reader.close();
    }
  }
}
