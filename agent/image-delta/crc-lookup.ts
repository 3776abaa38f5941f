import { freeOwn } from '../image/own-memory.ts';

const HALF = 1 << 16;

/** Numbers of sub-blocks, sorted by their CRC-32. */
export class CrcLookup {
  readonly #crcs: Uint32Array;
  readonly #order: Uint32Array;
  /** By the upper half of a CRC: where its numbers begin. */
  readonly #starts = new Uint32Array(HALF + 1);

  constructor(crcs: Uint32Array) {
    this.#crcs = crcs;
    // Two passes of a radix sort: a comparison sort of millions would take seconds.
    const byLower = sortedBy(null, crcs, 0);
    this.#order = sortedBy(byLower, crcs, 16);
    freeOwn(byLower);
    const starts = this.#starts;
    for (let at = 0; at < crcs.length; at += 1) {
      const half = ((crcs[at] ?? 0) >>> 16) + 1;
      starts[half] = (starts[half] ?? 0) + 1;
    }
    for (let half = 0; half < HALF; half += 1)
      starts[half + 1] = (starts[half + 1] ?? 0) + (starts[half] ?? 0);
  }

  /** The first sub-block of the image that has this CRC; -1 for none. */
  first(crc: number): number {
    let low = this.#starts[crc >>> 16] ?? 0;
    const end = this.#starts[(crc >>> 16) + 1] ?? 0;
    let high = end;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#crcs[this.#order[middle] ?? 0] ?? 0) < crc) low = middle + 1;
      else high = middle;
    }
    const found = this.#order[low];
    return low < end && found !== undefined && this.#crcs[found] === crc ? found : -1;
  }

  /** Gives its memory back; it knows no CRC any more. */
  drop(): void {
    freeOwn(this.#order);
  }

  /** Calls `visit` with all sub-blocks of each CRC that more than one has. The array is valid during the call. */
  eachGroup(visit: (subBlocks: Uint32Array) => void): void {
    const order = this.#order;
    for (let from = 0; from < order.length; ) {
      const crc = this.#crcs[order[from] ?? 0];
      let to = from + 1;
      while (to < order.length && this.#crcs[order[to] ?? 0] === crc) to += 1;
      if (to - from > 1) visit(order.subarray(from, to));
      from = to;
    }
  }
}

/** Numbers sorted by 16 bits of their CRC, those with equal bits as they came. Null: all numbers in order. */
function sortedBy(numbers: Uint32Array | null, crcs: Uint32Array, shift: 0 | 16): Uint32Array {
  const next = new Uint32Array(HALF);
  for (let at = 0; at < crcs.length; at += 1) {
    const key = ((crcs[at] ?? 0) >>> shift) & (HALF - 1);
    next[key] = (next[key] ?? 0) + 1;
  }
  let sum = 0;
  for (let at = 0; at < HALF; at += 1) {
    const count = next[at] ?? 0;
    next[at] = sum;
    sum += count;
  }
  const sorted = new Uint32Array(crcs.length);
  for (let at = 0; at < crcs.length; at += 1) {
    const number = numbers ? (numbers[at] ?? 0) : at;
    const key = ((crcs[number] ?? 0) >>> shift) & (HALF - 1);
    const place = next[key] ?? 0;
    sorted[place] = number;
    next[key] = place + 1;
  }
  return sorted;
}
