import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import fc from 'fast-check';
import { sql } from 'kysely';
import type { NewEvent } from '../../../registry/model.ts';
import { NO_HASH } from '../../../registry/store/chain.ts';
import { readEvents, readEventsBefore, readHead, verifyChain } from '../../../registry/store/events.ts';
import type { Store } from '../../../registry/store/store.ts';
import type { EventsTable } from '../../../registry/store/tables.ts';
import { BACKENDS, newDatabase, newStore, openFor } from '../../support/stores.ts';

function anEvent(changes: Partial<NewEvent> = {}): NewEvent {
  return {
    ...{ kind: 'volume.created', node: 'n', volume: 'v', project: 'p' },
    actor: { kind: 'user', id: 'alice', project: 'admin' },
    details: { length: 1048576, name: 'größe' },
    ...changes,
  };
}

async function record(store: Store, ...events: readonly NewEvent[]): Promise<void> {
  await store.transaction(async (tx) => tx.record(...events));
}

/** Runs a statement as somebody would who has the database. */
async function tamper(store: Store, statement: string): Promise<void> {
  await store.transaction(async ({ db }) => {
    await sql.raw(statement).execute(db);
  });
}

const COLUMNS = [
  ...(['at_ms', 'kind', 'node', 'volume', 'project', 'actor_kind', 'actor_id', 'actor_project'] as const),
  ...(['details', 'previous', 'hash'] as const),
];
const COUNT = 4;

