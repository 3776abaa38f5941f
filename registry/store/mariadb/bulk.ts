import { sql } from 'kysely';
import type { View } from '../backend.ts';
import type { Bulk } from '../bulk.ts';
import { searchColumn } from './columns.ts';
import type { MariadbConnection } from './dialect.ts';

/** Rows of one statement: what the server takes at once (`max_allowed_packet`) is limited. */
const STATEMENT_CHARACTERS = 4_000_000;

const DUPLICATE_KEY = 1062;

/** Rows as lists of values, in parts that each fit into a statement. */
function* inParts(rows: readonly object[]): Generator<unknown[][]> {
  let part: unknown[][] = [];
  let characters = 0;
  for (const row of rows) {
    const values: unknown[] = Object.values(row);
    const length = values.reduce<number>(
      (sum, value) => sum + (typeof value === 'string' ? value.length : 8),
      0,
    );
    if (part.length > 0 && characters + length > STATEMENT_CHARACTERS) {
      yield part;
      part = [];
      characters = 0;
    }
    part.push(values);
    characters += length;
  }
  if (part.length > 0) yield part;
}

/** As texts of several bytes a letter they would be compared letter by letter, which takes twice as long. */
export const mariadbContains: View['contains'] = (whole, part) =>
  sql<boolean>`instr(cast(lower(${whole}) as binary), ${part}) > 0`;

export const mariadbNameContains: View['nameContains'] = (part) =>
  sql<boolean>`instr(${sql.ref(searchColumn('name'))}, ${part}) > 0`;

/** mysql2 makes `a, b, c` of it. */
export const mariadbList: View['list'] = (values) => sql<string>`(${values})`;

/** One statement for many rows: each costs a way to the server. mysql2 makes `(…), (…)` of lists of lists. */
export function mariadbBulk(connection: MariadbConnection): Bulk {
  const insert = async (table: string, rows: readonly object[], end = '') => {
    const columns = Object.keys(rows[0] ?? {}).join(', ');
    for (const part of inParts(rows))
      await connection.run(`INSERT INTO ${table} (${columns}) VALUES ? ${end}`, [part]);
  };

  return {
    insert: async (table, rows) => await insert(table, rows),

    // Not `INSERT IGNORE`, which also cuts what is too long; and how many rows `ON DUPLICATE KEY` found tells nothing.
    insertNew: async (table, ...rows) => {
      try {
        await insert(table, rows);
        return true;
      } catch (error) {
        if ((error as { errno?: unknown }).errno === DUPLICATE_KEY) return false;
        throw error;
      }
    },

    put: async (table, key, rows) => {
      const rest = Object.keys(rows[0] ?? {}).filter((column) => !key.map(String).includes(column));
      const changes = rest.map((column) => `${column} = VALUES(${column})`).join(', ');
      await insert(table, rows, `ON DUPLICATE KEY UPDATE ${changes}`);
    },

    change: async (table, changes) => {
      const set = Object.keys(changes[0]?.set ?? {});
      const where = Object.keys(changes[0]?.where ?? {});
      const columns = [...set.map((column) => `new_${column}`), ...where.map((column) => `old_${column}`)];
      const statement = `UPDATE ${table} AS t
        JOIN (WITH v (${columns.join(', ')}) AS (VALUES ?) SELECT * FROM v) AS r
          ON ${where.map((column) => `t.${column} = r.old_${column}`).join(' AND ')}
        SET ${set.map((column) => `t.${column} = r.new_${column}`).join(', ')}`;
      const rows = changes.map((change) => [...Object.values(change.set), ...Object.values(change.where)]);
      let found = 0;
      for (const part of inParts(rows)) found += await connection.run(statement, [part]);
      return found;
    },
  };
}
