export interface BackOffLimits {
  /** Pause before the second attempt, milliseconds. */
  readonly firstMs: number;
  /** Longest pause, milliseconds. */
  readonly mostMs: number;
}

/**
 * Pause before another attempt to connect, milliseconds: drawn from the upper half of a range that doubles, so that
 * agents that lost one registry at the same time do not come back at the same time. `failures`: attempts in a row that
 * failed, 1 or more. `random`: from 0 to below 1.
 */
export function backOffMs(failures: number, { firstMs, mostMs }: BackOffLimits, random: number): number {
  const range = Math.min(mostMs, firstMs * 2 ** Math.min(failures - 1, 30));
  return Math.round(range / 2 + (range / 2) * random);
}
