import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { sql } from 'kysely';
import { inOrder } from '../../../registry/decisions/order.ts';
import { MIGRATIONS } from '../../../registry/store/migrations/index.ts';
import type { Store } from '../../../registry/store/store.ts';
import {
  addVolumeKey,
  countKeysByKek,
  destroyVolumeKeys,
  listKeysNotBy,
  noteKeyGiven,
  readVolumeKey,
  replaceWrappedKey,
} from '../../../registry/store/volume-keys.ts';
import { readVolume, writeVolumes } from '../../../registry/store/volumes.ts';
import { aVolume, volumeId } from '../../support/registry-records.ts';
import {
  BACKENDS,
  codeOf,
  newDatabase,
  newStore,
  openFor,
  scratchFolder,
  storeOfSuite,
} from '../../support/stores.ts';

const WRAPPED = { kek: '2026.key#0011223344556677', wrapped: Buffer.alloc(61, 7).toString('base64') };
const ANEW = { kek: '2027.key#8899aabbccddeeff', wrapped: Buffer.alloc(61, 8).toString('base64') };

async function withKey(store: Store): Promise<string> {
  const volume = randomUUID();
  await store.transaction((tx) => addVolumeKey(tx, volume, WRAPPED));
  return volume;
}

const keyOf = async (store: Store, volume: string) => await store.read((view) => readVolumeKey(view, volume));

