import type { Extent } from '../../layout/extent.ts';

const WORD = 32;
const FULL = 0xffffffff;

/** One bit for each cluster of the guest's disk: whether the file has data for it. */
export class GuestBitmap {
  readonly #words: Uint32Array;
  readonly #clusters: number;

  /** Memory in bytes for so many clusters. */
  static bytesFor(clusters: number): number {
    return Math.ceil(clusters / WORD) * 4;
  }

  constructor(clusters: number) {
    this.#clusters = clusters;
    this.#words = new Uint32Array(Math.ceil(clusters / WORD));
  }

  set(cluster: number): void {
    const word = cluster >>> 5;
    this.#words[word] = (this.#words[word] ?? 0) | (1 << (cluster & 31));
  }

  has(cluster: number): boolean {
    return ((this.#words[cluster >>> 5] ?? 0) & (1 << (cluster & 31))) !== 0;
  }

  /** The first cluster from `from` on that has data, or that has none; the number of clusters where there is none. */
  #next(from: number, hasData: boolean): number {
    const skipped = hasData ? 0 : FULL;
    for (let at = from; at < this.#clusters; ) {
      if (at % WORD === 0 && this.#words[at / WORD] === skipped) at += WORD;
      else if (this.has(at) === hasData) return at;
      else at += 1;
    }
    return this.#clusters;
  }

  /** Runs of clusters without data, in their order. Offsets and lengths count clusters. */
  *empty(): Generator<Extent> {
    for (let at = 0; at < this.#clusters; ) {
      const offset = this.#next(at, false);
      at = this.#next(offset, true);
      if (at > offset) yield { offset, length: at - offset };
    }
  }
}
