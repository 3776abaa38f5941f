import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect } from 'chai';
import { addNode } from '../../../registry/store/nodes.ts';
import { openStore } from '../../../registry/store/open.ts';
import { addVolumeKey } from '../../../registry/store/volume-keys.ts';
import { bmv, bmvJson } from '../../support/bmv.ts';
import { KekFolder } from '../../support/keks.ts';
import { BACKENDS, newDatabase, scratchFolder } from '../../support/stores.ts';

const MAIN = join(import.meta.dirname, '../../../cli/main.ts');

async function fill(location: string): Promise<void> {
  const store = await openStore(location, { migrate: true });
  for (let number = 0; number < 5; number += 1)
    await store.transaction((tx) => addNode(tx, crypto.randomUUID()));
  await store.close();
}

for (const backend of BACKENDS)
  describe(`bmv registry on ${backend}`, function () {
    this.timeout(120_000);

    it('migrates, again without a word, backs up, and verifies what it backed up', async () => {
      const store = await newDatabase(backend);
      for (let times = 0; times < 2; times += 1)
        expect(await bmv(['registry', 'migrate', '--store', store])).to.include({ code: 0, err: '' });
      await fill(store);
      const file = join(scratchFolder(), 'backup.db');
      expect(await bmv(['registry', 'backup', file, '--store', store])).to.include({ code: 0, err: '' });
      expect(statSync(file).mode & 0o077).to.equal(0);
      expect(await bmv(['registry', 'backup', file, '--store', store])).to.include({ code: 3 });
      for (const location of [store, file]) {
        const { code, json } = await bmvJson('registry', 'verify', '--store', location);
        expect(code).to.equal(0);
        expect(json).to.deep.include({ broken: null });
        expect((json.head as { seq: number }).seq).to.equal(5);
      }
    });
  });