for (const backend of BACKENDS)
  describe(`the events in ${backend}`, () => {
    it('are numbered from 1 in the order of their transactions, with the database’s time', async () => {
      const store = await newStore(backend);
      expect(await store.read(readHead)).to.deep.equal({ seq: 0, hash: NO_HASH });
      await record(store, anEvent(), anEvent({ kind: 'b' }));
      await record(store, anEvent({ kind: 'c' }));
      const events = await store.read((view) => readEvents(view, { after: 0, limit: 9 }));
      expect(events.map(({ seq, kind }) => [seq, kind])).to.deep.equal([
        [1, 'volume.created'],
        [2, 'b'],
        [3, 'c'],
      ]);
      expect(events[0]).to.deep.include({ ...anEvent(), previous: NO_HASH });
      expect(Math.abs((events[0]?.atMs ?? 0) - (await store.nowMs()))).to.be.lessThan(60_000);
      expect(await store.read(readHead)).to.deep.equal({ seq: 3, hash: events[2]?.hash });
      expect(await verifyChain(store)).to.deep.equal({
        head: { seq: 3, hash: events[2]?.hash },
        broken: null,
      });
    });

    it('are read behind a number, before one, and by node, volume and project', async () => {
      const store = await newStore(backend);
      const [node, volume, project] = [randomUUID(), randomUUID(), 'blue'];
      const events = [
        anEvent(),
        anEvent({ node }),
        anEvent({ volume, node }),
        anEvent({ project }),
        anEvent(),
      ];
      await record(store, ...events);
      const seqs = async (filter: object, after = 0, limit = 9) =>
        (await store.read((view) => readEvents(view, { after, limit, ...filter }))).map(({ seq }) => seq);
      expect(await seqs({})).to.deep.equal([1, 2, 3, 4, 5]);
      expect(await seqs({}, 2, 2)).to.deep.equal([3, 4]);
      expect(await seqs({ node })).to.deep.equal([2, 3]);
      expect(await seqs({ node, volume })).to.deep.equal([3]);
      expect(await seqs({ project })).to.deep.equal([4]);
      const newest = await store.read((view) => readEventsBefore(view, { node: 'n', before: 5, limit: 1 }));
      expect(newest.map(({ seq }) => seq)).to.deep.equal([4]);
    });

    it('are one chain without gaps, however many transactions of two replicas append at the same time', async () => {
      const location = await newDatabase(backend);
      const stores = [await openFor(location), await openFor(location)];
      const appends = stores.flatMap((store, replica) =>
        Array.from({ length: 25 }, (_, index) =>
          record(
            store,
            anEvent({ details: { replica, index } }),
            anEvent({ details: { replica, index, second: true } }),
          ),
        ),
      );
      await Promise.all(appends);
      const [store] = stores as [Store];
      const report = await verifyChain(store);
      expect([report.head.seq, report.broken]).to.deep.equal([100, null]);
      const events = await store.read((view) => readEvents(view, { after: 0, limit: 200 }));
      const told = new Set(events.map(({ details }) => JSON.stringify(details)));
      expect(told.size).to.equal(100);
      // Those of one transaction stand together.
      for (const { seq, details } of events.filter((event) => !('second' in event.details)))
        expect(events[seq]?.details).to.deep.equal({ ...details, second: true });
    });

    it('are whole whatever is said in them', async () => {
      const store = await newStore(backend);
      const text = fc.string({ unit: 'binary', maxLength: 8 });
      const said = fc.sample(
        fc.record({ project: text, id: text, details: fc.dictionary(text, fc.jsonValue({ maxDepth: 2 })) }),
        { numRuns: 60, seed: 5 },
      );
      const lone = { project: 'a\ud800b', id: '\udc00', details: { 'k\ud800': '\udfff', nul: '\u0000' } };
      await record(
        store,
        ...[...said, lone].map(({ project, id, details }) =>
          anEvent({ project, details, actor: { kind: 'user', id, project } }),
        ),
      );
      expect((await verifyChain(store)).broken).to.equal(null);
      const events = await store.read((view) => readEvents(view, { after: 0, limit: 100 }));
      expect(events.map(({ details }) => JSON.stringify(details)).at(-1)).to.equal(
        '{"k\\ud800":"\\udfff","nul":"\\u0000"}',
      );
      expect(events.map(({ project }) => project)).to.deep.equal(
        [...said, lone].map(({ project }) => project.toWellFormed()),
      );
    });

    it('cannot be changed, deleted, swapped or cut unnoticed', async function () {
      this.timeout(300_000);
      const store = await newStore(backend);
      await record(store, ...Array.from({ length: COUNT }, (_, index) => anEvent({ details: { index } })));
      const read = async () =>
        await store.read(
          async ({ db }) => await db.selectFrom('events').selectAll().orderBy('seq').execute(),
        );
      const before = await read();
      /** Whether and where the chain is broken by a statement; undoes it. */
      const brokenBy = async (...statements: readonly string[]) => {
        for (const statement of statements) await tamper(store, statement);
        const { broken } = await verifyChain(store);
        await store.transaction(async ({ db, bulk }) => {
          await db.deleteFrom('events').execute();
          await bulk.insert('events', before);
          await bulk.change('chain', [
            { where: { id: 1 }, set: { seq: COUNT, hash: before.at(-1)?.hash ?? '' } },
          ]);
        });
        expect((await verifyChain(store)).broken).to.equal(null);
        return broken?.seq ?? null;
      };
      for (const row of before)
        for (const column of COLUMNS) {
          const value: EventsTable[typeof column] = row[column];
          const text = String(value);
          const end = text.endsWith('0') ? '1' : '0';
          const other = column === 'at_ms' ? `${Number(value) + 1}` : `'${text.slice(0, -1)}${end}'`;
          // The hash of an event is the one before of the next.
          const statement = `UPDATE events SET ${column} = ${other} WHERE seq = ${row.seq}`;
          expect(await brokenBy(statement), statement).to.equal(row.seq);
        }
      for (const { seq } of before) {
        expect(await brokenBy(`DELETE FROM events WHERE seq = ${seq}`)).to.equal(seq);
        // Also by one who moves up what comes behind it.
        const moved = before
          .filter((row) => row.seq > seq)
          .map((row) => `UPDATE events SET seq = ${row.seq - 1} WHERE seq = ${row.seq}`);
        expect(await brokenBy(`DELETE FROM events WHERE seq = ${seq}`, ...moved)).to.equal(seq);
      }
      expect(
        await brokenBy(
          'UPDATE events SET seq = 99 WHERE seq = 2',
          'UPDATE events SET seq = 2 WHERE seq = 3',
          'UPDATE events SET seq = 3 WHERE seq = 99',
        ),
      ).to.equal(2);
      expect(await brokenBy('DELETE FROM events WHERE seq > 2')).to.equal(3);
      expect(await brokenBy('DELETE FROM events')).to.equal(1);
      // The row that names the newest event does not fit either.
      expect(await brokenBy('UPDATE chain SET seq = 3')).to.equal(3);
      expect(await brokenBy(`UPDATE chain SET hash = '${NO_HASH}'`)).to.equal(4);
    });

    it('are followed over many pages', async function () {
      this.timeout(300_000);
      const store = await newStore(backend);
      await record(store, ...Array.from({ length: 2500 }, () => anEvent()));
      expect(await verifyChain(store)).to.nested.include({ 'head.seq': 2500, broken: null });
      await tamper(store, "UPDATE events SET node = 'm' WHERE seq = 2001");
      expect((await verifyChain(store)).broken).to.deep.equal({
        ...{ seq: 2001, why: 'event 2001 is not what its hash was made of' },
      });
    });
  });
