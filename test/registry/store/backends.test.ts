import { readdirSync, statSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect } from 'chai';
import { sql } from 'kysely';
import { UncertainCommit } from '../../../registry/store/backend.ts';
import { isBroken, mariadbFault } from '../../../registry/store/mariadb/faults.ts';
import { sqliteFault } from '../../../registry/store/sqlite/faults.ts';
import { sharedMariaDb } from '../../support/shared-mariadb.ts';
import { codeOf, newDatabase, newStore, openFor, scratchFolder } from '../../support/stores.ts';

const FOLDER = join(import.meta.dirname, '../../../registry/store');

describe('the two databases', () => {
  it('have the same set of files', () => {
    const filesOf = (name: string) => readdirSync(join(FOLDER, name)).sort();
    expect(filesOf('mariadb')).to.deep.equal(filesOf('sqlite'));
    expect(filesOf('sqlite').length).to.be.greaterThan(4);
  });
});

describe('a SQLite file', () => {
  it('is written to the disk before a transaction ends, and can be read by its owner alone', async () => {
    const location = await newDatabase('sqlite');
    const store = await openFor(location);
    const pragmas = await store.transaction(async ({ db }) => {
      const { rows: synchronous } = await sql`PRAGMA synchronous`.execute(db);
      const { rows: journal } = await sql`PRAGMA journal_mode`.execute(db);
      return [...synchronous, ...journal];
    });
    expect(pragmas.map((row) => ({ ...(row as object) }))).to.deep.equal([
      { synchronous: 2 },
      { journal_mode: 'wal' },
    ]);
    for (const end of ['', '-wal', '-shm'])
      expect(statSync(`${location}${end}`).mode & 0o777, end).to.equal(0o600);
  });
});

describe('faults of SQLite', () => {
  it('are told apart by their result code, whatever its extension', () => {
    const fault = (errcode: number) => sqliteFault(Object.assign(new Error(), { errcode }));
    expect([5, 6, 261, 517].map(fault)).to.deep.equal(['busy', 'busy', 'busy', 'busy']);
    expect([13, 10, 778, 8, 11, 26, 14, 1].map(fault)).to.deep.equal(Array.from({ length: 8 }, () => 'down'));
    expect([19, 1555, 275, 20].map(fault)).to.deep.equal(['data', 'data', 'data', 'data']);
    expect([new Error('x'), null, 'x'].map(sqliteFault)).to.deep.equal(['data', 'data', 'data']);
  });

  it('are what node:sqlite says of a file that is locked, closed, or no database', () => {
    const path = join(scratchFolder(), 'x.db');
    const [one, other] = [new DatabaseSync(path, { timeout: 0 }), new DatabaseSync(path)];
    const faultOf = (act: () => void) => {
      try {
        act();
        return 'none';
      } catch (error) {
        return sqliteFault(error);
      }
    };
    other.exec('CREATE TABLE a (b TEXT NOT NULL) STRICT; BEGIN IMMEDIATE');
    expect(faultOf(() => one.exec('BEGIN IMMEDIATE'))).to.equal('busy');
    other.exec('ROLLBACK');
    expect(faultOf(() => one.exec('INSERT INTO a VALUES (NULL)'))).to.equal('data');
    for (const database of [one, other]) database.close();
    expect(faultOf(() => one.exec('BEGIN'))).to.equal('down');
    expect(faultOf(() => new DatabaseSync('/dev/zero').exec('PRAGMA journal_mode = WAL'))).to.equal('down');
  });
});

describe('faults of MariaDB', () => {
  const withErrno = (errno: number) => Object.assign(new Error(), { errno });

  it('are told apart by their number', () => {
    const fault = (errno: number) => mariadbFault(withErrno(errno));
    expect([1213, 1205].map(fault)).to.deep.equal(['lost', 'lost']);
    expect([1047, 1040, 1927, 1053, -111].map(fault)).to.deep.equal(Array.from({ length: 5 }, () => 'busy'));
    expect([1021, 1114, 1290, 1045, 1180, 1146].map(fault)).to.deep.equal(
      Array.from({ length: 6 }, () => 'down'),
    );
    expect([1062, 1406, 1366].map(fault)).to.deep.equal(['data', 'data', 'data']);
  });

  it('of a connection may be tried again before a commit, and not behind it', () => {
    const lost = Object.assign(new Error(), { fatal: true, code: 'PROTOCOL_CONNECTION_LOST' });
    expect([isBroken(lost), mariadbFault(lost)]).to.deep.equal([true, 'busy']);
    expect(mariadbFault(new UncertainCommit('x', { cause: lost }))).to.equal('down');
    expect([isBroken(withErrno(1213)), isBroken(new Error('x')), isBroken(null)]).to.deep.equal([
      false,
      false,
      false,
    ]);
  });
});

