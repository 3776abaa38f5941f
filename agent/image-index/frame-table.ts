/** A part of a file that is decoded on its own, and the raw bytes that it gives. Bytes. */
export interface Frame {
  readonly rawOffset: number;
  readonly rawLength: number;
  readonly fileOffset: number;
  readonly fileLength: number;
}

/** Limits of a frame table: a frame is decoded in memory, whole. */
export const MAX_FRAMES = 1024 * 1024;
export const MAX_FRAME_RAW_BYTES = 4 * 1024 * 1024;
export const MAX_FRAME_FILE_BYTES = 5 * 1024 * 1024;

/** Where the frames of a file lie. They follow one another without gaps, in the file and in the raw content. */
export class FrameTable {
  readonly count: number;
  readonly #raw: Sums;
  readonly #file: Sums;

  constructor(rawLengths: ArrayLike<number>, fileLengths: ArrayLike<number>) {
    this.count = rawLengths.length;
    this.#raw = new Sums(rawLengths);
    this.#file = new Sums(fileLengths);
  }

  get rawBytes(): number {
    return this.#raw.before(this.count);
  }

  get fileBytes(): number {
    return this.#file.before(this.count);
  }

  frame(number: number): Frame {
    return {
      rawOffset: this.#raw.before(number),
      rawLength: this.#raw.length(number),
      fileOffset: this.#file.before(number),
      fileLength: this.#file.length(number),
    };
  }

  /** Number of the frame that holds a raw byte. */
  at(rawOffset: number): number {
    let [low, high] = [0, this.count - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#raw.before(middle) <= rawOffset) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

/** Lengths of which one sum is kept for as many: half of the memory that all sums would take. */
const PER_SUM = 32;

/** Lengths, and how long all before each are together. */
class Sums {
  readonly #lengths: Uint32Array;
  readonly #sums: Float64Array;

  constructor(lengths: ArrayLike<number>) {
    this.#lengths = Uint32Array.from(lengths);
    this.#sums = new Float64Array(Math.floor(lengths.length / PER_SUM) + 1);
    for (let sum = 1; sum < this.#sums.length; sum += 1) {
      this.#sums[sum] = (this.#sums[sum - 1] ?? 0) + this.#sumOf((sum - 1) * PER_SUM, sum * PER_SUM);
    }
  }

  length(number: number): number {
    return this.#lengths[number] ?? 0;
  }

  before(number: number): number {
    const sum = Math.floor(number / PER_SUM);
    return (this.#sums[sum] ?? 0) + this.#sumOf(sum * PER_SUM, number);
  }

  #sumOf(from: number, to: number): number {
    let sum = 0;
    for (let number = from; number < to; number += 1) sum += this.#lengths[number] ?? 0;
    return sum;
  }
}
