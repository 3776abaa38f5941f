import type { BufferPool } from '../buffer-pool.ts';
import type { Piece } from '../chunker.ts';
import { CHUNK_ALIGNMENT } from '../types.ts';
import { type HostPart, HostWalk } from './host-walk.ts';
import { Joiner } from './joiner.ts';
import { type GuestBytes, PageAssembler } from './page-assembler.ts';
import type { Qcow2Map } from './read-map.ts';
import { replaced } from './refusals.ts';
import type { Unpacked, Unpacker } from './unpack-cluster.ts';

export interface GuestInput {
  readonly map: Qcow2Map;
  /** The file from its first byte to its last. */
  readonly file: AsyncGenerator<Piece, void, void>;
  /** For what is put together of small parts. */
  readonly pool: BufferPool;
  readonly unpacker: Unpacker;
  readonly name: string;
}

interface UnpackedPart extends Unpacked {
  readonly offset: number;
}

/** The guest's data in the order of the file; what the file says nothing of is not in it. */
class GuestPieces {
  readonly #input: GuestInput;
  readonly #walk: HostWalk;
  readonly #joiner: Joiner;
  readonly #pages: PageAssembler | null;
  readonly #inFlight: Promise<UnpackedPart>[] = [];

  constructor(input: GuestInput) {
    const { map, name, pool } = input;
    const { clusterBytes } = map.header;
    this.#input = input;
    this.#walk = new HostWalk(map, name);
    this.#joiner = new Joiner(pool);
    this.#pages = clusterBytes < CHUNK_ALIGNMENT ? new PageAssembler(map) : null;
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
      yield* this.#unpacked(this.#input.unpacker.capacity - 1);
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
      found.release();
    }
  }

  async *#small(part: GuestBytes): AsyncGenerator<Piece, void, void> {
    if (!this.#pages) yield* this.#joiner.add(part);
    else for (const page of this.#pages.add(part)) yield* this.#joiner.add(page);
  }

  async #unpack({ cluster, offset, release }: HostPart & { kind: 'packed' }): Promise<UnpackedPart> {
    const { map, unpacker } = this.#input;
    const unpacked = await unpacker.unpack(cluster).finally(release);
    return { ...unpacked, offset, bytes: unpacked.bytes.subarray(0, map.header.sizeBytes - offset) };
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
