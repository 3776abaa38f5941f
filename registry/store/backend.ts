import type { Kysely, RawBuilder } from 'kysely';
import type { Bulk } from './bulk.ts';
import type { Columns } from './columns.ts';
import type { Tables } from './tables.ts';

export type Db = Kysely<Tables>;

/** What reads. */
export interface View {
  readonly db: Db;
  /** Operand of `in`, of any number of values but none, which makes no other statement of the same query. */
  readonly list: (values: readonly string[]) => RawBuilder<string>;
  /** Whether a text has another in it. `part` is in lower case; the case of the whole does not matter, of ASCII at least. */
  readonly contains: (whole: RawBuilder<string>, part: string) => RawBuilder<boolean>;
  /** The same of a volume's name, for which an index is read. */
  readonly nameContains: (part: string) => RawBuilder<boolean>;
}

/** A database within one transaction. */
export interface Unit extends View {
  readonly bulk: Bulk;
  /** By the database's clock, when the transaction began. */
  readonly nowMs: number;
}

/**
 * What a database's error means. `lost`: another transaction came first, and this one has done nothing; `busy`: it has
 * done nothing, and may later; `down`: the database does not work; `data`: it does not take this.
 */
export type Fault = 'lost' | 'busy' | 'down' | 'data';

/** What the two databases do each in its own way. */
export interface Backend {
  readonly kind: 'sqlite' | 'mariadb';
  /** For messages: without credentials. */
  readonly name: string;
  readonly columns: Columns;
  /** Outside of transactions: sees what is committed. */
  readonly view: View;
  nowMs(): Promise<number>;
  /** Runs a transaction once. Rejects with `UncertainCommit` where nobody knows whether it is stored. */
  attempt<T>(work: (unit: Unit) => Promise<T>): Promise<T>;
  faultOf(error: unknown): Fault;
  /** How the database is set up to forget what it has committed, in words for an operator; empty for not at all. */
  doubts(): Promise<readonly string[]>;
  /** Writes all of one moment, while others write, as a SQLite file that is not there yet. */
  backup(path: string): Promise<void>;
  close(): Promise<void>;
}

/** The connection broke while the transaction was committed. */
export class UncertainCommit extends Error {}
