import { alignUp, type Extent, endOf, subtract, union } from '../layout/extent.ts';

/** A run of slots: places on the disk of the size of a sub-block, one behind another. */
export interface SlotRun extends Extent {
  readonly firstSlot: number;
}

export interface SlotGround {
  /** What may be read, those that are the likeliest first. They may overlap. */
  readonly places: readonly Extent[];
  /** Those of them that are looked at whatever is found. Default: none. */
  readonly likely?: readonly Extent[];
  /** How far content on the disk may be from its place in the image. Bytes; the likeliest first. */
  readonly shifts: readonly number[];
}

/** Different alignments that are looked at; each more is one more reading of the disk. */
const MAX_PHASES = 3;
/** More cannot be numbered. */
const MAX_SLOTS = 2 ** 32 - 2;

/**
 * Numbers the places of a disk that sub-blocks of an image may be found at. Partitions nearly always begin at whole
 * sub-blocks; where they do not, their content lies between the places of the others and is looked for apart.
 */
export class Slots {
  readonly runs: readonly SlotRun[];
  readonly count: number;
  /** The first so many are in the likely places. */
  readonly likelyCount: number;
  readonly slotBytes: number;

  constructor(ground: SlotGround, slotBytes: number, limitBytes: number) {
    this.slotBytes = slotBytes;
    const runs: SlotRun[] = [];
    const likely = inOrder(ground.likely ?? []);
    const others = inOrder([...likely, ...ground.places]).slice(likely.length);
    const limit = Math.min(MAX_SLOTS, Math.floor(limitBytes / slotBytes));
    let count = 0;
    const number = (places: readonly Extent[], phase: number) => {
      for (const { offset, length } of places) {
        const first = alignUp(offset - phase, slotBytes) + phase;
        const slots = Math.min(Math.floor((offset + length - first) / slotBytes), limit - count);
        if (slots <= 0) continue;
        runs.push({ offset: first, length: slots * slotBytes, firstSlot: count });
        count += slots;
      }
      return count;
    };
    const [phase = 0, ...otherPhases] = phasesOf(ground, slotBytes);
    this.likelyCount = number(likely, phase);
    number(others, phase);
    for (const other of otherPhases) number(inOrder(ground.places), other);
    this.runs = runs;
    this.count = count;
  }

  /** Place on the disk in bytes. */
  offsetOf(slot: number): number {
    const { offset, firstSlot } = this.runAt(slot);
    return offset + (slot - firstSlot) * this.slotBytes;
  }

  /** The run that a slot is in. */
  runAt(slot: number): SlotRun {
    let [low, high] = [0, this.runs.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.runs[middle]?.firstSlot ?? 0) <= slot) low = middle;
      else high = middle - 1;
    }
    return this.runs[low] ?? { offset: 0, length: 0, firstSlot: 0 };
  }
}

/** Remainders by which places differ from whole sub-blocks of the image. */
function phasesOf({ shifts }: SlotGround, slotBytes: number): readonly number[] {
  const phases = new Set(shifts.map((shift) => ((shift % slotBytes) + slotBytes) % slotBytes));
  return phases.size === 0 ? [0] : [...phases].slice(0, MAX_PHASES);
}

/** The same bytes, each once, in the order of the first place that has them. */
function inOrder(places: readonly Extent[]): Extent[] {
  const seen: Extent[] = [];
  return places.flatMap((place) => {
    const fresh = subtract([place], seen);
    seen.push(...union(fresh));
    return fresh.filter((extent) => endOf(extent) > extent.offset);
  });
}
