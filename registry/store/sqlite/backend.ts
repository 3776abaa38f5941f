import { closeSync, existsSync, openSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Kysely } from 'kysely';
import { BmvError } from '../../../proto/error.ts';
import type { Backend, Unit, View } from '../backend.ts';
import type { Bulk } from '../bulk.ts';
import type { Tables } from '../tables.ts';
import { backupSqlite } from './backup.ts';
import { sqliteBulk, sqliteContains, sqliteList, sqliteNameContains } from './bulk.ts';
import { sqliteColumns } from './columns.ts';
import { SqliteConnection, sqliteDialect } from './dialect.ts';
import { sqliteFault } from './faults.ts';

export interface SqliteOptions {
  /** Transactions that may share one write to the disk. */
  readonly maxGroup: number;
  /** Wait for another program's lock, milliseconds. HAZARD: all of this process waits; the rest is for retries. */
  readonly lockWaitMs: number;
  /** Largest size of the file, bytes; null for what the disk has. Behind it `STORE_FAILED`. */
  readonly maxBytes: number | null;
  /** Whether a file that is not there is made; otherwise `STORE_FAILED`. */
  readonly mayCreate: boolean;
}

export const SQLITE_DEFAULTS: SqliteOptions = {
  maxGroup: 100,
  lockWaitMs: 20,
  maxBytes: null,
  mayCreate: true,
};

/** Of every file that SQLite makes by itself. */
const PAGE_BYTES = 4096;

/** What a burst made the log grow by is given back beyond this. */
const MAX_IDLE_WAL_BYTES = 67_108_864;

const WORDS = { list: sqliteList, contains: sqliteContains, nameContains: sqliteNameContains };

/** Pages that a connection keeps in memory, KiB. */
const CACHE_KIB = 16_384;

interface Member {
  readonly work: (unit: Unit) => Promise<unknown>;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * A file. Transactions are run one behind the other by one connection, and those that wait are committed together: each
 * is a savepoint, so that one which fails takes no other with it. Another connection reads what is committed.
 */
export class SqliteBackend implements Backend {
  readonly kind = 'sqlite';
  readonly name: string;
  readonly columns = sqliteColumns;
  readonly view: View;
  readonly faultOf = sqliteFault;
  readonly #options: SqliteOptions;
  readonly #writer: DatabaseSync;
  readonly #reader: DatabaseSync;
  readonly #unit: View & { readonly bulk: Bulk };
  readonly #waiting: Member[] = [];
  #loop: Promise<void> | null = null;

  constructor(path: string, options: Partial<SqliteOptions> = {}) {
    this.name = path;
    this.#options = { ...SQLITE_DEFAULTS, ...options };
    if (!this.#options.mayCreate && !existsSync(path))
      throw new BmvError('STORE_FAILED', `there is no database ${path}; check --store`, { path });
    // For its owner alone, as it holds secrets; the files beside it follow it.
    closeSync(openSync(path, 'a', 0o600));
    const timeout = this.#options.lockWaitMs;
    this.#writer = new DatabaseSync(path, { timeout, enableForeignKeyConstraints: false });
    // secure_delete: a wrapped key that is destroyed does not stay in the file's pages.
    // FULL: what is committed survives the power, which an acknowledgement promises.
    this.#writer.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA journal_size_limit = ${MAX_IDLE_WAL_BYTES};
       PRAGMA cache_size = -${CACHE_KIB}; PRAGMA secure_delete = FAST`);
    const { maxBytes } = this.#options;
    if (maxBytes !== null) this.#writer.exec(`PRAGMA max_page_count = ${Math.ceil(maxBytes / PAGE_BYTES)}`);
    this.#reader = new DatabaseSync(path, { timeout, readOnly: true });
    this.#reader.exec(`PRAGMA cache_size = -${CACHE_KIB}`);
    const connection = new SqliteConnection(this.#writer);
    this.#unit = {
      db: new Kysely<Tables>({ dialect: sqliteDialect(connection) }),
      ...WORDS,
      bulk: sqliteBulk(connection),
    };
    const reading = sqliteDialect(new SqliteConnection(this.#reader));
    this.view = { db: new Kysely<Tables>({ dialect: reading }), ...WORDS };
  }

  async nowMs(): Promise<number> {
    return Date.now();
  }

  async attempt<T>(work: (unit: Unit) => Promise<T>): Promise<T> {
    const result = new Promise<unknown>((resolve, reject) => {
      this.#waiting.push({ work, resolve, reject });
    });
    this.#loop ??= this.#runAll();
    return (await result) as T;
  }

  async doubts(): Promise<readonly string[]> {
    return [];
  }

  async backup(path: string): Promise<void> {
    const reader = new DatabaseSync(this.name, { readOnly: true });
    try {
      await backupSqlite(reader, path);
    } finally {
      reader.close();
    }
  }

  async close(): Promise<void> {
    await this.#loop;
    for (const database of [this.#reader, this.#writer]) if (database.isOpen) database.close();
  }

  async #runAll(): Promise<void> {
    while (this.#waiting.length > 0) {
      // What comes in with the same turn of the event loop joins.
      await nextTurn();
      const group: Member[] = [];
      try {
        this.#writer.exec('BEGIN IMMEDIATE');
        const ends = await this.#runGroup(group);
        this.#writer.exec('COMMIT');
        for (const end of ends) end();
      } catch (error) {
        this.#rollBack();
        // Where it did not even begin, all that wait would find the same.
        for (const { reject } of group.length > 0 ? group : this.#waiting.splice(0)) reject(error);
      }
    }
    // HAZARD: no `await` between the last look at the queue and this.
    this.#loop = null;
  }

  /** Runs members into the open transaction; returns how each ends once that is committed. */
  async #runGroup(group: Member[]): Promise<readonly (() => void)[]> {
    const ends: (() => void)[] = [];
    while (group.length < this.#options.maxGroup) {
      const member = this.#waiting.shift();
      if (!member) break;
      group.push(member);
      this.#writer.exec('SAVEPOINT member');
      try {
        const value = await member.work({ ...this.#unit, nowMs: Date.now() });
        ends.push(() => member.resolve(value));
      } catch (error) {
        // SQLite ends the whole transaction where it cannot go on.
        if (!this.#writer.isTransaction) throw error;
        this.#writer.exec('ROLLBACK TO member');
        ends.push(() => member.reject(error));
      }
      this.#writer.exec('RELEASE member');
    }
    return ends;
  }

  #rollBack(): void {
    try {
      if (this.#writer.isTransaction) this.#writer.exec('ROLLBACK');
    } catch {
      // Closed, or the disk is gone: there is nothing left to take back, and the first error says why.
    }
  }
}
