import { ascending } from './ascending.ts';

/** What stands in a run of the file. */
export const KIND = {
  /** Clusters of the guest, as they are. */
  standard: 0,
  /** One cluster of the guest, compressed. */
  compressed: 1,
  /** The header or the L1 table. */
  frame: 2,
  /** An L2 table. */
  table: 3,
} as const;

/** Memory in bytes for one run, what sorting takes beside it included. */
export const RUN_COST = 42;

/** Every subcluster holds data. */
export const WHOLE = 0xffffffff;

const FIRST_CAPACITY = 1024;

function room(maxRuns: number, width: number): ArrayBuffer {
  return new ArrayBuffer(0, { maxByteLength: maxRuns * width });
}

/** One run of the file. */
export interface HostRun {
  readonly kind: number;
  /** First byte in the file. */
  readonly host: number;
  /** Clusters of a standard run, bytes of every other. */
  readonly size: number;
  /** First cluster of the guest; 0 for tables. */
  readonly guest: number;
  /** One bit for each subcluster that holds data, of every cluster of a standard run. */
  readonly mask: number;
}

/**
 * Where in the file everything is that is read from it, in typed arrays: one image may have a million runs.
 * Neighbours that continue one another are one run.
 */
export class HostRuns {
  readonly #maxRuns: number;
  readonly #clusterBytes: number;
  readonly #buffers: readonly ArrayBuffer[];
  readonly #widths = [8, 4, 4, 4, 1] as const;
  readonly #hosts: Float64Array;
  readonly #sizes: Uint32Array;
  readonly #guests: Uint32Array;
  readonly #masks: Uint32Array;
  readonly #kinds: Uint8Array;
  #capacity = 0;
  #count = 0;

  constructor(maxRuns: number, clusterBytes: number) {
    this.#maxRuns = maxRuns;
    this.#clusterBytes = clusterBytes;
    const [hosts, sizes, guests, masks, kinds] = [
      room(maxRuns, 8),
      room(maxRuns, 4),
      room(maxRuns, 4),
      room(maxRuns, 4),
      room(maxRuns, 1),
    ] as const;
    this.#buffers = [hosts, sizes, guests, masks, kinds];
    this.#hosts = new Float64Array(hosts);
    this.#sizes = new Uint32Array(sizes);
    this.#guests = new Uint32Array(guests);
    this.#masks = new Uint32Array(masks);
    this.#kinds = new Uint8Array(kinds);
  }

  get count(): number {
    return this.#count;
  }

  /** Bytes of all compressed clusters. */
  get packedBytes(): number {
    let sum = 0;
    for (let index = 0; index < this.#count; index += 1)
      if (this.kind(index) === KIND.compressed) sum += this.bytes(index);
    return sum;
  }

  kind(index: number): number {
    return this.#kinds[index] ?? 0;
  }

  host(index: number): number {
    return this.#hosts[index] ?? 0;
  }

  /** Clusters of the guest that the run holds; 0 for tables. */
  clusters(index: number): number {
    const kind = this.#kinds[index];
    if (kind === KIND.standard) return this.#sizes[index] ?? 0;
    return kind === KIND.compressed ? 1 : 0;
  }

  guest(index: number): number {
    return this.#guests[index] ?? 0;
  }

  mask(index: number): number {
    return this.#masks[index] ?? 0;
  }

  /** Bytes of the file. */
  bytes(index: number): number {
    const size = this.#sizes[index] ?? 0;
    return this.#kinds[index] === KIND.standard ? size * this.#clusterBytes : size;
  }

  /** First byte of the file behind the run. */
  end(index: number): number {
    return this.host(index) + this.bytes(index);
  }

  /** Lets a compressed run end where the next begins, which may share a sector with it. */
  shorten(index: number, bytes: number): void {
    this.#sizes[index] = bytes;
  }

  /** False when there is no room for one more. */
  add(run: HostRun): boolean {
    if (this.#continues(run)) {
      this.#sizes[this.#count - 1] = (this.#sizes[this.#count - 1] ?? 0) + run.size;
      return true;
    }
    if (this.#count === this.#capacity && !this.#grow()) return false;
    const at = this.#count;
    this.#hosts[at] = run.host;
    this.#sizes[at] = run.size;
    this.#guests[at] = run.guest;
    this.#masks[at] = run.mask;
    this.#kinds[at] = run.kind;
    this.#count += 1;
    return true;
  }

  #continues({ kind, host, guest, mask }: HostRun): boolean {
    const last = this.#count - 1;
    return (
      kind === KIND.standard &&
      last >= 0 &&
      this.#kinds[last] === KIND.standard &&
      this.end(last) === host &&
      this.guest(last) + (this.#sizes[last] ?? 0) === guest &&
      this.#masks[last] === mask
    );
  }

  #grow(): boolean {
    const capacity = Math.min(this.#maxRuns, Math.max(FIRST_CAPACITY, this.#capacity * 2));
    if (capacity === this.#capacity) return false;
    for (const [at, buffer] of this.#buffers.entries()) buffer.resize(capacity * (this.#widths[at] ?? 0));
    this.#capacity = capacity;
    return true;
  }

  /** Sorts by the place in the file. Returns a place that two runs have, or null. */
  sort(): number | null {
    const hosts = this.#hosts.subarray(0, this.#count);
    if (hosts.every((host, at) => at === 0 || host > (hosts[at - 1] ?? 0))) return null;
    const order = ascending(hosts);
    if ('twice' in order) return order.twice;
    hosts.set(order.sorted);
    for (const column of [this.#sizes, this.#guests, this.#masks, this.#kinds]) {
      const before = column.slice(0, this.#count);
      for (const [at, value] of before.entries()) column[order.places[at] ?? 0] = value;
    }
    return null;
  }
}
