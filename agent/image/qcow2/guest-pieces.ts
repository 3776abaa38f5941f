import type { BufferPool } from '../buffer-pool.ts';
import type { Piece } from '../chunker.ts';
import { freeOwn } from '../own-memory.ts';
import { CHUNK_ALIGNMENT } from '../types.ts';
import { type HostPart, HostWalk } from './host-walk.ts';
import { Joiner } from './joiner.ts';
import { type GuestBytes, PageAssembler } from './page-assembler.ts';
import type { Qcow2Map } from './read-map.ts';
import { replaced } from './refusals.ts';
import { unpackCluster } from './unpack-cluster.ts';

/** Compressed clusters that are being decompressed at once: some more than there are threads. */
const MAX_IN_FLIGHT = 16;
const MIN_IN_FLIGHT = 2;
/** Of their bytes, decompressed. */
const IN_FLIGHT_BYTES = 6 * 1024 * 1024;

export interface GuestInput {
  readonly map: Qcow2Map;
  /** The file from its first byte to its last. */
  readonly file: AsyncGenerator<Piece, void, void>;
  /** For what is put together of small parts. */
  readonly pool: BufferPool;
  readonly name: string;
}

/** The guest's data in the order of the file; what the file says nothing of is not in it. */
class GuestPieces {
  readonly #input: GuestInput;
  readonly #walk: HostWalk;
  readonly #joiner: Joiner;
  readonly #pages: PageAssembler | null;
  readonly #inFlight: Promise<GuestBytes>[] = [];
  readonly #maxInFlight: number;

  constructor(input: GuestInput) {
    const { map, name, pool } = input;
    const { clusterBytes } = map.header;
    this.#input = input;
    this.#walk = new HostWalk(map, name);
    this.#joiner = new Joiner(pool);
    this.#pages = clusterBytes < CHUNK_ALIGNMENT ? new PageAssembler(map) : null;
    this.#maxInFlight = Math.min(
      MAX_IN_FLIGHT,
      Math.max(MIN_IN_FLIGHT, Math.floor(IN_FLIGHT_BYTES / clusterBytes)),
    );
  }

  async *all(): AsyncGenerator<Piece, void, void> {
    try {
      for await (const piece of this.#input.file)
        for (const part of this.#walk.pass(piece)) yield* this.#take(part);
      for (const part of this.#walk.rest()) yield* this.#take(part);
      yield* this.#unpacked(0);
      yield* this.#joiner.flush();
    } finally {
      this.#joiner.drop();
    }
    if (this.#walk.digest() !== this.#input.map.digest) throw replaced(this.#input.name);
  }

  async *#take(part: HostPart): AsyncGenerator<Piece, void, void> {
    if (part.kind === 'packed') {
      const unpacking = this.#unpack(part);
      // Its error is thrown where its turn comes.
      unpacking.catch(() => {});
      this.#inFlight.push(unpacking);
      yield* this.#unpacked(this.#maxInFlight);
    } else if (this.#pages) {
      const { offset, length, bytes, release } = part.piece;
      const own = bytes ? Uint8Array.from(bytes) : new Uint8Array(length);
      release();
      yield* this.#small({ offset, bytes: own });
    } else yield part.piece;
  }

  /** Waits until no more than `left` clusters are being decompressed. */
  async *#unpacked(left: number): AsyncGenerator<Piece, void, void> {
    while (this.#inFlight.length > left) {
      const found = await this.#inFlight.shift();
      if (!found) return;
      yield* this.#small(found);
      freeOwn(found.bytes);
    }
  }

  async *#small(part: GuestBytes): AsyncGenerator<Piece, void, void> {
    if (!this.#pages) yield* this.#joiner.add(part);
    else for (const page of this.#pages.add(part)) yield* this.#joiner.add(page);
  }

  async #unpack({ cluster, offset, release }: HostPart & { kind: 'packed' }): Promise<GuestBytes> {
    const { map, name } = this.#input;
    const bytes = await unpackCluster(cluster, map.header, name).finally(release);
    return { offset, bytes: bytes.subarray(0, map.header.sizeBytes - offset) };
  }
}

/**
 * Turns a qcow2 file that passes by into pieces of the guest's disk, in the order of the file. Compressed clusters are
 * decompressed several at once. Throws `IMAGE_CHANGED` at the end where the tables that passed by are not those of the
 * map, and `IMAGE_TRUNCATED`, `IMAGE_CORRUPT`.
 */
export function guestPieces(input: GuestInput): AsyncGenerator<Piece, void, void> {
  return new GuestPieces(input).all();
}
