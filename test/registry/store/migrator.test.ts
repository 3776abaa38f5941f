import { expect } from 'chai';
import { sql } from 'kysely';
import { mariadbColumns } from '../../../registry/store/mariadb/columns.ts';
import { MIGRATIONS } from '../../../registry/store/migrations/index.ts';
import type { Migration } from '../../../registry/store/migrations/migration.ts';
import { openStore } from '../../../registry/store/open.ts';
import { sqliteColumns } from '../../../registry/store/sqlite/columns.ts';
import type { Store } from '../../../registry/store/store.ts';
import { readVolume } from '../../../registry/store/volumes.ts';
import { volumeId } from '../../support/registry-records.ts';
import { BACKENDS, codeOf, newDatabase, openFor } from '../../support/stores.ts';

function aMigration(number: number, name: string, ...statements: readonly string[]): Migration {
  return {
    number,
    name,
    statements: ({ tableEnd }) => statements.map((text) => text.replace('END', tableEnd)),
  };
}

/** A volume as the first tables have it. */
const A_FIRST_VOLUME = `INSERT INTO volumes
  (id, name, project, volume_set, node, state, length_bytes, wanted_length_bytes, allowed_disks, is_adopted, filesystem,
   label, mount_point, erase, created_at_ms, updated_at_ms, generation)
  VALUES ('${volumeId(1)}', 'Images', 'web', '', '${volumeId(2)}', 'reserved', 1, 1, '[]', 0, 'none', '', '', 'zero', 1, 1, 1)`;

const COLUMNS = { sqlite: sqliteColumns, mariadb: mariadbColumns };

const LATER = [
  ...MIGRATIONS,
  aMigration(MIGRATIONS.length + 1, 'extra', 'CREATE TABLE IF NOT EXISTS extra (a INTEGER PRIMARY KEY) END'),
  aMigration(MIGRATIONS.length + 2, 'more', 'CREATE TABLE IF NOT EXISTS more (a INTEGER PRIMARY KEY) END'),
];

async function tablesOf(store: Store): Promise<readonly string[]> {
  const tables = await store.read(async ({ db }) => await db.introspection.getTables());
  return tables.map(({ name }) => name);
}

async function namesOf(store: Store): Promise<readonly string[]> {
  const rows = await store.read(
    async ({ db }) => await db.selectFrom('migrations').select('name').orderBy('number').execute(),
  );
  return rows.map(({ name }) => name);
}

