import type { Columns } from '../columns.ts';

/** Texts are compared byte by byte, blanks at the end too, as SQLite does. */
export const COLLATION = 'utf8mb4_nopad_bin';

const MAX_LETTER_BYTES = 4;

/** Holds another column's text in lower case. */
export function searchColumn(name: string): string {
  return `${name}_in_lower_case`;
}

export const mariadbColumns: Columns = {
  text: (name, length) => `${name} VARCHAR(${length}) NOT NULL`,
  textOrNull: (name, length) => `${name} VARCHAR(${length})`,
  long: (name) => `${name} LONGTEXT NOT NULL`,
  longOrNull: (name) => `${name} LONGTEXT`,
  integer: (name) => `${name} BIGINT NOT NULL`,
  integerOrNull: (name) => `${name} BIGINT`,
  // The letters of a text are read one by one for `lower`, which takes longer than all else. Invisible: no copy has it.
  searchable: (table, name, length) => [
    `ALTER TABLE ${table} ADD COLUMN IF NOT EXISTS ${searchColumn(name)}
       VARBINARY(${length * MAX_LETTER_BYTES}) AS (CAST(LOWER(${name}) AS BINARY)) VIRTUAL INVISIBLE`,
    `CREATE INDEX IF NOT EXISTS ${table}_by_${searchColumn(name)} ON ${table} (${searchColumn(name)})`,
  ],
  addedColumn: (table, column) => `ALTER TABLE ${table} ADD COLUMN IF NOT EXISTS ${column}`,
  tableEnd: `ENGINE=InnoDB CHARACTER SET utf8mb4 COLLATE ${COLLATION}`,
};
