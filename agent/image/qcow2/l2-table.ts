import type { GuestBitmap } from './guest-bitmap.ts';
import type { Qcow2Header } from './header.ts';
import { type HostRuns, KIND, WHOLE } from './host-runs.ts';
import { damaged } from './refusals.ts';

const TWO_32 = 2 ** 32;
const SECTOR = 512;

/** In the upper half of an entry. Bit 63 says that a refcount is 1, and is passed over: refcounts are not trusted. */
const COMPRESSED = 0x40000000;
const RESERVED_HIGH = 0x3f000000;
const OFFSET_HIGH = 0x00ffffff;
/** In the lower half. */
const READS_AS_ZERO = 1;
const RESERVED_LOW = 0x1fe;
const OFFSET_LOW = 0xfffffe00;

/** Where a table's entries go. */
export interface TableTarget {
  readonly header: Qcow2Header;
  readonly name: string;
  readonly runs: HostRuns;
  readonly data: GuestBitmap;
  /** Thrown when the runs have no more room. */
  readonly tooLarge: () => Error;
}

/** One L2 entry: its two halves, and the bitmaps of an extended one. */
interface Entry {
  readonly high: number;
  readonly low: number;
  readonly allocated: number;
  readonly zero: number;
}

/** Reads entries of one table. */
export class L2Table {
  readonly #target: TableTarget;

  constructor(target: TableTarget) {
    this.#target = target;
  }

  /** `at`: place of the table in the file; `first`: the guest's cluster of its first entry; `count`: entries. */
  read(table: Uint8Array, at: number, first: number, count: number): void {
    const bytes = Buffer.from(table.buffer, table.byteOffset, table.byteLength);
    const { entryBytes, hasSubclusters } = this.#target.header;
    for (let index = 0; index < count; index += 1) {
      const from = index * entryBytes;
      const [high, low] = [bytes.readUInt32BE(from), bytes.readUInt32BE(from + 4)];
      const zero = hasSubclusters ? bytes.readUInt32BE(from + 8) : 0;
      const allocated = hasSubclusters ? bytes.readUInt32BE(from + 12) : 0;
      if ((high | low | zero | allocated) === 0) continue;
      const entry = { high, low, allocated, zero };
      const why =
        (high & COMPRESSED) === 0
          ? this.#standard(entry, first + index)
          : this.#compressed(entry, first + index);
      if (why !== null) throw damaged(this.#target.name, `an L2 entry ${why}`, at + from);
    }
  }

  /** Returns what is wrong with the entry, or null. */
  #standard({ high, low, allocated, zero }: Entry, guest: number): string | null {
    const { version, hasSubclusters, clusterBytes } = this.#target.header;
    const isZero = (low & READS_AS_ZERO) !== 0;
    if ((high & RESERVED_HIGH) !== 0 || (low & RESERVED_LOW) !== 0) return 'has reserved bits';
    if (isZero && (version === 2 || hasSubclusters)) return 'has a reserved bit';
    const host = (high & OFFSET_HIGH) * TWO_32 + ((low & OFFSET_LOW) >>> 0);
    if (host % clusterBytes !== 0)
      return `names a cluster at ${host}, which is no multiple of ${clusterBytes}`;
    if (!Number.isSafeInteger(host)) return `names a cluster at ${host}`;
    if ((allocated & zero) !== 0) return 'says that a subcluster is both data and zeros';
    if (host === 0) return allocated === 0 ? null : 'says that subclusters of no cluster are data';
    const mask = hasSubclusters ? allocated >>> 0 : WHOLE;
    if (!isZero && mask !== 0) this.#add({ kind: KIND.standard, host, size: 1, guest, mask });
    return null;
  }

  #compressed({ high, low, allocated, zero }: Entry, guest: number): string | null {
    const { clusterBits, clusterBytes } = this.#target.header;
    if ((allocated | zero) !== 0) return 'divides a compressed cluster';
    const offsetBits = 70 - clusterBits - 32;
    const rest = high & (COMPRESSED - 1);
    const host = (rest % 2 ** offsetBits) * TWO_32 + low;
    if (!Number.isSafeInteger(host) || host < clusterBytes) return `names compressed data at ${host}`;
    const sectors = Math.floor(rest / 2 ** offsetBits) + 1;
    const size = sectors * SECTOR - (host % SECTOR);
    this.#add({ kind: KIND.compressed, host, size, guest, mask: WHOLE });
    return null;
  }

  #add(run: Parameters<HostRuns['add']>[0]): void {
    if (!this.#target.runs.add(run)) throw this.#target.tooLarge();
    this.#target.data.set(run.guest);
  }
}
