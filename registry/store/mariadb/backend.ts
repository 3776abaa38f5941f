import { isIP } from 'node:net';
import { Kysely } from 'kysely';
import { createPool, type Pool, type PoolOptions } from 'mysql2';
import { BmvError } from '../../../proto/error.ts';
import { type Backend, UncertainCommit, type Unit, type View } from '../backend.ts';
import type { Tables } from '../tables.ts';
import { backupMariadb } from './backup.ts';
import { mariadbBulk, mariadbContains, mariadbList, mariadbNameContains } from './bulk.ts';
import { mariadbColumns } from './columns.ts';
import { MariadbConnection, mariadbDialect, type SessionOptions } from './dialect.ts';
import { isBroken, mariadbFault } from './faults.ts';

/**
 * PEM texts. Without `ca` the certificates of the system are trusted. The certificate has to be of the host's name: mysql2
 * compares none with an address.
 */
interface MariadbTls {
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
}

export interface MariadbOptions extends SessionOptions {
  /** Most connections at a time. */
  readonly maxConnections: number;
  readonly connectTimeoutMs: number;
  /** Null: the connection is not encrypted. */
  readonly tls: MariadbTls | null;
}

export const MARIADB_DEFAULTS: MariadbOptions = {
  maxConnections: 10,
  connectTimeoutMs: 10_000,
  lockWaitSeconds: 5,
  queryTimeoutMs: 30_000,
  tls: null,
};

const CLOCK = 'SELECT CAST(UNIX_TIMESTAMP(NOW(3)) * 1000 AS SIGNED) AS now_ms';

const WORDS = { list: mariadbList, contains: mariadbContains, nameContains: mariadbNameContains };

const DURABILITY =
  'SELECT @@innodb_flush_log_at_trx_commit AS flush_log, @@log_bin AS log_bin, @@sync_binlog AS sync_binlog';

/** HAZARD: with a binary log, InnoDB rolls back at its recovery what that log has lost. */
function durabilityDoubts(row: Readonly<Record<string, unknown>>): readonly string[] {
  const flushes = Number(row.flush_log) === 1 || Number(row.flush_log) === 3;
  const keepsLog = Number(row.log_bin) === 0 || Number(row.sync_binlog) === 1;
  return [
    ...(flushes ? [] : [`innodb_flush_log_at_trx_commit is ${row.flush_log}; set it to 1`]),
    ...(keepsLog ? [] : [`sync_binlog is ${row.sync_binlog} and there is a binary log; set it to 1`]),
  ];
}

/** Of `mariadb://user:password@host:port/database`; `?socket=/path` in the place of host and port. */
function poolOptions(url: URL, options: MariadbOptions): PoolOptions {
  const socketPath = url.searchParams.get('socket');
  return {
    ...(socketPath ? { socketPath } : { host: url.hostname, port: Number(url.port || 3306) }),
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    database: decodeURIComponent(url.pathname.slice(1)),
    connectionLimit: options.maxConnections,
    connectTimeout: options.connectTimeoutMs,
    supportBigNumbers: true,
    // Without it mysql2 would take a certificate of any name.
    ...(options.tls ? { ssl: { ...options.tls, verifyIdentity: true } } : {}),
  };
}

/** A MariaDB server, or a Galera cluster of them: many transactions at a time, each on a connection of its own. */
export class MariadbBackend implements Backend {
  readonly kind = 'mariadb';
  readonly name: string;
  readonly columns = mariadbColumns;
  readonly view: View;
  readonly faultOf = mariadbFault;
  readonly #options: MariadbOptions;
  readonly #pool: Pool;

  constructor(url: URL, options: Partial<MariadbOptions> = {}) {
    this.#options = { ...MARIADB_DEFAULTS, ...options };
    if (this.#options.tls && isIP(url.hostname.replace(/^\[|\]$/g, '')))
      throw new BmvError(
        'CONFIG_INVALID',
        `the certificate of ${url.hostname} would be compared with no name; give the database's host by the name in its certificate`,
      );
    this.name = `${url.hostname}${url.pathname}`;
    this.#pool = createPool(poolOptions(url, this.#options));
    const reading = mariadbDialect(
      async () => await this.#connection(),
      (connection) => connection.release(),
    );
    this.view = { db: new Kysely<Tables>({ dialect: reading }), ...WORDS };
  }

  async nowMs(): Promise<number> {
    const connection = await this.#connection();
    try {
      return await nowMs(connection);
    } finally {
      connection.release();
    }
  }

  async attempt<T>(work: (unit: Unit) => Promise<T>): Promise<T> {
    return await this.#transaction('START TRANSACTION', work);
  }

  async doubts(): Promise<readonly string[]> {
    const connection = await this.#connection();
    try {
      const [rows] = await connection.query(DURABILITY);
      return durabilityDoubts((rows as Readonly<Record<string, unknown>>[])[0] ?? {});
    } finally {
      connection.release();
    }
  }

  async backup(path: string): Promise<void> {
    await this.#transaction('START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY', async ({ db }) => {
      await backupMariadb(db, path);
    });
  }

  async close(): Promise<void> {
    await new Promise<void>((resolve) => this.#pool.end(() => resolve()));
  }

  async #connection(): Promise<MariadbConnection> {
    return await MariadbConnection.of(this.#pool, this.#options);
  }

  async #transaction<T>(begin: string, work: (unit: Unit) => Promise<T>): Promise<T> {
    const connection = await this.#connection();
    let isCommitting = false;
    try {
      if (begin.includes('SNAPSHOT'))
        await connection.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ');
      await connection.query(begin);
      const db = new Kysely<Tables>({
        dialect: mariadbDialect(
          async () => connection,
          () => {},
        ),
      });
      const unit = { db, ...WORDS, bulk: mariadbBulk(connection), nowMs: await nowMs(connection) };
      const result = await work(unit);
      isCommitting = true;
      await connection.query('COMMIT');
      connection.release();
      return result;
    } catch (error) {
      // HAZARD: a connection within a transaction would commit it with the next one that begins.
      await connection.query('ROLLBACK').then(
        () => connection.release(),
        () => connection.destroy(),
      );
      if (isCommitting && isBroken(error))
        throw new UncertainCommit('the connection broke while the transaction was committed', {
          cause: error,
        });
      throw error;
    }
  }
}

async function nowMs(connection: MariadbConnection): Promise<number> {
  const [rows] = await connection.query(CLOCK);
  return Number((rows as { now_ms?: unknown }[])[0]?.now_ms);
}
