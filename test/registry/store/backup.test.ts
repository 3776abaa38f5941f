import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect } from 'chai';
import { verifyChain } from '../../../registry/store/events.ts';
import { openStore } from '../../../registry/store/open.ts';
import { StoredSessions } from '../../../registry/store/sessions.ts';
import type { Store } from '../../../registry/store/store.ts';
import { PRIMARY_KEYS, type TableName } from '../../../registry/store/tables.ts';
import { writeVolumes } from '../../../registry/store/volumes.ts';
import { aVolume, volumeId } from '../../support/registry-records.ts';
import { BACKENDS, codeOf, newStore, openFor, scratchFolder } from '../../support/stores.ts';

async function allOf(store: Store): Promise<Record<string, unknown[]>> {
  const tables = await Promise.all(
    (Object.keys(PRIMARY_KEYS) as TableName[]).map(async (table) => {
      const rows = await store.read(async ({ db }) => await db.selectFrom(table).selectAll().execute());
      return [table, rows.map((row) => JSON.stringify(row)).sort()] as const;
    }),
  );
  return Object.fromEntries(tables);
}

async function fill(store: Store, volumes: number): Promise<void> {
  const sessions = new StoredSessions(store);
  await sessions.serverSecret();
  for (const boot of [volumeId(1), volumeId(2), volumeId(3)])
    await sessions.begin({ node: volumeId(9), boot, replica: 'r', leaseMs: 1 });
  await store.transaction(async (tx) => {
    const all = Array.from({ length: volumes }, (_, index) =>
      aVolume({ id: volumeId(index), generation: 0 }),
    );
    await writeVolumes(tx, all);
  });
}

for (const backend of BACKENDS)
  describe(`a backup of ${backend}`, () => {
    it('has all that is in the store, in a file that its owner alone can read, and is itself a store', async () => {
      const store = await newStore(backend);
      // More than one page of each kind of key.
      await fill(store, 450);
      await store.transaction(async ({ bulk }) => {
        const boots = Array.from({ length: 450 }, (_, index) => ({
          ...{ node: `n${index % 3}`, boot: `b${index}`, acked: 2 ** 53 - 1, ended_at_ms: 1 },
        }));
        await bulk.insert('boots', boots);
      });
      const path = join(scratchFolder(), 'backup.db');
      await store.backup(path);
      expect(statSync(path).mode & 0o777).to.equal(0o600);
      expect(readdirSync(dirname(path))).to.deep.equal(['backup.db']);
      const copy = await openFor(path, { migrate: false });
      expect(await allOf(copy)).to.deep.equal(await allOf(store));
      expect(await verifyChain(copy)).to.deep.equal(await verifyChain(store));
    });

    it('leaves a file alone that is there already', async () => {
      const store = await newStore(backend);
      const path = join(scratchFolder(), 'backup.db');
      writeFileSync(path, 'mine');
      expect(await codeOf(store.backup(path))).to.equal('OUTPUT_EXISTS');
      expect(statSync(path).size).to.equal(4);
      expect(readdirSync(dirname(path))).to.deep.equal(['backup.db']);
    });

    it('says where it could not be written, and leaves nothing behind', async () => {
      const store = await newStore(backend);
      const path = join(scratchFolder(), 'missing', 'backup.db');
      expect(await codeOf(store.backup(path))).to.equal('IO_ERROR');
      expect(existsSync(path)).to.equal(false);
    });

    it('is of one moment, while others write', async function () {
      this.timeout(300_000);
      const store = await newStore(backend);
      await fill(store, 300);
      let isOver = false;
      let written = 0;
      const writing = (async () => {
        while (!isOver) {
          // Both rows change together, and an event says so.
          await store.transaction(async (tx) => {
            const { numUpdatedRows } = await tx.db
              .updateTable('volumes')
              .set(({ eb }) => ({ length_bytes: eb('length_bytes', '+', 1) }))
              .where('id', 'in', [volumeId(1), volumeId(299)])
              .executeTakeFirst();
            expect(numUpdatedRows).to.equal(2n);
            tx.record({
              ...{ kind: 'volume.grown', node: '', volume: '', project: '' },
              ...{ actor: { kind: 'registry', id: '', project: '' }, details: {} },
            });
          });
          written += 1;
        }
      })();
      const paths = [1, 2, 3].map((number) => join(scratchFolder(), `${number}.db`));
      while (written < 5) await nextTurn();
      for (const path of paths) {
        const before = written;
        await store.backup(path);
        while (written === before) await nextTurn();
      }
      isOver = true;
      await writing;
      for (const path of paths) {
        const copy = await openStore(path);
        const lengths = await copy.read(
          async ({ db }) =>
            await db
              .selectFrom('volumes')
              .select('length_bytes')
              .where('id', 'in', [volumeId(1), volumeId(299)])
              .execute(),
        );
        const events = await copy.read(
          async ({ db }) =>
            await db.selectFrom('events').select('seq').where('kind', '=', 'volume.grown').execute(),
        );
        const [one, other] = lengths.map(({ length_bytes }) => length_bytes - aVolume().length);
        expect([one, other]).to.deep.equal([events.length, events.length]);
        expect((await verifyChain(copy)).broken).to.equal(null);
        await copy.close();
      }
    });
  });
