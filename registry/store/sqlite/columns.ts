import type { Columns } from '../columns.ts';

/** Its tables are strict, but know no lengths. */
export const sqliteColumns: Columns = {
  text: (name, length) => `${name} TEXT NOT NULL CHECK (length(${name}) <= ${length})`,
  textOrNull: (name, length) => `${name} TEXT CHECK (length(${name}) <= ${length})`,
  long: (name) => `${name} TEXT NOT NULL`,
  longOrNull: (name) => `${name} TEXT`,
  integer: (name) => `${name} INTEGER NOT NULL`,
  integerOrNull: (name) => `${name} INTEGER`,
  searchable: () => [],
  // All of a migration is one transaction here, so it is never run again.
  addedColumn: (table, column) => `ALTER TABLE ${table} ADD COLUMN ${column}`,
  tableEnd: 'STRICT',
};
