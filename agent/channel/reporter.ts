import type { OutcomeMessage, ProgressMessage } from '../step-server/messages.ts';
import type { RunIdentity } from '../step-server/run.ts';
import type { RunObserver, RunTimes } from '../step-server/run-observer.ts';
import type { Report } from './spool.ts';

export interface ReporterOptions {
  readonly report: (report: Report) => void;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Between two reports of a run's progress. */
  readonly progressMs: number;
}

/** A field of a step's result that counts bytes; 0 where it has none. */
function bytesOf(outcome: OutcomeMessage, field: 'bytes_written' | 'bytes_downloaded'): number {
  const { result } = outcome.type === 'result' ? outcome : { result: null };
  const value = result !== null && typeof result === 'object' ? Reflect.get(result, field) : 0;
  return Number.isSafeInteger(value) && value >= 0 ? value : 0;
}

/** Tells the registry of steps: that they begin and end, and, now and then, how far they are. */
export class Reporter implements RunObserver {
  readonly #options: ReporterOptions;
  #newest: { readonly run: string; readonly progress: ProgressMessage } | null = null;
  #timer: NodeJS.Timeout | null = null;

  constructor(options: ReporterOptions) {
    this.#options = options;
  }

  readonly onBegin = ({ run, step, kind }: RunIdentity, atMs: number): void => {
    this.#options.report({ type: 'step-started', run, step, kind, atMs });
  };

  /** The first at once, then the newest of each pause. */
  readonly onProgress = ({ run }: RunIdentity, progress: ProgressMessage): void => {
    this.#newest = { run, progress };
    if (!this.#timer) this.#tell();
  };

  readonly onEnd = (
    { run, step, kind }: RunIdentity,
    outcome: OutcomeMessage,
    { startedAtMs, durationMs }: RunTimes,
  ): void => {
    this.#newest = null;
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    this.#options.report({
      ...{ type: 'step-finished', run, step, kind, atMs: startedAtMs },
      failure: outcome.type === 'error' ? { code: outcome.code, message: outcome.message } : null,
      // By a clock that somebody may have set back.
      durationMs: Math.max(0, durationMs),
      bytesWritten: bytesOf(outcome, 'bytes_written'),
      bytesDownloaded: bytesOf(outcome, 'bytes_downloaded'),
    });
  };

  #tell(): void {
    const newest = this.#newest;
    this.#newest = null;
    if (!newest) {
      this.#timer = null;
      return;
    }
    const { report, now, progressMs } = this.#options;
    this.#timer = setTimeout(() => this.#tell(), progressMs).unref();
    const { phase, done_bytes: doneBytes, total_bytes: totalBytes } = newest.progress;
    report({ type: 'step-progress', run: newest.run, phase, doneBytes, totalBytes, atMs: now() });
  }
}
