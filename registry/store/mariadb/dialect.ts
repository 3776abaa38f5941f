import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  MysqlAdapter,
  MysqlIntrospector,
  MysqlQueryCompiler,
  type QueryResult,
} from 'kysely';
import type { FieldPacket, Pool, PoolConnection, ResultSetHeader, RowDataPacket } from 'mysql2';
import { COLLATION } from './columns.ts';
import { isBroken } from './faults.ts';

export interface SessionOptions {
  /** Longest wait for another transaction's lock, seconds. */
  readonly lockWaitSeconds: number;
  /** Longest silence of the server in a query, milliseconds. Behind it the connection is given up. */
  readonly queryTimeoutMs: number;
}

type Answer = readonly [result: RowDataPacket[] | ResultSetHeader, fields: readonly FieldPacket[]];

const BIGINT = 8;

/** mysql2 gives integers beyond 2^53 as text. They are an error, as with SQLite. */
function refuseLarge(rows: readonly RowDataPacket[], fields: readonly FieldPacket[]): void {
  for (const { name, type } of fields)
    if (type === BIGINT)
      for (const row of rows)
        if (typeof row[name] === 'string')
          throw new RangeError(`column ${name} is ${row[name]}, which no number holds`);
}

/**
 * What every connection is set to, whatever the server's own defaults are. HAZARD: values are escaped by us with
 * backslashes, which `NO_BACKSLASH_ESCAPES` in a server's `sql_mode` would make holes of.
 */
function sessionStatements({ lockWaitSeconds }: SessionOptions): readonly string[] {
  return [
    `SET NAMES utf8mb4 COLLATE ${COLLATION}`,
    'SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED',
    `SET SESSION sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION', autocommit = 1,
       innodb_lock_wait_timeout = ${lockWaitSeconds}`,
  ];
}

/** A connection of the pool, for as long as it is kept. */
export class MariadbConnection implements DatabaseConnection {
  readonly #raw: PoolConnection;
  readonly #options: SessionOptions;

  private constructor(raw: PoolConnection, options: SessionOptions) {
    this.#raw = raw;
    this.#options = options;
  }

  static async of(pool: Pool, options: SessionOptions): Promise<MariadbConnection> {
    const raw = await new Promise<PoolConnection>((resolve, reject) => {
      pool.getConnection((error, connection) => (error ? reject(error) : resolve(connection)));
    });
    const connection = new MariadbConnection(raw, options);
    if (prepared.has(raw)) return connection;
    // mysql2 says a second time that a connection broke, to nobody, which would end the process.
    raw.on('error', () => {});
    try {
      for (const statement of sessionStatements(options)) await connection.query(statement);
    } catch (error) {
      connection.destroy();
      throw error;
    }
    prepared.add(raw);
    return connection;
  }

  async query(sql: string, values: readonly unknown[] = []): Promise<Answer> {
    const timeout = this.#options.queryTimeoutMs;
    return await new Promise((resolve, reject) => {
      this.#raw.query<RowDataPacket[] | ResultSetHeader>(
        { sql, values: [...values], timeout },
        (error, result, fields) => {
          // One that did not answer in time may still do something: it is not used again.
          if (error && isBroken(error)) this.destroy();
          if (error) reject(error);
          else resolve([result, fields ?? []]);
        },
      );
    });
  }

  /** Returns how many rows were found to be changed, inserted or deleted. */
  async run(sql: string, values: readonly unknown[]): Promise<number> {
    const [result] = await this.query(sql, values);
    return Array.isArray(result) ? 0 : result.affectedRows;
  }

  async executeQuery<Row>({ sql, parameters }: CompiledQuery): Promise<QueryResult<Row>> {
    const [result, fields] = await this.query(sql, parameters);
    if (!Array.isArray(result)) return { rows: [], numAffectedRows: BigInt(result.affectedRows) };
    refuseLarge(result, fields);
    return { rows: result as Row[] };
  }

  streamQuery<Row>(): AsyncIterableIterator<QueryResult<Row>> {
    throw new Error('long results are read in pages');
  }

  release(): void {
    this.#raw.release();
  }

  destroy(): void {
    this.#raw.destroy();
  }
}

const prepared = new WeakSet<PoolConnection>();

function ofTheBackend(): never {
  throw new Error('transactions are begun by the backend');
}

/** `acquire`: for each query, or always the connection of a transaction. */
export function mariadbDialect(
  acquire: () => Promise<MariadbConnection>,
  release: (connection: MariadbConnection) => void,
): Dialect {
  const driver: Driver = {
    init: async () => {},
    acquireConnection: acquire,
    beginTransaction: ofTheBackend,
    commitTransaction: ofTheBackend,
    rollbackTransaction: ofTheBackend,
    releaseConnection: async (connection) => release(connection as MariadbConnection),
    destroy: async () => {},
  };
  return {
    createDriver: () => driver,
    createQueryCompiler: () => new MysqlQueryCompiler(),
    createAdapter: () => new MysqlAdapter(),
    createIntrospector: (db) => new MysqlIntrospector(db),
  };
}
