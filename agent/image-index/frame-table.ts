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
  /** First byte of each frame, and the end of the last one. */
  readonly #raw: Float64Array;
  readonly #file: Float64Array;

  constructor(rawLengths: ArrayLike<number>, fileLengths: ArrayLike<number>) {
    this.count = rawLengths.length;
    this.#raw = sums(rawLengths);
    this.#file = sums(fileLengths);
  }

  get rawBytes(): number {
    return this.#raw[this.count] ?? 0;
  }

  get fileBytes(): number {
    return this.#file[this.count] ?? 0;
  }

  frame(number: number): Frame {
    const [rawOffset = 0, rawEnd = 0] = this.#raw.subarray(number, number + 2);
    const [fileOffset = 0, fileEnd = 0] = this.#file.subarray(number, number + 2);
    return { rawOffset, rawLength: rawEnd - rawOffset, fileOffset, fileLength: fileEnd - fileOffset };
  }

  /** Number of the frame that holds a raw byte. */
  at(rawOffset: number): number {
    let [low, high] = [0, this.count - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#raw[middle] ?? 0) <= rawOffset) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

function sums(lengths: ArrayLike<number>): Float64Array {
  const found = new Float64Array(lengths.length + 1);
  for (let at = 0; at < lengths.length; at += 1) found[at + 1] = (found[at] ?? 0) + (lengths[at] ?? 0);
  return found;
}
