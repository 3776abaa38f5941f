import { type Extent, endOf } from '../layout/extent.ts';
import type { Segment } from '../layout/types.ts';

/** A run of the image's bytes on the disk. */
interface Run extends Extent {
  readonly imageOffset: number;
}

/** Where on the disk an image's bytes go, asked from the disk's side: what is overwritten, and when. */
export class Destinations {
  /** Sorted by place on the disk; disjoint. */
  readonly #runs: readonly Run[];

  constructor(segments: readonly Segment[]) {
    this.#runs = segments
      .flatMap(({ imageOffset, length, diskOffset }) =>
        diskOffset === null ? [] : [{ offset: diskOffset, length, imageOffset }],
      )
      .sort((a, b) => a.offset - b.offset);
  }

  get extents(): readonly Extent[] {
    return this.#runs;
  }

  /** Which byte of the image goes to this one of the disk; null for none. */
  imageAt(diskOffset: number): number | null {
    const run = this.#runs[this.#firstEndingBehind(diskOffset)];
    return run && run.offset <= diskOffset ? run.imageOffset + (diskOffset - run.offset) : null;
  }

  /** The first byte of the image whose writing changes a range of the disk; infinity where none does. */
  overwrittenAt({ offset, length }: Extent): number {
    let first = Number.POSITIVE_INFINITY;
    for (let index = this.#firstEndingBehind(offset); index < this.#runs.length; index += 1) {
      const run = this.#runs[index];
      if (!run || run.offset >= offset + length) break;
      first = Math.min(first, run.imageOffset + Math.max(0, offset - run.offset));
    }
    return first;
  }

  #firstEndingBehind(diskOffset: number): number {
    let [low, high] = [0, this.#runs.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const run = this.#runs[middle];
      if (run && endOf(run) > diskOffset) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}
