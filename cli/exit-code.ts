import { BmvError, type ErrorKind } from '../proto/error.ts';

/** Exit codes of bmv: 0 done, 1 failed, 2 usage, 3 refused. */
const EXIT_CODES: Readonly<Record<ErrorKind, number>> = { failed: 1, usage: 2, refused: 3 };

export function exitCodeOf(error: unknown): number {
  return error instanceof BmvError ? EXIT_CODES[error.kind] : 1;
}
