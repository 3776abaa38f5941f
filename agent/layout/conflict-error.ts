import { BmvError } from '../../proto/error.ts';
import type { Conflict } from './types.ts';

/**
 * Everything that stands in the way of an operation, found before its first write (code `CONFLICTS`).
 * `message` is one line with all of them; `conflicts` has them one by one with their ways out.
 */
export class ConflictError extends BmvError {
  readonly conflicts: readonly [Conflict, ...Conflict[]];

  constructor(conflicts: readonly [Conflict, ...Conflict[]], device: string) {
    const [first, ...rest] = conflicts;
    const text =
      rest.length === 0
        ? `${first.message}; ${first.wayOut}`
        : `${conflicts.length} conflicts on ${device}: ${conflicts.map(({ message }) => message).join('; ')}`;
    super('CONFLICTS', text, { device });
    this.name = 'ConflictError';
    this.conflicts = conflicts;
  }
}