describe('bmv registry rewrap-keys', () => {
  const VOLUMES = ['aaaaaaaa-0000-4000-8000-000000000001', 'aaaaaaaa-0000-4000-8000-000000000002'] as const;

  /** A database with two keys, wrapped by the KEK of a folder. */
  async function aDatabase(): Promise<{ readonly location: string; readonly folder: KekFolder }> {
    const location = await newDatabase('sqlite');
    const folder = new KekFolder('a.key');
    const keks = await folder.open();
    const store = await openStore(location, { migrate: true });
    for (const volume of VOLUMES) {
      const key = await keks.wrap(new Uint8Array(32).fill(7), volume);
      await store.transaction((tx) => addVolumeKey(tx, volume, key));
    }
    await store.close();
    return { location, folder };
  }

  const rewrap = (location: string, folder: KekFolder) =>
    ['registry', 'rewrap-keys', '--store', location, '--kek', folder.path] as const;

  it('wraps all keys by the newest KEK, and a second time there is nothing to do', async () => {
    const { location, folder } = await aDatabase();
    folder.put('b.key');
    const { code, json } = await bmvJson(...rewrap(location, folder));
    expect([code, json.rewrapped, json.failed]).to.deep.equal([0, 2, []]);
    expect(json.kek).to.match(/^b\.key#/);
    expect((await bmvJson(...rewrap(location, folder))).json).to.include({ rewrapped: 0 });
  });

  it('names each key that does not open, wraps the others, and exits with 1', async () => {
    const { location, folder } = await aDatabase();
    const database = new DatabaseSync(location);
    database.exec(`UPDATE volume_keys SET wrapped = 'AQ==' WHERE volume = '${VOLUMES[0]}'`);
    database.close();
    folder.put('b.key');
    const { code, out, err } = await bmv(rewrap(location, folder));
    expect([code, err]).to.deep.equal([1, '']);
    expect(out).to.match(
      /^1 keys are wrapped by KEK b\.key#\w+ now, and 1 stay as they were; keep the old KEK files\n/,
    );
    expect(out).to.include(`- ${VOLUMES[0]}: the wrapped key of volume ${VOLUMES[0]}`);
  });

  it('is wrong usage without KEKs, and refuses those that others can read', async () => {
    const { location, folder } = await aDatabase();
    const none = await bmv(['registry', 'rewrap-keys', '--store', location]);
    expect([none.code, none.err.includes('--kek FOLDER')]).to.deep.equal([2, true]);
    chmodSync(join(folder.path, 'a.key'), 0o644);
    const open = await bmv(rewrap(location, folder));
    expect([open.code, open.err.includes('chmod 600')]).to.deep.equal([2, true]);
  });
});

describe('bmv registry', () => {
  it('finds an event that was changed, and says which; exit 1', async () => {
    const store = await newDatabase('sqlite');
    await fill(store);
    const database = new DatabaseSync(store);
    database.exec(`UPDATE events SET kind = 'node.forged' WHERE seq = 3`);
    database.close();
    const { code, out } = await bmv(['registry', 'verify', '--store', store]);
    expect(code).to.equal(1);
    expect(out).to.match(/broken at 3: event 3 is not what its hash was made of/);
  });

  it('says what to do with a database that has not the form, and never its password', async () => {
    const empty = join(scratchFolder(), 'empty.db');
    writeFileSync(empty, '');
    const older = await bmv(['registry', 'verify', '--store', empty]);
    expect(older).to.include({ code: 3 });
    expect(older.err).to.include('bmv registry migrate');
    const away = 'mariadb://bmv:swordfish@127.0.0.1:1/bmv';
    for (const command of ['verify', 'migrate']) {
      const { code, err, out } = await bmv(['registry', command, '--store', away]);
      expect(code, command).to.equal(1);
      expect(err + out, command).to.not.include('swordfish');
    }
  });

  it('makes no database where one was to be looked at: its name may be mistyped', async () => {
    const folder = scratchFolder();
    const store = join(folder, 'regsitry.db');
    for (const args of [['verify'], ['backup', join(folder, 'copy.db')], ['serve', '--migrate', 'no']]) {
      const { code, err } = await bmv(['registry', ...args, '--store', store]);
      expect(code, args[0]).to.equal(1);
      expect(err, args[0]).to.include(`there is no database ${store}; check --store`);
    }
    expect(existsSync(store)).to.equal(false);
  });

  function passwd(input: string, ...args: readonly string[]) {
    return spawnSync(process.execPath, [MAIN, 'registry', 'passwd', ...args], { input, encoding: 'utf8' });
  }

  it('puts users into a file, changes them, and takes them out', () => {
    const file = join(scratchFolder(), 'users');
    expect(passwd('secret of ann\n', file, 'ann', '--role', 'admin').status).to.equal(0);
    expect(passwd('secret of mia\n', file, 'mia', '--project', 'web').status).to.equal(0);
    expect(statSync(file).mode & 0o777).to.equal(0o600);
    const before = readFileSync(file, 'utf8');
    expect(before.split('\n')[0]).to.match(/^ann::admin:scrypt\$/);
    expect(before.split('\n')[1]).to.match(/^mia:web:member:scrypt\$/);
    expect(before).to.not.include('secret');
    expect(
      passwd('another one\n', file, 'mia', '--project', 'db', '--role', 'member', 'reader').status,
    ).to.equal(0);
    expect(readFileSync(file, 'utf8').split('\n')[1]).to.match(/^mia:db:member,reader:scrypt\$/);
    expect(passwd('', file, 'ann', '--remove').stdout).to.include('1 user');
    expect(readFileSync(file, 'utf8')).to.not.include('ann:');
  });

  it('refuses users that could do nothing, or whose password is too short, and leaves the file as it was', () => {
    const file = join(scratchFolder(), 'users');
    passwd('secret of ann\n', file, 'ann', '--role', 'admin');
    const before = readFileSync(file, 'utf8');
    for (const [input, args] of [
      ['secret of mia\n', ['mia']],
      ['short\n', ['mia', '--project', 'web']],
      ['', ['mia', '--project', 'web']],
      ['secret of mia\n', ['m:ia', '--project', 'web']],
      ['secret of mia\n', ['mia', '--project', 'we:b']],
      ['secret of mia\n', ['mia', '--role', 'root']],
    ] as const) {
      expect(passwd(input, file, ...args).status, JSON.stringify(args)).to.equal(2);
      expect(readFileSync(file, 'utf8')).to.equal(before);
    }
  });

  it('shows every option of the process with its default and its variable', async () => {
    const { out } = await bmv(['registry', 'serve', '--help']);
    const text = out.replace(/\s+/g, ' ');
    for (const words of [
      '--listen <address>',
      'default: 127.0.0.1:8790, env: BMV_REGISTRY_LISTEN',
      'default: "bmv-registry.db"',
      '--max-agents <n> connections of agents (default: 20000, env: BMV_REGISTRY_MAX_AGENTS)',
      'SIGTERM',
    ])
      expect(text).to.include(words);
  });
});
