import type { Columns } from '../columns.ts';

/**
 * A step from one form of the database to the next. HAZARD: MariaDB commits behind every statement that changes a table,
 * so a migration may be cut short and is then run again from its first statement: each must bear that.
 */
export interface Migration {
  /** From 1, without gaps. */
  readonly number: number;
  /** Stays for ever: a database tells by it that it is one of ours. */
  readonly name: string;
  readonly statements: (columns: Columns) => readonly string[];
}
