/** What must be read before its place is overwritten, window by window. */
export class Saves {
  readonly #slots: Uint32Array;
  readonly #lastUses: Uint32Array;
  /** By window: where its saves begin. */
  readonly #starts: Uint32Array;

  constructor(slots: Uint32Array, lastUses: Uint32Array, starts: Uint32Array) {
    this.#slots = slots;
    this.#lastUses = lastUses;
    this.#starts = starts;
  }

  /** Slots to save when a window is put together and before it is given away, in order, each with the last window that needs it. */
  *of(window: number): Generator<{ readonly slot: number; readonly lastUse: number }> {
    for (let at = this.#starts[window] ?? 0; at < (this.#starts[window + 1] ?? 0); at += 1)
      yield { slot: this.#slots[at] ?? 0, lastUse: this.#lastUses[at] ?? 0 };
  }
}
