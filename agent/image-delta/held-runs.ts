import type { Held } from '../image/chunker.ts';

/** Which bytes of a window were read from where they are written to. */
export class HeldRuns {
  #runs: Held[] = [];

  get runs(): readonly Held[] {
    return this.#runs;
  }

  /** Runs come in order. */
  add({ start, end, diskOffset }: Held): void {
    const last = this.#runs.at(-1);
    const goesOn = last?.end === start && last.diskOffset + (start - last.start) === diskOffset;
    if (goesOn) this.#runs[this.#runs.length - 1] = { ...last, end };
    else this.#runs.push({ start, end, diskOffset });
  }

  /** Those bytes came from elsewhere after all. */
  drop(from: number, to: number): void {
    this.#runs = this.#runs.flatMap((run) =>
      [
        { ...run, end: Math.min(run.end, from) },
        {
          start: Math.max(run.start, to),
          end: run.end,
          diskOffset: run.diskOffset + Math.max(0, to - run.start),
        },
      ].filter(({ start, end }) => start < end),
    );
  }
}
