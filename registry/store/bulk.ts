import type { TableName, Tables } from './tables.ts';

/** A row's new values, and those by which it is found. Each row of one call names the same columns. */
interface RowChange<Row> {
  readonly where: Partial<Row>;
  readonly set: Partial<Row>;
}

/** What is done to many rows of a table at once, in the words of its database. */
export interface Bulk {
  insert<Name extends TableName>(table: Name, rows: readonly Tables[Name][]): Promise<void>;
  /** False where the table has a row of one of these keys; some of the others may then be inserted. */
  insertNew<Name extends TableName>(table: Name, ...rows: readonly Tables[Name][]): Promise<boolean>;
  /** Inserts, or changes all columns but those of the key. */
  put<Name extends TableName>(
    table: Name,
    key: readonly (keyof Tables[Name])[],
    rows: readonly Tables[Name][],
  ): Promise<void>;
  /** Changes rows that are found; returns how many were. */
  change<Name extends TableName>(table: Name, changes: readonly RowChange<Tables[Name]>[]): Promise<number>;
}
