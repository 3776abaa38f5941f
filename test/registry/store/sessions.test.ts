import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { readEvents } from '../../../registry/store/events.ts';
import { readNode } from '../../../registry/store/nodes.ts';
import { StoredNonces } from '../../../registry/store/nonces.ts';
import { writePlan } from '../../../registry/store/plans.ts';
import { StoredSessions } from '../../../registry/store/sessions.ts';
import { BACKENDS, newDatabase, openFor, storeOfSuite } from '../../support/stores.ts';

const LEASE = { replica: 'one', leaseMs: 60_000 };

for (const backend of BACKENDS)
  describe(`sessions in ${backend}`, () => {
    const store = storeOfSuite(backend);
    const sessions = () => new StoredSessions(store());

    it('begin with epoch 1, nothing stored, and a node that is known from now on', async () => {
      const [node, boot] = [randomUUID(), randomUUID()];
      const start = await sessions().begin({ node, boot, ...LEASE });
      expect(start).to.deep.equal({ node, boot, epoch: 1, acked: 0, wantsInventory: true });
      expect(await store().read((view) => readNode(view, node))).to.include({
        uuid: node,
        inventoryAtMs: null,
      });
      const events = await store().read((view) => readEvents(view, { node, after: 0, limit: 9 }));
      expect(events.map(({ kind }) => kind)).to.deep.equal(['node.seen']);
    });

    it('fence those before them, which cannot be renewed', async () => {
      const [node, boot] = [randomUUID(), randomUUID()];
      const older = await sessions().begin({ node, boot, ...LEASE });
      const other = await sessions().begin({ node: randomUUID(), boot, ...LEASE });
      expect(await sessions().renew(older, 1000)).to.equal(true);
      const newer = await sessions().begin({ node, boot, ...LEASE, replica: 'two' });
      expect(newer.epoch).to.equal(2);
      expect(await sessions().renew(older, 1000)).to.equal(false);
      expect(await sessions().renewAll([older, other, newer], 1000)).to.deep.equal([older]);
      expect(await sessions().renewAll([], 1000)).to.deep.equal([]);
    });

    it('are told the newest boot, also when they have ended, and end without an error when fenced', async () => {
      const [node, boot] = [randomUUID(), randomUUID()];
      expect(await sessions().newestBoot(node)).to.equal(null);
      const session = await sessions().begin({ node, boot, ...LEASE });
      await sessions().end(session);
      await sessions().end({ ...session, epoch: 0 });
      expect(await sessions().newestBoot(node)).to.equal(boot);
      const lease = await store().read(
        async ({ db }) =>
          await db
            .selectFrom('sessions')
            .select('lease_until_ms')
            .where('node', '=', node)
            .executeTakeFirst(),
      );
      expect(lease?.lease_until_ms).to.be.at.most(await store().nowMs());
    });

    it('go on where their boot was, and from the beginning with another one', async () => {
      const [node, boot, next] = [randomUUID(), randomUUID(), randomUUID()];
      await sessions().begin({ node, boot, ...LEASE });
      const ack = async (acked: number) =>
        await store().transaction(
          async ({ db }) =>
            await db
              .updateTable('sessions')
              .set({ acked, wants_inventory: 0 })
              .where('node', '=', node)
              .execute(),
        );
      await ack(7);
      const begin = async (id: string) => await sessions().begin({ node, boot: id, ...LEASE });
      expect(await begin(boot)).to.include({ epoch: 2, acked: 7, wantsInventory: false });
      expect(await begin(next)).to.include({ epoch: 3, acked: 0, wantsInventory: true });
      await ack(3);
      expect(await begin(boot)).to.include({ epoch: 4, acked: 7, wantsInventory: true });
      expect(await begin(next)).to.include({ epoch: 5, acked: 3, wantsInventory: true });
    });

    it('remember a limited number of boots', async () => {
      const node = randomUUID();
      for (let count = 0; count < 14; count += 1)
        await sessions().begin({ node, boot: randomUUID(), ...LEASE });
      const boots = await store().read(
        async ({ db }) => await db.selectFrom('boots').select('boot').where('node', '=', node).execute(),
      );
      expect(boots).to.have.length(8);
    });

    it('get epochs that are all different, however many begin at the same time in two replicas', async () => {
      const location = await newDatabase(backend);
      const replicas = [
        new StoredSessions(await openFor(location)),
        new StoredSessions(await openFor(location)),
      ];
      const [node, boot] = [randomUUID(), randomUUID()];
      const starts = await Promise.all(
        replicas.flatMap((replica) =>
          Array.from({ length: 8 }, () => replica.begin({ node, boot, ...LEASE })),
        ),
      );
      expect(starts.map(({ epoch }) => epoch).sort((a, b) => a - b)).to.deep.equal(
        Array.from({ length: 16 }, (_, index) => index + 1),
      );
    });
  });

