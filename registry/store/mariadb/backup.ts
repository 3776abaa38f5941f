import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../backend.ts';
import { migrate } from '../migrator.ts';
import { SqliteBackend } from '../sqlite/backend.ts';
import { PRIMARY_KEYS, type TableName, type Tables } from '../tables.ts';

/** Rows that are in memory at a time: one holds a whole disk's report. */
const PAGE_ROWS = 200;

type Row = Record<string, unknown>;

/** Rows behind one, in the order of the key. Not `(a, b) > (x, y)`, for which MariaDB reads the whole table. */
function behind(row: Row, [column = '', ...rest]: readonly string[]): RawBuilder<unknown> {
  const here = sql`${sql.ref(column)} > ${row[column]}`;
  if (rest.length === 0) return here;
  return sql`(${here} OR (${sql.ref(column)} = ${row[column]} AND ${behind(row, rest)}))`;
}

/** Rows of a table in the order of its key, in pages. */
async function* pages(db: Db, table: TableName, key: readonly string[]): AsyncGenerator<readonly Row[]> {
  const order = sql.join(key.map((column) => sql.ref(column)));
  let where = sql<unknown>`1 = 1`;
  for (;;) {
    const { rows } = await sql<Row>`
      SELECT * FROM ${sql.table(table)} WHERE ${where} ORDER BY ${order} LIMIT ${PAGE_ROWS}`.execute(db);
    if (rows.length > 0) yield rows;
    const last = rows.at(-1);
    if (!last || rows.length < PAGE_ROWS) return;
    where = behind(last, key);
  }
}

/** Copies every table into a new SQLite file of the same form. `db`: a transaction that sees one moment. */
export async function backupMariadb(db: Db, path: string): Promise<void> {
  const target = new SqliteBackend(path);
  try {
    await migrate(target);
    for (const [table, key] of Object.entries(PRIMARY_KEYS) as [TableName, readonly string[]][])
      for await (const rows of pages(db, table, key))
        await target.attempt(async ({ bulk }) => {
          await bulk.put(table, key as never, rows as unknown as readonly Tables[TableName][]);
        });
  } finally {
    await target.close();
  }
}
