import { expect } from 'chai';
import { BmvError } from '../../../proto/error.ts';
import type { NewEvent } from '../../../registry/model.ts';
import { LostUpdate } from '../../../registry/store/tx.ts';
import { BACKENDS, codeOf, newDatabase, newStore, openFor } from '../../support/stores.ts';

const EVENT: NewEvent = {
  ...{ kind: 'node.seen', node: 'n', volume: '', project: '' },
  actor: { kind: 'registry', id: '', project: '' },
  details: {},
};

for (const backend of BACKENDS)
  describe(`a store on ${backend}`, () => {
    it('keeps what a transaction wrote, for others and for the next process', async () => {
      const location = await newDatabase(backend);
      const store = await openFor(location);
      const result = await store.transaction(async ({ bulk }) => {
        await bulk.insert('meta', [{ name: 'a', value: '1' }]);
        return 'done';
      });
      const other = await openFor(location);
      const rows = await other.read(async ({ db }) => await db.selectFrom('meta').selectAll().execute());
      expect([result, rows]).to.deep.equal(['done', [{ name: 'a', value: '1' }]]);
    });

    it('keeps nothing of a transaction that throws, and passes on what it threw', async () => {
      const store = await newStore(backend);
      const failure = store.transaction(async ({ bulk, record }) => {
        await bulk.insert('meta', [{ name: 'a', value: '1' }]);
        record(EVENT);
        throw new RangeError('no');
      });
      expect(await codeOf(failure)).to.equal('RangeError: no');
      expect(await store.read(async ({ db }) => await db.selectFrom('meta').selectAll().execute())).to.be
        .empty;
      expect(await store.read(async ({ db }) => await db.selectFrom('events').selectAll().execute())).to.be
        .empty;
    });

    it('shows nobody what is not committed', async () => {
      const store = await newStore(backend);
      await store.transaction(async ({ db, bulk }) => {
        await bulk.insert('meta', [{ name: 'a', value: '1' }]);
        expect(await db.selectFrom('meta').selectAll().execute()).to.have.length(1);
        expect(
          await store.read(async ({ db: outside }) => await outside.selectFrom('meta').selectAll().execute()),
        ).to.have.length(0);
      });
    });

    it('runs a transaction again that came behind another, a limited number of times', async () => {
      const store = await newStore(backend, { retries: { attempts: 5, firstPauseMs: 1 } });
      let attempts = 0;
      const lost = async () => {
        attempts += 1;
        throw new LostUpdate('volume v');
      };
      const failure = await store.transaction(lost).catch((error: unknown) => error);
      expect(failure).to.be.instanceOf(BmvError).with.property('code', 'STORE_CONFLICT');
      expect((failure as Error).message).to.match(/volume v was changed by somebody else .* try once more/);
      expect(attempts).to.equal(5);
    });

    it('takes no other transaction down with one that fails', async () => {
      const store = await newStore(backend);
      const one = (value: string) =>
        store.transaction(async ({ bulk }) => {
          await bulk.insert('meta', [{ name: value, value }]);
          if (value === '3') throw new Error('three');
          if (value === '5') await bulk.insert('meta', [{ name: value, value }]);
        });
      const ends = await Promise.allSettled(['1', '2', '3', '4', '5', '6'].map(one));
      expect(ends.map(({ status }) => status)).to.deep.equal([
        ...['fulfilled', 'fulfilled', 'rejected', 'fulfilled', 'rejected', 'fulfilled'],
      ]);
      const rows = await store.read(
        async ({ db }) => await db.selectFrom('meta').select('name').orderBy('name').execute(),
      );
      expect(rows.map(({ name }) => name)).to.deep.equal(['1', '2', '4', '6']);
    });

    it('counts to the number of transactions that added one, from two processes', async () => {
      const location = await newDatabase(backend);
      const stores = [await openFor(location), await openFor(location)];
      await stores[0]?.transaction(
        async ({ bulk }) => await bulk.insert('meta', [{ name: 'n', value: '0' }]),
      );
      const addOne = stores.flatMap((store) =>
        Array.from({ length: 20 }, () =>
          store.transaction(async ({ db, bulk }) => {
            const { value } = await db.selectFrom('meta').select('value').executeTakeFirstOrThrow();
            const change = { where: { name: 'n', value }, set: { value: `${Number(value) + 1}` } };
            if ((await bulk.change('meta', [change])) !== 1) throw new LostUpdate('n');
          }),
        ),
      );
      await Promise.all(addOne);
      const row = await stores[1]?.read(
        async ({ db }) => await db.selectFrom('meta').select('value').executeTakeFirst(),
      );
      expect(row?.value).to.equal('40');
    });

    it('has times of the database, in milliseconds since the epoch', async () => {
      const store = await newStore(backend);
      const seen = [await store.nowMs(), await store.transaction(async ({ nowMs }) => nowMs), Date.now()];
      for (const time of seen) expect(Math.abs(time - (seen[2] ?? 0))).to.be.lessThan(60_000);
      expect(seen).to.satisfy((times: number[]) => times.every(Number.isSafeInteger));
    });

    it('gives back every text as it was, and tells apart what differs in a blank or a case', async () => {
      const store = await newStore(backend);
      const names = [
        'a',
        'A',
        'a ',
        ' a',
        'ä',
        'a\u0308',
        '\'"\\%_?',
        'line\nbreak',
        '\u{1f600}',
        'nul\u0000l',
        '',
      ];
      await store.transaction(async ({ bulk }) => {
        await bulk.insert(
          'meta',
          names.map((name) => ({ name, value: `${name}!` })),
        );
        await bulk.put(
          'meta',
          ['name'],
          names.map((name) => ({ name, value: `${name}?` })),
        );
        const changes = names.map((name) => ({ where: { name, value: `${name}?` }, set: { value: name } }));
        expect(await bulk.change('meta', changes)).to.equal(names.length);
        expect(await bulk.insertNew('meta', { name: 'a', value: 'z' })).to.equal(false);
        expect(await bulk.insertNew('meta', { name: 'b', value: 'b' })).to.equal(true);
      });
      const rows = await store.read(async ({ db }) => await db.selectFrom('meta').selectAll().execute());
      expect(new Map(rows.map(({ name, value }) => [name, value]))).to.deep.equal(
        new Map([...names, 'b'].map((name) => [name, name])),
      );
    });

    it('takes integers up to 2^53, and fails rather than round a larger one', async () => {
      const store = await newStore(backend);
      const put = async (acked: number | string) =>
        await store.transaction(async ({ bulk }) => {
          await bulk.put(
            'boots',
            ['node', 'boot'],
            [{ node: 'n', boot: 'b', acked: acked as number, ended_at_ms: 0 }],
          );
        });
      const read = async () =>
        await store.read(async ({ db }) => await db.selectFrom('boots').select('acked').execute());
      await put(Number.MAX_SAFE_INTEGER);
      expect(await read()).to.deep.equal([{ acked: 9007199254740991 }]);
      await put('9007199254740993');
      expect(await codeOf(read())).to.match(/9007199254740993/);
    });

    it('refuses a text that is too long, whatever the database', async () => {
      const store = await newStore(backend);
      const put = async (length: number) =>
        await store.transaction(async ({ bulk }) => {
          await bulk.insert('meta', [{ name: 'ä'.repeat(length), value: '' }]);
        });
      await put(255);
      expect(await codeOf(put(256))).to.match(/Error/);
    });

    it('is not to be reached once it is closed, and says so', async () => {
      const store = await newStore(backend);
      await store.close();
      expect(await codeOf(store.transaction(async () => 1))).to.equal('STORE_FAILED');
      expect(
        await codeOf(store.nowMs().then(() => store.read(async ({ db }) => db.selectFrom('meta').execute()))),
      ).to.equal('STORE_FAILED');
    });
  });
