import type { Failure } from './failures.ts';

/** What tests came to. */
export interface Outcome {
  readonly passed: number;
  readonly failed: number;
  readonly failures: readonly Failure[];
  /** Seconds by file, hooks and all. */
  readonly seconds: Readonly<Record<string, number>>;
}

export const NOTHING: Outcome = { passed: 0, failed: 0, failures: [], seconds: {} };

export function sum(outcomes: readonly Outcome[]): Outcome {
  return outcomes.reduce(
    (one, other) => ({
      passed: one.passed + other.passed,
      failed: one.failed + other.failed,
      failures: [...one.failures, ...other.failures],
      seconds: { ...one.seconds, ...other.seconds },
    }),
    NOTHING,
  );
}

export function isGood({ passed, failed }: Outcome): boolean {
  return failed === 0 && passed > 0;
}
