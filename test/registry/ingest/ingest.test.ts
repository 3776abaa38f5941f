import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import type { Body } from '../../../proto/channel.ts';
import type { DiskReport } from '../../../proto/report.ts';
import type { NodeState } from '../../../registry/decisions/node-state.ts';
import { ReportIngest } from '../../../registry/ingest/ingest.ts';
import type { Volume } from '../../../registry/model.ts';
import { applyDecisions } from '../../../registry/store/apply-decision.ts';
import { readEvents, verifyChain } from '../../../registry/store/events.ts';
import { readNodeState } from '../../../registry/store/node-states.ts';
import { readNode } from '../../../registry/store/nodes.ts';
import { readPlan } from '../../../registry/store/plans.ts';
import { readRuns } from '../../../registry/store/runs.ts';
import { StoredSessions } from '../../../registry/store/sessions.ts';
import { readVolume, writeVolumes } from '../../../registry/store/volumes.ts';
import { logLines } from '../../support/log-lines.ts';
import { aDiskReport, aReservation, aVolume, aVolumeEvent, shown } from '../../support/registry-records.ts';
import { type Replica, ReportingAgent, toldOf } from '../../support/reporting-agent.ts';
import { BACKENDS, codeOf, storeOfSuite } from '../../support/stores.ts';

const PROGRESS = { type: 'step-progress', phase: 'write', doneBytes: 5, totalBytes: null, atMs: 1 } as const;

function inventoryOf(...disks: readonly DiskReport[]): Extract<Body, { type: 'inventory' }> {
  return { type: 'inventory', takenAtMs: 1, disks, unreadable: [] };
}

