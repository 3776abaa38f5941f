import type { OutcomeMessage, ProgressMessage } from './messages.ts';
import type { RunIdentity } from './run.ts';

/** Milliseconds. */
export interface RunTimes {
  /** Since the epoch. */
  readonly startedAtMs: number;
  readonly durationMs: number;
}

/** Hears of every run. What it throws is logged and changes nothing of the run. */
export interface RunObserver {
  readonly onBegin: (run: RunIdentity, startedAtMs: number) => void;
  readonly onProgress: (run: RunIdentity, progress: ProgressMessage) => void;
  readonly onEnd: (run: RunIdentity, outcome: OutcomeMessage, times: RunTimes) => void;
}
