import type { EventJson } from '../../registry/api/schemas/events.ts';
import type { RunJson } from '../../registry/api/schemas/runs.ts';
import { runText } from '../views/step-run.ts';

/** Between two lines of one step where nothing can be written over, milliseconds. */
const LINE_INTERVAL_MS = 10_000;

interface Shown {
  readonly run: RunJson;
  phase: string;
  atMs: number;
}

/** The steps that run, as they are told of. */
export class RunningSteps {
  readonly #nameOf: (node: string) => string;
  readonly #now: () => number;
  /** By run. */
  readonly #shown = new Map<string, Shown>();

  constructor(nameOf: (node: string) => string, now: () => number) {
    this.#nameOf = nameOf;
    this.#now = now;
  }

  /** Takes what is told of a run; true when it is time for a line where nothing can be written over. */
  progress(run: RunJson): boolean {
    const before = this.#shown.get(run.run);
    if (run.state !== 'running') {
      this.#shown.delete(run.run);
      return false;
    }
    const nowMs = this.#now();
    const isDue = !before || before.phase !== run.phase || nowMs - before.atMs >= LINE_INTERVAL_MS;
    this.#shown.set(run.run, {
      ...{ run, phase: run.phase },
      atMs: isDue ? nowMs : (before?.atMs ?? nowMs),
    });
    return isDue;
  }

  /** A step that ended runs no more. */
  event({ kind, details }: EventJson): void {
    if ((kind === 'step.finished' || kind === 'step.failed') && typeof details.run === 'string')
      this.#shown.delete(details.run);
  }

  /** In the order in which they began. */
  lines(): string[] {
    return [...this.#shown.values()].map(({ run }) => this.line(run));
  }

  line(run: RunJson): string {
    return `${this.#nameOf(run.node)}: ${runText(run)}`;
  }
}
