import { BmvError } from '../../proto/error.ts';
import type { Backend } from './backend.ts';
import { MariadbBackend, type MariadbOptions } from './mariadb/backend.ts';
import { appliedMigrations, MIGRATION_DEFAULTS, type MigrationOptions, migrate } from './migrator.ts';
import { SqliteBackend, type SqliteOptions } from './sqlite/backend.ts';
import { RETRY_DEFAULTS, type RetryOptions, Store } from './store.ts';

export interface StoreOptions {
  /** Brings the database to the newest form. By default with SQLite alone, which one process has for itself. */
  readonly migrate?: boolean;
  readonly migration?: Partial<MigrationOptions>;
  readonly retries?: Partial<RetryOptions>;
  readonly sqlite?: Partial<SqliteOptions>;
  readonly mariadb?: Partial<MariadbOptions>;
}

/** HAZARD: the location may hold a password, which no message repeats. */
function backendOf(location: string, options: StoreOptions): Backend {
  if (!/^(mariadb|mysql):/.test(location))
    return new SqliteBackend(location, { ...options.sqlite, mayCreate: options.migrate !== false });
  const url = URL.parse(location);
  if (!url?.hostname || url.pathname.length < 2)
    throw new BmvError('CONFIG_INVALID', 'the database is not mariadb://USER:PASSWORD@HOST:PORT/NAME');
  return new MariadbBackend(url, options.mariadb);
}

/**
 * Opens the registry's database: path of a SQLite file, which is made where it is not there and may be migrated, or
 * `mariadb://user:password@host:port/name`. Throws `STORE_OLDER` where it is not migrated, `STORE_NEWER`,
 * `STORE_FOREIGN`, `STORE_FAILED`.
 */
export async function openStore(location: string, options: StoreOptions = {}): Promise<Store> {
  let backend: Backend | null = null;
  try {
    backend = backendOf(location, options);
    if (options.migrate ?? backend.kind === 'sqlite') await migrate(backend, options.migration);
    const known = options.migration?.migrations ?? MIGRATION_DEFAULTS.migrations;
    const applied = await appliedMigrations(backend, known);
    if (applied < known.length)
      throw new BmvError(
        'STORE_OLDER',
        `${backend.name} has had ${applied} of ${known.length} migrations; run: bmv registry migrate`,
      );
    return new Store(backend, { ...RETRY_DEFAULTS, ...options.retries });
  } catch (error) {
    await backend?.close().catch(() => {});
    if (error instanceof BmvError) throw error;
    const name = backend?.name ?? location;
    const why = error instanceof Error ? error.message : String(error);
    throw new BmvError('STORE_FAILED', `opening ${name}: ${why}`, { cause: error });
  }
}
