/** More are not planned: 8 MiB. An image that has moved has a few in each window. */
const MAX_RUNS = 1024 * 1024;
const FIRST_RUNS = 1024;

/** Gathers runs of sub-blocks whose places follow one another too. */
export class SaveRuns {
  #runs = new Uint32Array(2 * FIRST_RUNS);
  #count = 0;
  #lastPlace = 0;

  get count(): number {
    return this.#count;
  }

  /** Ends the last run: the next sub-block begins one. */
  cut(): void {
    this.#lastPlace = 0;
  }

  /** False where there is no room. */
  add(sub: number, place: number): boolean {
    const last = 2 * (this.#count - 1);
    const next = (this.#runs[last] ?? 0) + (this.#runs[last + 1] ?? 0);
    if (this.#lastPlace > 0 && place === this.#lastPlace + 1 && sub === next)
      this.#runs[last + 1] = (this.#runs[last + 1] ?? 0) + 1;
    else {
      if (this.#count === MAX_RUNS) return false;
      if (2 * this.#count === this.#runs.length) this.#grow();
      this.#runs.set([sub, 1], 2 * this.#count);
      this.#count += 1;
    }
    this.#lastPlace = place;
    return true;
  }

  /** The first sub-block of each run and how many they are. */
  all(): Uint32Array {
    return this.#runs.subarray(0, 2 * this.#count);
  }

  #grow(): void {
    const grown = new Uint32Array(2 * this.#runs.length);
    grown.set(this.#runs);
    this.#runs = grown;
  }
}