for (const backend of BACKENDS)
  describe(`migrations of ${backend}`, () => {
    it('bring a database to the newest form, once each, and leave what is in it', async () => {
      const location = await newDatabase(backend);
      const first = await openFor(location);
      await first.transaction(async ({ bulk }) => await bulk.insert('meta', [{ name: 'a', value: 'b' }]));
      const later = await openFor(location, { migration: { migrations: LATER } });
      expect(await namesOf(later)).to.deep.equal([...MIGRATIONS.map(({ name }) => name), 'extra', 'more']);
      expect(await tablesOf(later)).to.include.members(['extra', 'more', 'volumes']);
      const meta = await later.read(async ({ db }) => await db.selectFrom('meta').selectAll().execute());
      expect(meta).to.deep.equal([{ name: 'a', value: 'b' }]);
    });

    it('find volumes by their names that were there before names were searched', async () => {
      const location = await newDatabase(backend);
      const older = await openFor(location, { migration: { migrations: MIGRATIONS.slice(0, 1) } });
      await older.transaction(async ({ db }) => void (await sql.raw(A_FIRST_VOLUME).execute(db)));
      // As after the first statements of a migration that was cut short.
      for (const statement of MIGRATIONS[1]?.statements(COLUMNS[backend]) ?? [])
        await older.transaction(async ({ db }) => void (await sql.raw(statement).execute(db)));
      const newer = await openFor(location);
      const found = await newer.read(
        async ({ db, nameContains }) =>
          await db.selectFrom('volumes').selectAll().where(nameContains('mage')).execute(),
      );
      expect(found.map(({ name }) => name)).to.deep.equal(['Images']);
      // Nobody chose anything for it: what is erased is what a person releases, and nothing else.
      expect(await newer.read((view) => readVolume(view, volumeId(1)))).to.include({
        ...{ onRelease: 'erase', onInstanceDelete: 'keep', policySinceMs: 0 },
      });
      expect((await newer.read((view) => readVolume(view, volumeId(1))))?.tell).to.deep.equal([]);
    });

    it('are done by one of several processes that start at the same time; the others wait', async () => {
      const location = await newDatabase(backend);
      const stores = await Promise.all(
        Array.from({ length: 4 }, () => openFor(location, { migration: { migrations: LATER } })),
      );
      for (const store of stores) expect(await namesOf(store)).to.have.length(LATER.length);
    });

    it('refuse a database that is newer than the program', async () => {
      const location = await newDatabase(backend);
      await openFor(location, { migration: { migrations: LATER } });
      const opening = openStore(location, { migrate: true });
      expect(await codeOf(opening)).to.equal('STORE_NEWER');
      const message = await opening.catch((error: Error) => error.message);
      expect(message).to.include(
        `has had ${LATER.length} migrations and this program knows ${MIGRATIONS.length}`,
      );
    });

    it('refuse a database that is older, where nobody said to migrate it', async () => {
      const location = await newDatabase(backend);
      await openFor(location);
      const opening = openStore(location, { migrate: false, migration: { migrations: LATER } });
      expect(await codeOf(opening)).to.equal('STORE_OLDER');
      expect(await opening.catch((error: Error) => error.message)).to.include('run: bmv registry migrate');
    });

    it('refuse a database where one is missing or another one’s', async () => {
      const missing = await newDatabase(backend);
      const store = await openFor(missing, { migration: { migrations: LATER } });
      await store.transaction(async ({ db }) => {
        await db
          .deleteFrom('migrations')
          .where('number', '=', MIGRATIONS.length + 1)
          .execute();
      });
      const migration = { migrations: LATER };
      expect(await codeOf(openStore(missing, { migrate: true, migration }))).to.equal('STORE_FOREIGN');
      await store.transaction(async ({ db }) => {
        await db.updateTable('migrations').set({ name: 'other' }).where('number', '=', 1).execute();
      });
      expect(await codeOf(openStore(missing, { migrate: true, migration }))).to.equal('STORE_FOREIGN');
    });

    it('refuse a database that is not the registry’s, and leave it alone', async () => {
      const location = await newDatabase(backend);
      const store = await openFor(location);
      await store.transaction(async ({ db }) => {
        await sql`DROP TABLE migrations`.execute(db);
      });
      const before = await tablesOf(store);
      expect(await codeOf(openStore(location, { migrate: true }))).to.equal('STORE_FOREIGN');
      expect(await tablesOf(store)).to.deep.equal(before);
    });

    it('that were cut short are run again from their first statement', async () => {
      const location = await newDatabase(backend);
      const [table] = LATER.slice(MIGRATIONS.length);
      const create = table?.statements({ tableEnd: backend === 'sqlite' ? 'STRICT' : '' } as never)[0] ?? '';
      const torn = [...MIGRATIONS, aMigration(MIGRATIONS.length + 1, 'extra', create, 'CREATE NONSENSE')];
      expect(await codeOf(openStore(location, { migrate: true, migration: { migrations: torn } }))).to.equal(
        'STORE_FAILED',
      );
      expect(await namesOf(await openFor(location))).to.have.length(MIGRATIONS.length);
      const later = await openFor(location, { migration: { migrations: LATER } });
      expect(await namesOf(later)).to.have.length(LATER.length);
    });

    it('of a process that died go on in another one when its lease has ended, and not before', async () => {
      const location = await newDatabase(backend);
      const store = await openFor(location);
      const lease = async (untilMs: number) =>
        await store.transaction(async ({ db }) => {
          await db
            .updateTable('migration_lease')
            .set({ holder: 'elsewhere 42', until_ms: untilMs })
            .execute();
        });
      await lease((await store.nowMs()) + 3_600_000);
      const opening = openStore(location, { migrate: true, migration: { migrations: LATER, waitMs: 300 } });
      expect(await codeOf(opening)).to.equal('STORE_FAILED');
      expect(await opening.catch((error: Error) => error.message)).to.include(
        'is being migrated by elsewhere 42',
      );
      await lease((await store.nowMs()) - 1);
      expect(await namesOf(await openFor(location, { migration: { migrations: LATER } }))).to.include('more');
    });
  });

describe('opening a store', () => {
  it('says what is wrong with the location, and not the password', async () => {
    for (const location of ['mariadb://user:geheim@', 'mariadb://user:geheim@host', 'mysql://:x@host/']) {
      const message = await openStore(location).catch((error: Error) => error.message);
      expect(message).to.match(/mariadb:\/\/USER:PASSWORD@HOST:PORT\/NAME/);
      expect(message).to.not.include('geheim');
    }
    const refused = await openStore('mariadb://user:geheim@127.0.0.1:1/db', {
      retries: { attempts: 2 },
    }).catch((error: Error) => `${error.message} ${error.stack}`);
    expect(refused)
      .to.match(/opening 127.0.0.1\/db: .*ECONNREFUSED/)
      .and.to.not.include('geheim');
    expect(await codeOf(openStore('/nowhere/at/all/registry.db'))).to.equal('STORE_FAILED');
  });
});