for (const backend of BACKENDS)
  describe(`ingest into ${backend}`, () => {
    const store = storeOfSuite(backend);
    let replica: Replica & { readonly ingest: ReportIngest };
    let lines: Record<string, unknown>[];

    beforeEach(() => {
      const { log, lines: written } = logLines();
      lines = written;
      replica = { sessions: new StoredSessions(store()), ingest: new ReportIngest(store(), log) };
    });

    async function anAgent(): Promise<ReportingAgent> {
      const agent = new ReportingAgent();
      await agent.begin(replica);
      return agent;
    }

    const stateOf = async (agent: ReportingAgent) =>
      await store().read((view) => readNodeState(view, agent.node));
    const sessionOf = async ({ node }: ReportingAgent) =>
      await store().read(
        async ({ db }) =>
          await db.selectFrom('sessions').selectAll().where('node', '=', node).executeTakeFirstOrThrow(),
      );
    /** Puts a volume into the store, as a request would. */
    const ask = async (volume: Volume) => await store().transaction((tx) => writeVolumes(tx, [volume]));

    it('acknowledges what is stored, and tells of steps, but not of their progress', async () => {
      const agent = await anAgent();
      const { run } = agent.stepReport(1);
      const sent = [
        agent.stepReport(1),
        { ...PROGRESS, run },
        { ...PROGRESS, run, doneBytes: 9 },
        agent.stepReport(2),
      ];
      const stored = await Promise.all(sent.map((body, index) => agent.send(replica, body, index + 1)));
      expect(stored.at(-1)).to.deep.equal({ acked: 4, wantsInventory: true });
      expect(await toldOf(store(), agent.node)).to.deep.equal(['node.seen', ...agent.expectedEvents(2)]);
      const [found] = await store().read((view) => readRuns(view, [run]));
      expect(found).to.include({ state: 'succeeded', doneBytes: 9, step: 'write_image', node: agent.node });
      expect((await sessionOf(agent)).acked).to.equal(4);
    });

    it('stores a report once, and answers with what is stored', async () => {
      const agent = await anAgent();
      await agent.send(replica, agent.stepReport(1), 1);
      const before = await toldOf(store(), agent.node);
      const again = await Promise.all(
        [1, 1].map((sequence) => agent.send(replica, agent.stepReport(3), sequence)),
      );
      expect(again.map(({ acked }) => acked)).to.deep.equal([1, 1]);
      expect(await toldOf(store(), agent.node)).to.deep.equal(before);
    });

    it('wants an inventory where a report was missed, in the next session too, until one is stored', async () => {
      const agent = await anAgent();
      expect(await agent.send(replica, inventoryOf(), 1)).to.deep.equal({ acked: 1, wantsInventory: false });
      expect(await agent.send(replica, agent.stepReport(1), 4, 3)).to.deep.equal({
        acked: 4,
        wantsInventory: true,
      });
      const start = await replica.sessions.begin({ ...agent.session, replica: 'r', leaseMs: 1 });
      expect(start).to.include({ acked: 4, wantsInventory: true, epoch: 2 });
      await agent.begin(replica);
      expect(await agent.send(replica, inventoryOf(), 9, 4)).to.deep.equal({
        acked: 9,
        wantsInventory: false,
      });
    });

    it('stores nothing for a session that a newer one has taken the place of', async () => {
      const agent = await anAgent();
      const older = agent.session;
      await agent.begin(replica);
      const { ingest } = replica;
      expect(await codeOf(ingest.store(older, agent.envelope(agent.stepReport(1), 1)))).to.equal(
        'SESSION_FENCED',
      );
      const foreign = { ...agent.session, boot: randomUUID() };
      expect(await codeOf(ingest.store(foreign, agent.envelope(agent.stepReport(1), 1)))).to.equal(
        'SESSION_FENCED',
      );
      expect(await toldOf(store(), agent.node)).to.deep.equal(['node.seen']);
      expect(ingest.counts).to.include({ fenced: 2, stored: 0 });
    });

    it('knows of an inventory the disks and what they claim', async () => {
      const agent = await anAgent();
      const volume = aVolume({ id: randomUUID(), node: agent.node, generation: 0 });
      await ask(volume);
      await agent.send(replica, inventoryOf(aDiskReport({ volumes: [shown(volume)] })), 1);
      const state = await stateOf(agent);
      expect(state?.disks.map(({ isPresent, report }) => [isPresent, report.device])).to.deep.equal([
        [true, '/dev/sda'],
      ]);
      expect(state?.claims.map((claim) => claim.volume)).to.deep.equal([volume.id]);
      expect(state?.node.inventoryAtMs).to.be.greaterThan(0);
      await agent.send(replica, inventoryOf(), 2);
      const later = await stateOf(agent);
      expect(later?.disks.map(({ isPresent }) => isPresent)).to.deep.equal([false]);
      expect(later?.volumes.map(({ state: now, stateBefore }) => [now, stateBefore])).to.deep.equal([
        ['missing', 'available'],
      ]);
      const told = await toldOf(store(), agent.node);
      expect(told).to.deep.equal(['node.seen', 'disk.found', 'disk.gone', 'volume.missing']);
    });

    it('takes a reserved volume along when its agent has made it, and revises the plan of the node', async () => {
      const agent = await anAgent();
      const volume = aReservation({ id: randomUUID(), node: agent.node, generation: 0 });
      await ask(volume);
      const made = shown(aVolume({ id: volume.id }));
      await agent.send(replica, inventoryOf(aDiskReport()), 1);
      await agent.send(replica, { type: 'volume-event', ...aVolumeEvent('created', made) }, 2);
      const now = await store().read((view) => readVolume(view, volume.id));
      expect(now).to.include({ state: 'available', offset: made.offset, generation: 2 });
      const plan = await store().read((view) => readPlan(view, agent.node));
      expect(plan.volumes.map(({ id, state }) => [id, state])).to.deep.equal([[volume.id, 'in-use']]);
      expect(plan.revision).to.equal(1);
      expect(await toldOf(store(), agent.node)).to.include('volume.created');
    });

    it('quarantines what nobody asked for, once, also where two nodes show it at the same time', async () => {
      const agents = [await anAgent(), await anAgent()];
      const claim = shown(aVolume({ id: randomUUID() }));
      const inventory = inventoryOf(aDiskReport({ volumes: [claim] }));
      await Promise.all(agents.map((agent) => agent.send(replica, inventory, 1)));
      const volume = await store().read((view) => readVolume(view, claim.id));
      expect(volume).to.include({ state: 'quarantined', project: '' });
      const states = await Promise.all(agents.map(stateOf));
      const alarms = states.map((state) => state?.alarms.map(({ kind }) => kind));
      expect(alarms).to.have.deep.members([['unknown-claim'], ['other-node']]);
      await Promise.all(agents.map((agent) => agent.send(replica, inventory, 2)));
      const untimed = (state: NodeState | null) => ({ ...state, node: state?.node.generation });
      expect((await Promise.all(agents.map(stateOf))).map(untimed)).to.deep.equal(states.map(untimed));
    });

    it('writes of an inventory that says nothing new only when it was taken', async () => {
      const agent = await anAgent();
      const volume = aVolume({ id: randomUUID(), node: agent.node, generation: 0 });
      await ask(volume);
      const disk = aDiskReport({ volumes: [shown(volume)] });
      await agent.send(replica, inventoryOf(disk), 1);
      // What no report may change shows that nothing was looked at.
      await store().transaction(async ({ db }) => {
        await db.deleteFrom('claims').where('node', '=', agent.node).execute();
      });
      const before = await sessionOf(agent);
      await agent.send(replica, { ...inventoryOf(disk), takenAtMs: 2 }, 2);
      const after = await sessionOf(agent);
      expect(after.inventory_at_ms).to.be.at.least(before.inventory_at_ms ?? 0);
      const { acked, seen_at_ms, inventory_at_ms, ...rest } = before;
      expect(after).to.deep.include(rest);
      expect((await stateOf(agent))?.claims).to.deep.equal([]);
    });

    it('compares the same inventory again when something about its node was decided, or after a while', async () => {
      const agent = await anAgent();
      const volume = aVolume({ id: randomUUID(), node: agent.node, generation: 0 });
      await ask(volume);
      const inventory = inventoryOf(aDiskReport({ volumes: [shown(volume)] }));
      await agent.send(replica, inventory, 1);
      const forget = async () =>
        await store().transaction(async ({ db }) => {
          await db.deleteFrom('claims').where('node', '=', agent.node).execute();
        });
      await forget();
      const state = await stateOf(agent);
      if (!state) throw new Error('the node is not known');
      const decision = {
        volumes: [{ ...volume, generation: 1 }],
        alarms: [],
        events: [],
        planChanges: false,
      };
      await store().transaction((tx) => applyDecisions(tx, [{ state, decision }]));
      await agent.send(replica, inventory, 2);
      expect((await stateOf(agent))?.claims).to.have.length(1);
      await forget();
      const { log } = logLines();
      const impatient = { ...replica, ingest: new ReportIngest(store(), log, { reconcileAgainMs: 0 }) };
      await agent.send(impatient, inventory, 3);
      expect((await stateOf(agent))?.claims).to.have.length(1);
    });

    it('heeds an inventory that is the same as the one before an event', async () => {
      const agent = await anAgent();
      const volume = aVolume({ id: randomUUID(), node: agent.node, generation: 0 });
      await ask(volume);
      const inventory = inventoryOf(aDiskReport({ volumes: [shown(volume)] }));
      const lost = { type: 'volume-event', ...aVolumeEvent('lost', shown(volume)) } as const;
      const volumeNow = async () => (await store().read((view) => readVolume(view, volume.id)))?.state;
      await Promise.all([agent.send(replica, inventory, 1), agent.send(replica, lost, 2)]);
      expect(await volumeNow()).to.equal('missing');
      await agent.send(replica, inventory, 3);
      expect(await volumeNow()).to.equal('available');
      await Promise.all([agent.send(replica, lost, 4), agent.send(replica, inventory, 5)]);
      expect(await volumeNow()).to.equal('available');
    });

    it('gives up one report that cannot be stored, keeps that it did, and stores all others', async () => {
      const agents = await Promise.all(Array.from({ length: 8 }, anAgent));
      const poison = { ...agents[0]?.stepReport(1), step: 'x'.repeat(300) } as Body;
      const sent = agents.flatMap((agent, index) => [
        agent.send(replica, agent.stepReport(1), 1),
        agent.send(replica, index === 5 ? { ...poison } : agent.stepReport(2), 2),
        agent.send(replica, agent.stepReport(3), 3),
      ]);
      const stored = await Promise.all(sent);
      expect(Math.max(...stored.map(({ acked }) => acked))).to.equal(3);
      for (const [index, agent] of agents.entries()) {
        const told = await toldOf(store(), agent.node);
        const [started, ended, next] = agent.expectedEvents(3);
        expect(told).to.deep.equal(
          index === 5
            ? ['node.seen', started, 'report.rejected', `step.failed ${started?.split(' ')[1]}`, next]
            : ['node.seen', started, ended, next],
        );
      }
      const sick = agents[5] as ReportingAgent;
      const events = await store().read((view) => readEvents(view, { node: sick.node, after: 0, limit: 9 }));
      const rejected = events.find(({ kind }) => kind === 'report.rejected');
      expect(rejected?.details).to.include({ boot: sick.boot, sequence: 2, type: 'step-started' });
      expect((await sessionOf(sick)).wants_inventory).to.equal(1);
      expect(replica.ingest.counts).to.include({ rejected: 1, stored: 24, failed: 0 });
      const logged = lines.filter(({ msg }) => String(msg).includes('was given up'));
      expect(logged).to.have.length(1);
      expect(logged[0]).to.include({ level: 50, node: sick.node, sequence: 2 });
    });

    it('stores together what comes together, each session in its order', async () => {
      const agents = await Promise.all(Array.from({ length: 40 }, anAgent));
      await Promise.all(
        agents.flatMap((agent) =>
          [1, 2, 3, 4, 5].map((sequence) => agent.send(replica, agent.stepReport(sequence), sequence)),
        ),
      );
      for (const agent of agents)
        expect(await toldOf(store(), agent.node)).to.deep.equal(['node.seen', ...agent.expectedEvents(5)]);
      expect(replica.ingest.counts).to.include({ stored: 200, batches: 1 });
      expect((await verifyChain(store())).broken).to.equal(null);
    });

    it('takes no more into one transaction than it may, and refuses what is too much to wait', async () => {
      const { log } = logLines();
      const ingest = new ReportIngest(store(), log, { maxBatch: 10, maxWaiting: 30 });
      const agents = await Promise.all(Array.from({ length: 2 }, anAgent));
      const small = { ...replica, ingest };
      const sent = agents.flatMap((agent) =>
        Array.from({ length: 20 }, (_, index) => agent.send(small, agent.stepReport(index + 1), index + 1)),
      );
      const ends = await Promise.allSettled(sent);
      const refused = ends.flatMap((end) => (end.status === 'rejected' ? [end.reason.code] : []));
      expect(refused).to.deep.equal(Array.from({ length: 10 }, () => 'STORE_FAILED'));
      expect(ingest.counts).to.include({ stored: 30, batches: 3, failed: 10 });
      const [first, second] = agents as [ReportingAgent, ReportingAgent];
      // Nothing overtakes what was refused.
      expect(await codeOf(second.send(small, second.stepReport(12), 12))).to.equal('STORE_FAILED');
      await second.send(small, second.stepReport(11), 11);
      await second.send(small, second.stepReport(12), 12);
      expect(await toldOf(store(), second.node)).to.deep.equal(['node.seen', ...second.expectedEvents(12)]);
      expect(await toldOf(store(), first.node)).to.deep.equal(['node.seen', ...first.expectedEvents(20)]);
    });

    it('notes what the machine says of itself in its hello, which has no number', async () => {
      const agent = await anAgent();
      const hello: Extract<Body, { type: 'hello' }> = {
        ...{ type: 'hello', protocol: 1, agentVersion: '1', agentBuild: '1', nodeUuid: agent.node },
        ...{
          systemUuid: randomUUID(),
          systemSerial: 'S',
          macAddresses: ['52:54:00:00:00:01'],
          acked: 0,
          newest: 0,
        },
      };
      expect(await agent.send(replica, hello, 0, 0)).to.include({ acked: 0 });
      expect(await store().read((view) => readNode(view, agent.node))).to.deep.include({
        ...{ systemUuid: hello.systemUuid, systemSerial: 'S', macAddresses: hello.macAddresses },
      });
    });

    it('acknowledges what a newer agent says that it has no word for', async () => {
      const agent = await anAgent();
      expect(await agent.send(replica, { type: 'unknown' }, 1)).to.include({ acked: 1 });
      expect(await toldOf(store(), agent.node)).to.deep.equal(['node.seen']);
    });

    it('keeps apart what nobody vouches for', async () => {
      const agent = new ReportingAgent();
      const { ingest } = replica;
      await ingest.storeUntrusted('serial:1', agent.envelope(inventoryOf(aDiskReport()), 1));
      await ingest.storeUntrusted('serial:2', agent.envelope(agent.stepReport(1), 2));
      const rows = await store().read(
        async ({ db }) => await db.selectFrom('untrusted_inventories').select('machine').execute(),
      );
      expect(rows).to.deep.equal([{ machine: 'serial:1' }]);
      expect(await stateOf(agent)).to.equal(null);
    });
  });
