import { freeOwn } from '../image/own-memory.ts';

/** What must be read before its place is overwritten, window by window. */
export class Saves {
  /** The last sub-block that needs each save. */
  readonly #subs: Uint32Array;
  /** By window: where its saves begin. */
  readonly #starts: Uint32Array;
  readonly #places: Uint32Array;
  readonly #windowOf: (sub: number) => number;

  /** `places`: by sub-block, its slot and 1. */
  constructor(
    subs: Uint32Array,
    starts: Uint32Array,
    places: Uint32Array,
    windowOf: (sub: number) => number,
  ) {
    this.#subs = subs;
    this.#starts = starts;
    this.#places = places;
    this.#windowOf = windowOf;
  }

  /** Slots to save when a window is put together and before it is given away, in order, each with the last window that needs it. */
  *of(window: number): Generator<{ readonly slot: number; readonly lastUse: number }> {
    for (let at = this.#starts[window] ?? 0; at < (this.#starts[window + 1] ?? 0); at += 1) {
      const sub = this.#subs[at] ?? 0;
      yield { slot: (this.#places[sub] ?? 0) - 1, lastUse: this.#windowOf(sub) };
    }
  }

  /** Gives its memory back. */
  drop(): void {
    freeOwn(this.#subs);
  }
}
