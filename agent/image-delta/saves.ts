/** What must be read before its place is overwritten, window by window. */
export class Saves {
  /** Runs of sub-blocks whose places follow one another too: the first and how many. */
  readonly #runs: Uint32Array;
  /** By window: where its runs begin. */
  readonly #starts: Uint32Array;
  readonly #places: Uint32Array;
  readonly #windowOf: (sub: number) => number;

  /** `runs`: of the last sub-block that needs each save. `places`: by sub-block, its slot and 1. */
  constructor(
    runs: Uint32Array,
    starts: Uint32Array,
    places: Uint32Array,
    windowOf: (sub: number) => number,
  ) {
    this.#runs = runs;
    this.#starts = starts;
    this.#places = places;
    this.#windowOf = windowOf;
  }

  /** Slots to save when a window is put together and before it is given away, in order, each with the last window that needs it. */
  *of(window: number): Generator<{ readonly slot: number; readonly lastUse: number }> {
    for (let at = this.#starts[window] ?? 0; at < (this.#starts[window + 1] ?? 0); at += 1) {
      const first = this.#runs[2 * at] ?? 0;
      const end = first + (this.#runs[2 * at + 1] ?? 0);
      for (let sub = first; sub < end; sub += 1)
        yield { slot: (this.#places[sub] ?? 0) - 1, lastUse: this.#windowOf(sub) };
    }
  }
}
