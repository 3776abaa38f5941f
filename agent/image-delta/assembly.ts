import type { ReadableDisk } from '../../hardware-managers/disk.ts';
import { allocateAligned } from '../../hardware-managers/linux/aligned-memory.ts';
import type { BufferPool } from '../image/buffer-pool.ts';
import type { Piece } from '../image/chunker.ts';
import type { ImageIndex } from '../image-index/image-index.ts';
import { BlockCheck } from './block-check.ts';
import type { BlockHasher } from './block-hasher.ts';
import type { Destinations } from './destinations.ts';
import { FetchAhead } from './fetch-ahead.ts';
import type { Fetcher } from './fetcher.ts';
import { HeldRuns } from './held-runs.ts';
import type { ReusePlan } from './plan-reuse.ts';
import { SavedSlots } from './saved-slots.ts';
import type { Slots } from './slots.ts';
import { isZeroWindow } from './window-order.ts';

/** Longest read of the disk: several are in flight. */
const READ_BYTES = 512 * 1024;

export interface AssemblyParts {
  readonly index: ImageIndex;
  readonly disk: Pick<ReadableDisk, 'readInto'>;
  readonly slots: Slots;
  readonly places: Uint32Array;
  readonly destinations: Pick<Destinations, 'imageAt'>;
  readonly plan: ReusePlan;
  readonly windowBytes: number;
  readonly pool: BufferPool;
  readonly fetcher: Fetcher;
  /** Bytes between two ranges that are fetched along. */
  readonly gapBytes: number;
  /**
   * Whatever is read of the disk is read where it goes. The index still has its CRC-32s then: what of a block is wrong can
   * be told by sub-block.
   */
  readonly isInPlace: boolean;
  readonly hasher: BlockHasher;
}

/**
 * Puts the raw content of an image together, window by window, from what the disk has and what is fetched. Every
 * block has its SHA-256 when it is given away.
 */
export class Assembly {
  readonly #parts: AssemblyParts;
  readonly #ahead: FetchAhead;
  readonly #saved: SavedSlots;
  /** For what is read to be saved. */
  #reading: Uint8Array | null = null;
  #bytesReused = 0;

  constructor(parts: AssemblyParts) {
    this.#parts = parts;
    this.#ahead = new FetchAhead(parts.fetcher, parts.plan.requests());
    this.#saved = new SavedSlots(parts.slots.slotBytes);
  }

  /** Bytes that came from the disk. */
  get bytesReused(): number {
    return this.#bytesReused;
  }

