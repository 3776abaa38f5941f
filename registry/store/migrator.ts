import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { BmvError } from '../../proto/error.ts';
import type { Backend } from './backend.ts';
import { MIGRATIONS } from './migrations/index.ts';
import type { Migration } from './migrations/migration.ts';

export interface MigrationOptions {
  readonly migrations: readonly Migration[];
  /** Longest wait for another process that migrates the same database, milliseconds. */
  readonly waitMs: number;
  /** After so long without a sign of life another process goes on in its place, milliseconds. */
  readonly leaseMs: number;
}

export const MIGRATION_DEFAULTS: MigrationOptions = {
  migrations: MIGRATIONS,
  waitMs: 120_000,
  leaseMs: 30_000,
};

const POLL_MS = 100;

/**
 * How many migrations a database has had. Throws `STORE_NEWER` where it has had more than the program knows, and
 * `STORE_FOREIGN` where it is no database of ours or one is missing in between.
 */
export async function appliedMigrations(
  { view: { db }, name: database }: Backend,
  migrations: readonly Migration[],
): Promise<number> {
  const tables = (await db.introspection.getTables()).map(({ name }) => name);
  if (!tables.includes('migrations')) {
    if (tables.length === 0) return 0;
    const some = tables.slice(0, 3).join(', ');
    throw new BmvError(
      'STORE_FOREIGN',
      `${database} has tables that are not the registry's (${some}); name another database`,
    );
  }
  const applied = await db.selectFrom('migrations').select(['number', 'name']).orderBy('number').execute();
  for (const [index, { number, name }] of applied.entries()) {
    const known = migrations[index];
    if (number !== index + 1 || (known && name !== known.name))
      throw new BmvError(
        'STORE_FOREIGN',
        `${database} has migration ${number} ${name} in the place of ${index + 1} ${known?.name ?? ''}; restore a backup`,
      );
  }
  if (applied.length > migrations.length)
    throw new BmvError(
      'STORE_NEWER',
      `${database} has had ${applied.length} migrations and this program knows ${migrations.length}; ` +
        'update the program, or restore a backup from before the update',
    );
  return applied.length;
}

/** Tables that migrations themselves need. By the first a database is known as ours. */
async function prepare(backend: Backend): Promise<void> {
  const { integer, text, tableEnd } = backend.columns;
  await backend.attempt(async ({ db }) => {
    for (const statement of [
      `CREATE TABLE IF NOT EXISTS migrations
         (${integer('number')}, ${text('name', 255)}, ${integer('applied_at_ms')}, PRIMARY KEY (number)) ${tableEnd}`,
      `CREATE TABLE IF NOT EXISTS migration_lease
         (${integer('id')}, ${text('holder', 255)}, ${integer('until_ms')}, PRIMARY KEY (id)) ${tableEnd}`,
    ])
      await sql.raw(statement).execute(db);
  });
  await backend.attempt(async ({ bulk }) => {
    await bulk.insertNew('migration_lease', { id: 1, holder: '', until_ms: 0 });
  });
}

/** Takes or keeps the lease; false where another process has it. */
async function takeLease(backend: Backend, holder: string, leaseMs: number): Promise<boolean> {
  return await backend.attempt(async ({ db, nowMs }) => {
    const { numUpdatedRows } = await db
      .updateTable('migration_lease')
      .set({ holder, until_ms: nowMs + leaseMs })
      .where((eb) => eb.or([eb('holder', '=', holder), eb('until_ms', '<=', nowMs)]))
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  });
}

async function waitForLease(
  backend: Backend,
  holder: string,
  { waitMs, leaseMs }: MigrationOptions,
): Promise<void> {
  for (let waitedMs = 0; !(await takeLease(backend, holder, leaseMs)); waitedMs += POLL_MS) {
    if (waitedMs >= waitMs) {
      const lease = await backend.view.db.selectFrom('migration_lease').select('holder').executeTakeFirst();
      throw new BmvError(
        'STORE_FAILED',
        `${backend.name} is being migrated by ${lease?.holder ?? 'another process'}; start again when that has ended`,
      );
    }
    await sleep(POLL_MS);
  }
}

async function apply(
  backend: Backend,
  { number, name, statements }: Migration,
  holder: string,
): Promise<void> {
  await backend.attempt(async ({ db, bulk, nowMs }) => {
    for (const statement of statements(backend.columns)) await sql.raw(statement).execute(db);
    // With MariaDB another process may have gone on meanwhile: what both did is the same, and is noted once.
    const lease = await db.selectFrom('migration_lease').select('holder').executeTakeFirst();
    if (lease?.holder !== holder)
      throw new BmvError(
        'STORE_FAILED',
        `${backend.name}: ${lease?.holder} took over migration ${number} ${name}`,
      );
    await bulk.insertNew('migrations', { number, name, applied_at_ms: nowMs });
  });
}

/** Brings a database to the newest form, in one process at a time; another that comes meanwhile waits. */
export async function migrate(backend: Backend, options: Partial<MigrationOptions> = {}): Promise<void> {
  const all = { ...MIGRATION_DEFAULTS, ...options };
  const holder = `${hostname()} ${process.pid} ${randomUUID()}`;
  await appliedMigrations(backend, all.migrations);
  await prepare(backend);
  await waitForLease(backend, holder, all);
  const renewal = setInterval(() => {
    takeLease(backend, holder, all.leaseMs).catch(() => {});
  }, all.leaseMs / 3);
  try {
    const applied = await appliedMigrations(backend, all.migrations);
    for (const migration of all.migrations.slice(applied)) await apply(backend, migration, holder);
  } finally {
    clearInterval(renewal);
    await backend.attempt(async ({ db }) => {
      await db.updateTable('migration_lease').set({ until_ms: 0 }).where('holder', '=', holder).execute();
    });
  }
}
