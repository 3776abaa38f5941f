import type { NewEvent } from '../model.ts';
import type { Unit } from './backend.ts';

/** A transaction. What it does not see through `db` it must not decide by. */
export interface Tx extends Unit {
  /** Appends events, last of all, when everything else of the transaction is done. */
  record(...events: readonly NewEvent[]): void;
}

/** Another transaction changed what this one has seen: the store runs it again from its start. */
export class LostUpdate extends Error {
  constructor(what: string) {
    super(`${what} was changed by somebody else at the same time`);
    this.name = 'LostUpdate';
  }
}