describe('a MariaDB server', function () {
  this.timeout(300_000);

  it('that stands still fails what is asked of it in time, and is used again when it goes on', async () => {
    const server = await sharedMariaDb();
    const store = await openFor(await newDatabase('mariadb'), {
      retries: { attempts: 2, firstPauseMs: 1 },
      mariadb: { queryTimeoutMs: 2000, connectTimeoutMs: 2000, maxConnections: 2 },
    });
    const write = async (name: string) =>
      await store.transaction(async ({ bulk }) => await bulk.insert('meta', [{ name, value: '' }]));
    await write('a');
    await server.pause();
    try {
      const asked = await Promise.all(['b', 'c', 'd'].map((name) => codeOf(write(name))));
      expect(asked).to.deep.equal(['STORE_FAILED', 'STORE_FAILED', 'STORE_FAILED']);
    } finally {
      server.resume();
    }
    await write('e');
    const rows = await store.read(async ({ db }) => await db.selectFrom('meta').select('name').execute());
    expect(rows.map(({ name }) => name)).to.include.members(['a', 'e']);
  });

  it('that is not there is said to be not there, by host and database', async () => {
    const closed: Socket[] = [];
    const server = createServer((socket) => {
      closed.push(socket.destroy());
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as { port: number };
    const opening = openFor(`mariadb://bmv:geheim@127.0.0.1:${port}/registry`, { retries: { attempts: 2 } });
    expect(await opening.catch((error: Error) => error.message)).to.match(
      /^opening 127\.0\.0\.1\/registry: /,
    );
    expect(closed.length).to.be.greaterThan(0);
    await new Promise((resolve) => server.close(resolve));
  });

  it('is given back no connection with a transaction that is open', async () => {
    const location = await newDatabase('mariadb');
    const store = await openFor(location, { mariadb: { maxConnections: 1 } });
    await codeOf(
      store.transaction(async ({ bulk }) => {
        await bulk.insert('meta', [{ name: 'a', value: '' }]);
        await bulk.insert('meta', [{ name: 'a', value: '' }]);
      }),
    );
    await store.transaction(async () => {});
    expect(
      await store.read(async ({ db }) => await db.selectFrom('meta').selectAll().execute()),
    ).to.deep.equal([]);
  });

  it('that forgets what it has committed when the power fails is known for it', async () => {
    const server = await sharedMariaDb();
    const store = await newStore('mariadb');
    expect(await store.doubts()).to.deep.equal([]);
    await server.run('SET GLOBAL innodb_flush_log_at_trx_commit = 2');
    try {
      expect(await store.doubts()).to.deep.equal(['innodb_flush_log_at_trx_commit is 2; set it to 1']);
    } finally {
      await server.run('SET GLOBAL innodb_flush_log_at_trx_commit = 1');
    }
  });

  it('has sessions that are set as the registry needs them, whatever its own defaults are', async () => {
    const server = await sharedMariaDb();
    await server.run(`SET GLOBAL sql_mode = 'NO_BACKSLASH_ESCAPES', GLOBAL tx_isolation = 'SERIALIZABLE'`);
    try {
      const store = await newStore('mariadb');
      const name = `'\\"; DROP TABLE meta; --`;
      await store.transaction(async ({ bulk }) => await bulk.insert('meta', [{ name, value: name }]));
      const rows = await store.read(async ({ db }) => await db.selectFrom('meta').selectAll().execute());
      expect(rows).to.deep.equal([{ name, value: name }]);
      const tooLong = store.transaction(
        async ({ bulk }) => await bulk.insert('meta', [{ name: 'x'.repeat(256), value: '' }]),
      );
      expect(await codeOf(tooLong)).to.include('too long');
    } finally {
      await server.run(`SET GLOBAL sql_mode = DEFAULT, GLOBAL tx_isolation = DEFAULT`);
    }
  });
});
