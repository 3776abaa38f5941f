import { BmvError, type ErrorKind } from '../proto/error.ts';

/** Exit codes of bmv. */
export const EXIT = { done: 0, failed: 1, usage: 2, refused: 3 } as const satisfies Record<
  ErrorKind | 'done',
  number
>;

export function exitCodeOf(error: unknown): number {
  return error instanceof BmvError ? EXIT[error.kind] : EXIT.failed;
}