  /**
   * Begins to put one window together; windows come one after another, in order unless everything is read where it goes.
   * What is returned waits until all of it is there, checks it, and gives it away: all that later windows need of the
   * places that it goes to is saved then, so that they may be read while it is written. That throws `IndexDisagrees`.
   */
  async window(window: number): Promise<() => Promise<Piece>> {
    const { index, windowBytes, pool } = this.#parts;
    const offset = window * windowBytes;
    const length = Math.min(windowBytes, index.rawBytes - offset);
    const firstBlock = offset / index.blockBytes;
    const endBlock = Math.ceil((offset + length) / index.blockBytes);
    if (isZeroWindow(this.#parts, window)) {
      await this.#trade(window);
      return async () => ({ offset, length, bytes: null, release: () => {} });
    }
    const buffer = await pool.take();
    const bytes = buffer.subarray(0, length);
    const release = () => pool.give(buffer);
    const reads: Promise<unknown>[] = [];
    try {
      const held = await this.#gather(offset, bytes, reads);
      await this.#trade(window);
      return async () => {
        try {
          await Promise.all(reads);
          await new BlockCheck(this.#parts, { offset, bytes, held }).mend(firstBlock, endBlock);
          this.#count(firstBlock, endBlock);
          return { offset, length, bytes, held: held.runs, release };
        } catch (error) {
          release();
          throw error;
        }
      };
    } catch (error) {
      // HAZARD: the buffer is not to be given back while a read fills it.
      await Promise.all(reads);
      release();
      throw error;
    }
  }

  async settle(): Promise<void> {
    await this.#ahead.settle();
  }

  /**
   * Forgets what was needed up to this window, then saves what it overwrites. What cannot be read is fetched where it
   * is needed.
   */
  async #trade(window: number): Promise<void> {
    this.#saved.drop(window);
    const { disk, slots, plan } = this.#parts;
    let run: { slot: number; lastUse: number }[] = [];
    const read = async () => {
      const [first] = run;
      if (!first) return;
      this.#reading ??= allocateAligned(Math.max(READ_BYTES, slots.slotBytes));
      const bytes = this.#reading.subarray(0, run.length * slots.slotBytes);
      const isRead = await succeeds(disk.readInto(slots.offsetOf(first.slot), bytes));
      for (const [at, { slot, lastUse }] of run.entries())
        if (isRead)
          this.#saved.put(slot, bytes.subarray(at * slots.slotBytes, (at + 1) * slots.slotBytes), lastUse);
      run = [];
    };
    for (const next of plan.saves.of(window)) {
      const last = run.at(-1);
      const goesOn =
        last !== undefined &&
        slots.offsetOf(next.slot) === slots.offsetOf(last.slot) + slots.slotBytes &&
        (run.length + 1) * slots.slotBytes <= READ_BYTES;
      if (!goesOn) await read();
      run.push(next);
    }
    await read();
  }

  /**
   * Fills a window, but for what `reads`, which never reject, are still reading then. Returns what need not be written.
   * Where a read fails, the bytes of another window stay, which no block's SHA-256 allows.
   */
  async #gather(offset: number, bytes: Uint8Array, reads: Promise<unknown>[]): Promise<HeldRuns> {
    const { index, disk, slots, places, destinations } = this.#parts;
    const held = new HeldRuns();
    const size = index.subBlockBytes;
    const end = offset + bytes.byteLength;
    for (let sub = offset / size; sub * size < end; ) {
      const at = sub * size - offset;
      const place = places[sub] ?? 0;
      const saved = place > 0 ? this.#saved.get(place - 1) : null;
      let count = 1;
      if (saved) bytes.set(saved.subarray(0, end - offset - at), at);
      else if (place > 0) {
        const from = slots.offsetOf(place - 1);
        const isNext = (next: number) => {
          const nextPlace = places[next] ?? 0;
          return (
            nextPlace > 0 &&
            next * size < end &&
            (next - sub + 1) * size <= READ_BYTES &&
            !this.#saved.get(nextPlace - 1) &&
            slots.offsetOf(nextPlace - 1) === from + (next - sub) * size
          );
        };
        while (isNext(sub + count)) count += 1;
        if (destinations.imageAt(from) === sub * size)
          held.add({ start: at, end: at + count * size, diskOffset: from });
        reads.push(succeeds(disk.readInto(from, bytes.subarray(at, at + count * size))));
      } else {
        const target = bytes.subarray(at, at + index.subBlockLength(sub));
        if (index.looksZero(sub)) target.fill(0);
        else await this.#ahead.copy({ offset: sub * size, length: target.byteLength }, target);
      }
      sub += count;
    }
    return held;
  }

  #count(firstBlock: number, endBlock: number): void {
    const { index, places } = this.#parts;
    const size = index.subBlockBytes;
    for (let block = firstBlock; block < endBlock; block += 1) {
      if (index.isZeroBlock(block)) continue;
      const end = block * index.blockBytes + index.blockLength(block);
      for (let sub = (block * index.blockBytes) / size; sub * size < end; sub += 1)
        if ((places[sub] ?? 0) > 0) this.#bytesReused += index.subBlockLength(sub);
    }
  }
}

async function succeeds(promise: Promise<void>): Promise<boolean> {
  return await promise.then(
    () => true,
    () => false,
  );
}
