import { sql } from 'kysely';
import type { View } from '../backend.ts';
import type { Bulk } from '../bulk.ts';
import type { SqliteConnection } from './dialect.ts';

/** In half the time of `instr` and `lower`. */
export const sqliteContains: View['contains'] = (whole, part) =>
  sql<boolean>`${whole} LIKE ${`%${part.replace(/[!%_]/g, '!$&')}%`} ESCAPE '!'`;

export const sqliteNameContains: View['nameContains'] = (part) => sqliteContains(sql.ref('name'), part);

export const sqliteList: View['list'] = (values) =>
  sql<string>`(SELECT value FROM json_each(${JSON.stringify(values)}))`;

/** One prepared statement, run for each row: the call costs less than a longer statement would. */
export function sqliteBulk(connection: SqliteConnection): Bulk {
  const insert = (table: string, columns: readonly string[], end = '') =>
    `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')}) ${end}`;

  return {
    insert: async (table, rows) => {
      const statement = insert(table, Object.keys(rows[0] ?? {}));
      for (const row of rows) connection.run(statement, Object.values(row));
    },

    insertNew: async (table, ...rows) => {
      const statement = insert(table, Object.keys(rows[0] ?? {}), 'ON CONFLICT DO NOTHING');
      let inserted = 0;
      for (const row of rows) inserted += connection.run(statement, Object.values(row));
      return inserted === rows.length;
    },

    put: async (table, key, rows) => {
      const columns = Object.keys(rows[0] ?? {});
      const keys = key.map(String);
      const rest = columns.filter((column) => !keys.includes(column));
      const changes = rest.map((column) => `${column} = excluded.${column}`).join(', ');
      const statement = insert(table, columns, `ON CONFLICT (${keys.join(', ')}) DO UPDATE SET ${changes}`);
      for (const row of rows) connection.run(statement, Object.values(row));
    },

    change: async (table, changes) => {
      const [first] = changes;
      const equal = (columns: object, between: string) =>
        Object.keys(columns)
          .map((column) => `${column} = ?`)
          .join(between);
      const statement = `UPDATE ${table} SET ${equal(first?.set ?? {}, ', ')} WHERE ${equal(first?.where ?? {}, ' AND ')}`;
      let found = 0;
      for (const { set, where } of changes)
        found += connection.run(statement, [...Object.values(set), ...Object.values(where)]);
      return found;
    },
  };
}
