import { alignDown, alignUp } from '../../layout/extent.ts';
import type { Piece } from '../chunker.ts';
import { freeOwn } from '../own-memory.ts';
import { CHUNK_ALIGNMENT } from '../types.ts';
import { neededEnd } from './check-runs.ts';
import { KIND } from './host-runs.ts';
import type { Qcow2Map } from './read-map.ts';
import { endsEarly } from './refusals.ts';
import { blankSubclusters } from './subclusters.ts';
import { TableDigest } from './table-digest.ts';
import type { PackedCluster } from './unpack-cluster.ts';

/** What passes by in the file and belongs to the guest's disk. */
export type HostPart =
  | { readonly kind: 'plain'; readonly piece: Piece }
  | {
      readonly kind: 'packed';
      readonly offset: number;
      readonly cluster: PackedCluster;
      /** Gives the memory of the cluster back. */
      readonly release: () => void;
    };

/** A compressed cluster of which not everything has passed by. */
interface Gathering {
  readonly bytes: Buffer;
  filled: number;
}

const IGNORE = () => {};

/** Tells what is what while the file passes by once, from its first byte to its last. */
export class HostWalk {
  readonly #map: Qcow2Map;
  readonly #name: string;
  readonly #digest = new TableDigest();
  /** The first run of which not everything has passed by. */
  #index = 0;
  /** Bytes of the file that have passed by. */
  #passed = 0;
  #gathering: Gathering | null = null;

  constructor(map: Qcow2Map, name: string) {
    this.#map = map;
    this.#name = name;
  }

  /** The next piece of the file, which is given back when all its parts are. */
  *pass(piece: Piece): Generator<HostPart> {
    const { runs } = this.#map;
    let holders = 1;
    const release = () => {
      holders -= 1;
      if (holders === 0) piece.release();
    };
    const end = piece.offset + piece.length;
    this.#passed = end;
    try {
      while (this.#index < runs.count && runs.host(this.#index) < end) {
        const from = Math.max(runs.host(this.#index), piece.offset);
        const to = Math.min(runs.end(this.#index), end);
        const bytes = piece.bytes?.subarray(from - piece.offset, to - piece.offset) ?? null;
        for (const part of this.#partsOf({ offset: from, length: to - from, bytes, release })) {
          if ((part.kind === 'plain' ? part.piece : part).release === release) holders += 1;
          yield part;
        }
        if (runs.end(this.#index) > end) return;
        this.#index += 1;
      }
    } finally {
      release();
    }
  }

  /** What is left when the file has ended: zeros that it need not have. Throws `IMAGE_TRUNCATED`. */
  *rest(): Generator<HostPart> {
    const { runs, header } = this.#map;
    for (; this.#index < runs.count; this.#index += 1) {
      const index = this.#index;
      if (neededEnd(runs, index, header) > this.#passed)
        throw endsEarly(this.#name, 'the end of what its tables name', runs.host(index));
      const from = Math.max(runs.host(index), alignUp(this.#passed, CHUNK_ALIGNMENT));
      const length = runs.end(index) - from;
      if (this.#gathering) yield this.#packed(index, this.#gathering);
      else if (length > 0)
        yield* this.#visible(index, { offset: from, length, bytes: null, release: IGNORE });
    }
  }

  /** Of all tables that have passed by; ends it. */
  digest(): string {
    return this.#digest.value();
  }

  #partsOf(piece: Piece): Iterable<HostPart> {
    const { runs } = this.#map;
    const index = this.#index;
    const kind = runs.kind(index);
    if (kind === KIND.standard) return this.#standard(index, piece);
    if (kind === KIND.compressed) return this.#compressed(index, piece);
    this.#digest.add(kind, piece.bytes, piece.length);
    return [];
  }

  *#standard(index: number, { offset, length, bytes, release }: Piece): Generator<HostPart> {
    const { runs, header } = this.#map;
    if (bytes) blankSubclusters(bytes, offset - runs.host(index), runs.mask(index), header.clusterBytes);
    const over = header.clusterBytes < CHUNK_ALIGNMENT ? 0 : (offset + length) % CHUNK_ALIGNMENT;
    // The file ends inside a page: the rest of that page are zeros.
    const whole = length - over;
    const page = new Uint8Array(over > 0 ? CHUNK_ALIGNMENT : 0);
    if (bytes && over > 0) page.set(bytes.subarray(whole));
    if (whole > 0)
      yield* this.#visible(index, {
        offset,
        length: whole,
        bytes: bytes?.subarray(0, whole) ?? null,
        release,
      });
    if (over > 0) {
      const last = {
        offset: alignDown(offset + length, CHUNK_ALIGNMENT),
        length: CHUNK_ALIGNMENT,
        bytes: page,
      };
      yield* this.#visible(index, { ...last, release: IGNORE });
    }
  }

  /** A part of a run at its place in the guest's disk, as far as that reaches. */
  *#visible(index: number, { offset, length, bytes, release }: Piece): Generator<HostPart> {
    const { runs, header } = this.#map;
    const guest = runs.guest(index) * header.clusterBytes + (offset - runs.host(index));
    const shown = Math.min(length, header.sizeBytes - guest);
    if (shown <= 0) return;
    const piece = { offset: guest, length: shown, bytes: bytes?.subarray(0, shown) ?? null, release };
    yield { kind: 'plain', piece };
  }

  *#compressed(index: number, { length, bytes, release }: Piece): Generator<HostPart> {
    if (bytes && length === this.#map.runs.bytes(index)) {
      const whole = Buffer.from(bytes.buffer, bytes.byteOffset, length);
      yield this.#packed(index, { bytes: whole, filled: length }, release);
      return;
    }
    const gathering = this.#gathering ?? {
      bytes: Buffer.allocUnsafe(this.#map.runs.bytes(index)),
      filled: 0,
    };
    if (bytes) gathering.bytes.set(bytes, gathering.filled);
    else gathering.bytes.fill(0, gathering.filled, gathering.filled + length);
    gathering.filled += length;
    this.#gathering = gathering;
    if (gathering.filled < gathering.bytes.byteLength) return;
    yield this.#packed(index, gathering, () => freeOwn(gathering.bytes));
  }

  #packed(index: number, { bytes, filled }: Gathering, release: () => void = IGNORE): HostPart {
    const { runs, header } = this.#map;
    this.#gathering = null;
    const cluster = { bytes: bytes.subarray(0, filled), host: runs.host(index) };
    return { kind: 'packed', offset: runs.guest(index) * header.clusterBytes, cluster, release };
  }
}