for (const backend of BACKENDS)
  describe(`what agents prove themselves by, in ${backend}`, () => {
    const store = storeOfSuite(backend);
    const sessions = () => new StoredSessions(store());

    it('is one secret of all replicas, made once', async () => {
      const secrets = await Promise.all(Array.from({ length: 5 }, () => sessions().serverSecret()));
      expect(new Set(secrets).size).to.equal(1);
      expect(secrets[0]).to.match(/^[0-9a-f]{64}$/);
    });

    it('is a challenge that is used once, and remembered until it expires', async () => {
      const nowMs = await store().nowMs();
      expect(await sessions().useChallenge('a', nowMs + 60_000)).to.equal(true);
      expect(await sessions().useChallenge('a', nowMs + 60_000)).to.equal(false);
      const both = await Promise.all([1, 2].map(() => sessions().useChallenge('b', nowMs + 60_000)));
      expect(both.sort()).to.deep.equal([false, true]);
      expect(await sessions().useChallenge('c', nowMs - 1)).to.equal(true);
      await sessions().useChallenge('d', nowMs + 60_000);
      const rows = await store().read(
        async ({ db }) => await db.selectFrom('challenges').select('id').execute(),
      );
      expect(rows.map(({ id }) => id).sort()).to.deep.equal(['a', 'b', 'd']);
    });

    it('is a nonce that vouches for few boots, before it expires, of the node that it is for', async () => {
      const sessions = () => new StoredSessions(store(), { nonceBoots: 2 });
      const [node, nonces] = [randomUUID(), new StoredNonces(store())];
      const nowMs = await nonces.nowMs();
      expect(await sessions().nonceOf(node)).to.equal(null);
      await nonces.putNonce(node, 'first', nowMs + 60_000);
      expect(await sessions().nonceOf(node)).to.equal('first');
      expect(await sessions().useNonce(node, 'other')).to.equal(false);
      expect(await sessions().useNonce(randomUUID(), 'first')).to.equal(false);
      expect((await nonces.nonces()).get(node)?.isUsed).to.equal(false);
      expect(await sessions().useNonce(node, 'first')).to.equal(true);
      // A deployment right behind a cleaning, before Ironic took another one.
      expect(await sessions().nonceOf(node)).to.equal('first');
      expect((await nonces.nonces()).get(node)?.isUsed).to.equal(true);
      const both = await Promise.all([1, 2].map(() => sessions().useNonce(node, 'first')));
      expect(both.sort()).to.deep.equal([false, true]);
      expect(await sessions().nonceOf(node)).to.equal(null);
      expect((await nonces.nonces()).get(node)).to.deep.equal({
        ...{ nonce: 'first', expiresAtMs: nowMs + 60_000, isUsed: true },
      });
      await nonces.putNonce(node, 'second', nowMs - 1);
      expect([await sessions().nonceOf(node), await sessions().useNonce(node, 'second')]).to.deep.equal([
        null,
        false,
      ]);
      await nonces.dropNonce(node);
      await nonces.dropNonce(node);
      expect((await nonces.nonces()).has(node)).to.equal(false);
    });
  });

for (const backend of BACKENDS)
  describe(`plans in ${backend}`, () => {
    const store = storeOfSuite(backend);
    const sessions = () => new StoredSessions(store());

    it('have revision 0 before anything was asked for, and grow by one', async () => {
      const node = randomUUID();
      expect(await sessions().planOf(node)).to.deep.equal({ revision: 0, volumes: [] });
      const write = async (revision: number) =>
        await store().transaction((tx) => writePlan(tx, node, { revision, volumes: [] }));
      expect([await write(0), await write(1)]).to.deep.equal([1, 2]);
      expect((await sessions().planOf(node)).revision).to.equal(2);
    });

    it('are found among many where they are newer than what is known', async () => {
      const nodes = [randomUUID(), randomUUID(), randomUUID()];
      for (const [index, node] of nodes.entries())
        for (let revision = 0; revision < index; revision += 1)
          await store().transaction((tx) => writePlan(tx, node, { revision, volumes: [] }));
      const newer = await sessions().newerPlans(
        new Map([...nodes.map((node): [string, number] => [node, 1]), [randomUUID(), 0]]),
      );
      expect([...newer.keys()]).to.deep.equal([nodes[2]]);
      expect(newer.get(nodes[2] ?? '')).to.deep.equal({ revision: 2, volumes: [] });
      expect((await sessions().newerPlans(new Map())).size).to.equal(0);
    });
  });
