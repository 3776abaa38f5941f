import type { Body, Envelope } from '../../proto/channel.ts';
import { encodeEnvelope } from '../../proto/channel-codec.ts';

/** What an agent tells on its own; everything else is an answer, and not numbered. */
export type Report = Extract<
  Body,
  { readonly type: 'inventory' | 'volume-event' | 'step-started' | 'step-progress' | 'step-finished' }
>;

export interface SpoolOptions {
  /** Lower-case UUID of the ramdisk's boot. */
  readonly bootId: string;
  /** The first report is numbered behind it. */
  readonly lastSequence: number;
  /** Of the frames of all reports that wait. */
  readonly maxBytes: number;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Hears that all reports up to this one are stored. */
  readonly onAcked?: (sequence: number) => void;
}

interface Waiting {
  readonly sequence: number;
  readonly report: Report;
  readonly atMs: number;
  readonly bytes: number;
}

/**
 * Reports that are not known to be stored, in their order. Bounded: where there is no room, the oldest progress is given
 * up first, then inventories that a newer one replaces. Nothing else ever is: what became of volumes and steps is small,
 * and may exceed the bound. Of inventories with nothing to tell between them, the newest alone is kept.
 */
export class Spool {
  readonly #options: SpoolOptions;
  #waiting: Waiting[] = [];
  #newest: number;
  #acked = 0;
  #bytes = 0;
  #dropped = 0;

  constructor(options: SpoolOptions) {
    this.#options = options;
    this.#newest = options.lastSequence;
  }

  /** Number of the newest report of this boot; 0 before the first. */
  get newest(): number {
    return this.#newest;
  }

  /** All reports up to this one are stored, as the registry said. */
  get acked(): number {
    return this.#acked;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** How many reports wait. */
  get waiting(): number {
    return this.#waiting.length;
  }

  /** Reports that were given up. */
  get dropped(): number {
    return this.#dropped;
  }

  /** Takes a report in, and returns its number. Throws `INTERNAL` for one that could not be read. */
  add(report: Report): number {
    const sequence = this.#newest + 1;
    const atMs = this.#options.now();
    const frame = this.#envelope({ sequence, report, atMs, bytes: 0 }, sequence - 1, 0);
    const waiting = { sequence, report, atMs, bytes: encodeEnvelope(frame).byteLength };
    this.#newest = sequence;
    if (report.type === 'inventory') this.#replaceInventory();
    this.#waiting.push(waiting);
    this.#bytes += waiting.bytes;
    this.#makeRoom();
    return sequence;
  }

  /** A report that cannot be sent stands in the way of none behind it. */
  giveUp(sequence: number): void {
    const found = this.#waiting.find((waiting) => waiting.sequence === sequence);
    if (!found) return;
    this.#remove(found);
    this.#dropped += 1;
  }

  /** The registry has stored all reports up to this one. */
  ack(sequence: number): void {
    this.#acked = Math.max(this.#acked, Math.min(sequence, this.#newest));
    const stored = this.#waiting.filter((waiting) => waiting.sequence <= this.#acked);
    for (const { bytes } of stored) this.#bytes -= bytes;
    this.#waiting = this.#waiting.slice(stored.length);
    if (stored.length > 0) this.#options.onAcked?.(this.#acked);
  }

  /** The first report behind a number, ready to be sent in a session; null where there is none. */
  after(sequence: number, epoch: number): Envelope | null {
    return this.#at(
      this.#waiting.findIndex((waiting) => waiting.sequence > sequence),
      epoch,
    );
  }

  /** The newest inventory behind a number; null where there is none. */
  inventoryAfter(sequence: number, epoch: number): Envelope | null {
    const at = this.#waiting.findLastIndex(({ report }) => report.type === 'inventory');
    return (this.#waiting[at]?.sequence ?? 0) > sequence ? this.#at(at, epoch) : null;
  }

  /**
   * HAZARD: an older inventory goes only where nothing was told since but progress. What became of a volume is understood
   * by the disks of the inventory before it.
   */
  #replaceInventory(): void {
    const before = this.#waiting.findLast(({ report }) => report.type !== 'step-progress');
    if (before?.report.type === 'inventory') this.#remove(before);
  }

  #remove(gone: Waiting): void {
    this.#waiting = this.#waiting.filter((waiting) => waiting !== gone);
    this.#bytes -= gone.bytes;
  }

  #at(index: number, epoch: number): Envelope | null {
    const found = this.#waiting[index];
    return found ? this.#envelope(found, this.#waiting[index - 1]?.sequence ?? this.#acked, epoch) : null;
  }

  #envelope({ sequence, report, atMs }: Waiting, follows: number, epoch: number): Envelope {
    return { sequence, follows, bootId: this.#options.bootId, epoch, sentAtMs: atMs, body: report };
  }

  #makeRoom(): void {
    for (const type of ['step-progress', 'inventory'] as const)
      while (this.#bytes > this.#options.maxBytes) {
        const last = this.#waiting.findLast(({ report }) => report.type === type);
        const first = this.#waiting.find(({ report }) => report.type === type);
        if (!first || (type === 'inventory' && first === last)) break;
        this.#remove(first);
        this.#dropped += 1;
      }
  }
}
