/** Pauses before a stream is opened again, milliseconds. */
export interface BackoffOptions {
  /** Longest first pause; it doubles with each attempt that failed. */
  readonly firstMs: number;
  /** Longest of all. */
  readonly mostMs: number;
}

export const BACKOFF_DEFAULTS: BackoffOptions = { firstMs: 1000, mostMs: 30_000 };

/** The pause before attempt `attempt` (from 1); between a half and all of its longest, by `random` from 0 to 1. */
export function backoffMs(
  attempt: number,
  random: number,
  options: BackoffOptions = BACKOFF_DEFAULTS,
): number {
  const longest = Math.min(options.mostMs, options.firstMs * 2 ** Math.min(attempt - 1, 30));
  return Math.round(longest / 2 + (longest / 2) * random);
}