for (const backend of BACKENDS)
  describe(`keys of volumes in ${backend}`, function () {
    this.timeout(120_000);
    const store = storeOfSuite(backend);

    it('are there as they were wrapped, one a volume', async () => {
      const volume = await withKey(store());
      const key = await keyOf(store(), volume);
      expect(key).to.deep.include({ volume, wrapped: WRAPPED, givenAtMs: null, destroyedAtMs: null });
      expect(key?.madeAtMs).to.be.closeTo(Date.now(), 60_000);
      expect(await keyOf(store(), randomUUID())).to.equal(null);
      const own = await newStore(backend, { retries: { attempts: 2, firstPauseMs: 1 } });
      await own.transaction((tx) => addVolumeKey(tx, volume, WRAPPED));
      expect(await codeOf(own.transaction((tx) => addVolumeKey(tx, volume, ANEW)))).to.equal(
        'STORE_CONFLICT',
      );
      expect((await keyOf(own, volume))?.wrapped).to.deep.equal(WRAPPED);
    });

    it('leave their time alone when they are destroyed, for good', async () => {
      const [one, two] = [await withKey(store()), await withKey(store())];
      const destroy = async () =>
        await store().transaction((tx) => destroyVolumeKeys(tx, [one, randomUUID()], { givenToo: true }));
      expect(await destroy()).to.deep.equal([one]);
      const key = await keyOf(store(), one);
      expect(key?.wrapped).to.equal(null);
      expect(key?.destroyedAtMs).to.be.closeTo(Date.now(), 60_000);
      const row = await store().read(
        async ({ db }) =>
          await db.selectFrom('volume_keys').selectAll().where('volume', '=', one).executeTakeFirst(),
      );
      expect(row).to.include({ kek: '', wrapped: '' });
      expect(await destroy()).to.deep.equal([]);
      expect((await keyOf(store(), two))?.wrapped).to.deep.equal(WRAPPED);
      expect(await store().transaction((tx) => destroyVolumeKeys(tx, [], { givenToo: true }))).to.deep.equal(
        [],
      );
    });

    it('note when somebody first got them, and are then destroyed only by whoever means those too', async () => {
      const [one, two] = [await withKey(store()), await withKey(store())];
      await store().transaction((tx) => noteKeyGiven(tx, one, WRAPPED));
      const first = (await keyOf(store(), one))?.givenAtMs;
      expect(first).to.be.closeTo(Date.now(), 60_000);
      await store().transaction((tx) => noteKeyGiven(tx, one, WRAPPED));
      expect((await keyOf(store(), one))?.givenAtMs).to.equal(first);
      const destroyed = await store().transaction((tx) =>
        destroyVolumeKeys(tx, [one, two], { givenToo: false }),
      );
      expect(destroyed).to.deep.equal([two]);
      expect((await keyOf(store(), one))?.wrapped).to.deep.equal(WRAPPED);
    });

    it('are given to nobody once they are destroyed, or wrapped anew since they were read', async () => {
      const own = await newStore(backend, { retries: { attempts: 2, firstPauseMs: 1 } });
      const volume = await withKey(own);
      expect(await codeOf(own.transaction((tx) => noteKeyGiven(tx, volume, ANEW)))).to.equal(
        'STORE_CONFLICT',
      );
      await own.transaction((tx) => destroyVolumeKeys(tx, [volume], { givenToo: true }));
      expect(await codeOf(own.transaction((tx) => noteKeyGiven(tx, volume, WRAPPED)))).to.equal(
        'STORE_CONFLICT',
      );
    });

    it('are found by what wrapped them, in pages, and replaced where they are as they were read', async () => {
      const own = await newStore(backend);
      const volumes = [await withKey(own), await withKey(own), await withKey(own)].sort(inOrder);
      const [one = '', two = '', three = ''] = volumes;
      const replace = async (volume: string) =>
        await own.transaction((tx) => replaceWrappedKey(tx, volume, WRAPPED, ANEW));
      expect([await replace(two), await replace(two), await replace(randomUUID())]).to.deep.equal([
        ...[true, false, false],
      ]);
      const page = async (after: string) =>
        (await own.read((view) => listKeysNotBy(view, ANEW.kek, { after, limit: 1 }))).map(
          ({ volume }) => volume,
        );
      expect([await page(''), await page(one), await page(three)]).to.deep.equal([[one], [three], []]);
      await own.transaction((tx) => destroyVolumeKeys(tx, [one], { givenToo: true }));
      expect(await replace(one)).to.equal(false);
      expect(Object.fromEntries(await own.read(countKeysByKek))).to.deep.equal({
        [WRAPPED.kek]: 1,
        [ANEW.kek]: 1,
      });
    });

    it('are in a backup, from which they come back as they were, those that are destroyed as destroyed', async () => {
      const own = await newStore(backend);
      const volumes = [await withKey(own), await withKey(own)];
      await own.transaction((tx) => noteKeyGiven(tx, volumes[0] ?? '', WRAPPED));
      await own.transaction((tx) => destroyVolumeKeys(tx, volumes.slice(1), { givenToo: true }));
      const path = join(scratchFolder(), 'backup.db');
      await own.backup(path);
      const restored = await openFor(path);
      for (const volume of volumes)
        expect(await keyOf(restored, volume)).to.deep.equal(await keyOf(own, volume));
      expect((await keyOf(restored, volumes[0] ?? ''))?.wrapped).to.deep.equal(WRAPPED);
    });

    it('are none of the volumes that were there before, which are not encrypted', async () => {
      const location = await newDatabase(backend);
      const older = await openFor(location, { migration: { migrations: MIGRATIONS.slice(0, 3) } });
      const volume = aVolume({ generation: 0, mountPoint: '/v' });
      const columns = `id, name, project, volume_set, node, state, length_bytes, wanted_length_bytes, allowed_disks,
        is_adopted, filesystem, label, mount_point, erase, created_at_ms, updated_at_ms, generation`;
      const values = `'${volume.id}', 'data', 'web', '', '${volume.node}', 'available', 1, 1, '[]', 0, 'ext4', '', '/v', 'zero', 1, 1, 1`;
      const insert = `INSERT INTO volumes (${columns}) VALUES (${values})`;
      await older.transaction(async ({ db }) => void (await sql.raw(insert).execute(db)));
      const newer = await openFor(location);
      expect(await newer.read((view) => readVolume(view, volume.id))).to.include({ encryption: 'none' });
      expect(await keyOf(newer, volume.id)).to.equal(null);
    });

    it('belong to volumes that keep whether they are encrypted', async () => {
      const all = (['none', 'luks2', 'opaque'] as const).map((encryption) =>
        aVolume({
          id: randomUUID(),
          generation: 0,
          encryption,
          erase: encryption === 'luks2' ? 'crypto' : 'zero',
        }),
      );
      await store().transaction((tx) => writeVolumes(tx, all));
      for (const volume of all)
        expect(await store().read((view) => readVolume(view, volume.id))).to.deep.equal({
          ...volume,
          generation: 1,
        });
    });
  });

describe('a key that is destroyed', () => {
  it('is not left in the pages of the SQLite file', async () => {
    const location = await newDatabase('sqlite');
    const store = await openFor(location);
    const volumes = Array.from({ length: 50 }, (_, index) => volumeId(index));
    const wrapped = (index: number) => `WRAPPED-${String(index).padStart(4, '0')}-${'x'.repeat(60)}`;
    await store.transaction(async (tx) => {
      for (const [index, volume] of volumes.entries())
        await addVolumeKey(tx, volume, { kek: 'k', wrapped: wrapped(index) });
    });
    await store.transaction((tx) => destroyVolumeKeys(tx, volumes.slice(0, 49), { givenToo: true }));
    // Ends the log beside the file.
    await store.close();
    const bytes = readFileSync(location);
    expect(bytes.includes(wrapped(49))).to.equal(true);
    for (let index = 0; index < 49; index += 1) expect(bytes.includes(wrapped(index))).to.equal(false);
  });
});
