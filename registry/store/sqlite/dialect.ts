import type { DatabaseSync, StatementSync } from 'node:sqlite';
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';

type Value = null | number | bigint | string | Uint8Array;

/** Statements that are prepared once for their text. */
const CACHED_STATEMENTS = 500;

/**
 * A connection to a file through `node:sqlite`. Everything here is synchronous: a query is over when its call returns.
 * An integer beyond 2^53 is an error of `node:sqlite`, never rounded.
 */
export class SqliteConnection implements DatabaseConnection {
  readonly database: DatabaseSync;
  readonly #statements = new Map<string, { statement: StatementSync; isReader: boolean }>();

  constructor(database: DatabaseSync) {
    this.database = database;
  }

  all(sql: string, values: readonly unknown[]): Record<string, unknown>[] {
    return this.#prepare(sql).statement.all(...(values as Value[]));
  }

  /** Returns how many rows were changed. */
  run(sql: string, values: readonly unknown[]): number {
    return Number(this.#prepare(sql).statement.run(...(values as Value[])).changes);
  }

  async executeQuery<Row>({ sql, parameters }: CompiledQuery): Promise<QueryResult<Row>> {
    if (this.#prepare(sql).isReader) return { rows: this.all(sql, parameters) as Row[] };
    return { rows: [], numAffectedRows: BigInt(this.run(sql, parameters)) };
  }

  streamQuery<Row>(): AsyncIterableIterator<QueryResult<Row>> {
    throw new Error('long results are read in pages');
  }

  #prepare(sql: string): { statement: StatementSync; isReader: boolean } {
    const known = this.#statements.get(sql);
    if (known) return known;
    const statement = this.database.prepare(sql);
    const prepared = { statement, isReader: statement.columns().length > 0 };
    const [oldest] = this.#statements.keys();
    if (oldest !== undefined && this.#statements.size >= CACHED_STATEMENTS) this.#statements.delete(oldest);
    this.#statements.set(sql, prepared);
    return prepared;
  }
}

/** Who may use the connection when is for `backend.ts` to see to: a lock around each query would cost as much as it. */
class UnlockedAdapter extends SqliteAdapter {
  override get supportsMultipleConnections(): boolean {
    return true;
  }
}

function ofTheBackend(): never {
  throw new Error('transactions are begun by the backend');
}

export function sqliteDialect(connection: SqliteConnection): Dialect {
  const driver: Driver = {
    init: async () => {},
    acquireConnection: async () => connection,
    beginTransaction: ofTheBackend,
    commitTransaction: ofTheBackend,
    rollbackTransaction: ofTheBackend,
    releaseConnection: async () => {},
    destroy: async () => {},
  };
  return {
    createDriver: () => driver,
    createQueryCompiler: () => new SqliteQueryCompiler(),
    createAdapter: () => new UnlockedAdapter(),
    createIntrospector: (db) => new SqliteIntrospector(db),
  };
}
