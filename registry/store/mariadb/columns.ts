import type { Columns } from '../columns.ts';

/** Texts are compared byte by byte, blanks at the end too, as SQLite does. */
export const COLLATION = 'utf8mb4_nopad_bin';

export const mariadbColumns: Columns = {
  text: (name, length) => `${name} VARCHAR(${length}) NOT NULL`,
  textOrNull: (name, length) => `${name} VARCHAR(${length})`,
  long: (name) => `${name} LONGTEXT NOT NULL`,
  longOrNull: (name) => `${name} LONGTEXT`,
  integer: (name) => `${name} BIGINT NOT NULL`,
  integerOrNull: (name) => `${name} BIGINT`,
  tableEnd: `ENGINE=InnoDB CHARACTER SET utf8mb4 COLLATE ${COLLATION}`,
};
