import { expect } from 'chai';
import fc from 'fast-check';
import type { Body } from '../../../proto/channel.ts';
import { ReportIngest } from '../../../registry/ingest/ingest.ts';
import { verifyChain } from '../../../registry/store/events.ts';
import { readNodeState } from '../../../registry/store/node-states.ts';
import { readPlan } from '../../../registry/store/plans.ts';
import { listRuns } from '../../../registry/store/runs.ts';
import { StoredSessions } from '../../../registry/store/sessions.ts';
import type { Store } from '../../../registry/store/store.ts';
import { listVolumes, writeVolumes } from '../../../registry/store/volumes.ts';
import { logLines } from '../../support/log-lines.ts';
import {
  aDiskReport,
  anIdentity,
  aReservation,
  aVolume,
  aVolumeEvent,
  MIB,
  shown,
  volumeId,
} from '../../support/registry-records.ts';
import { type Replica, ReportingAgent } from '../../support/reporting-agent.ts';
import { newStore } from '../../support/stores.ts';

const NODES = 3;
/** Of these the first of each node was asked for; the others nobody knows. */
const VOLUMES = 5;

const volumeReport = fc
  .record({
    number: fc.nat({ max: VOLUMES }),
    at: fc.constantFrom(50, 50, 50, 20),
    state: fc.constantFrom('available', 'missing'),
  })
  .map(({ number, at, state }) =>
    shown(aVolume({ id: volumeId(number) }), {
      offset: at * MIB + number * 2 * MIB,
      length: MIB,
      state: state as 'available',
    }),
  );
const disk = fc
  .record({
    serial: fc.constantFrom('S1', 'S2'),
    volumes: fc.uniqueArray(volumeReport, { selector: ({ id }) => id, maxLength: 3 }),
  })
  .map(({ serial, volumes }) =>
    aDiskReport({ device: `/dev/${serial}`, identity: anIdentity({ serial, wwn: null }), volumes }),
  );

/** What agents may say, sensible or not. */
const anyBody: fc.Arbitrary<Body> = fc.oneof(
  fc
    .uniqueArray(disk, { selector: ({ device }) => device, maxLength: 2 })
    .map((disks) => ({ type: 'inventory' as const, takenAtMs: 1, disks, unreadable: [] })),
  fc
    .record({
      change: fc.constantFrom('created', 'extended', 'released', 'lost', 'found', 'altered', 'verified'),
      volume: volumeReport,
    })
    .map(({ change, volume }) => ({
      ...aVolumeEvent(change as 'created', volume, { disk: anIdentity({ serial: 'S1', wwn: null }) }),
      type: 'volume-event' as const,
    })),
  fc
    .record({
      run: fc.nat({ max: 2 }),
      type: fc.constantFrom('step-started', 'step-progress', 'step-finished'),
    })
    .map(({ run, type }): Body => {
      const started = { run: volumeId(100 + run), step: 's', kind: 'deploy', atMs: 1 } as const;
      if (type === 'step-started') return { type, ...started };
      if (type === 'step-progress')
        return { type, run: started.run, phase: 'p', doneBytes: run, totalBytes: null, atMs: 1 };
      const failure = run === 0 ? { code: 'X', message: 'y' } : null;
      return {
        type: 'step-finished',
        ...started,
        failure,
        durationMs: 1,
        bytesWritten: 0,
        bytesDownloaded: 0,
      };
    }),
);

interface Fleet {
  readonly store: Store;
  readonly agents: readonly ReportingAgent[];
  readonly replica: Replica;
}

async function aFleet(names: readonly string[]): Promise<Fleet> {
  const store = await newStore('sqlite');
  const replica = { sessions: new StoredSessions(store), ingest: new ReportIngest(store, logLines().log) };
  const agents = names.map(() => new ReportingAgent());
  for (const agent of agents) await agent.begin(replica);
  const asked = agents.map(({ node }, index) =>
    aReservation({ id: volumeId(index), node, generation: 0, createdAtMs: 1, updatedAtMs: 1 }),
  );
  await store.transaction((tx) => writeVolumes(tx, asked));
  return { store, agents, replica };
}

/** All that is known, without times, numbers of writes and random ids; nodes by their place. */
async function pictureOf({ store, agents }: Fleet): Promise<string> {
  const parts: unknown[] = [];
  for (const { node } of agents) {
    const state = await store.read((view) => readNodeState(view, node));
    const plan = await store.read((view) => readPlan(view, node));
    const runs = await store.read((view) => listRuns(view, { node, before: null, limit: 99 }));
    const { disks = [], claims = [], alarms = [] } = state ?? {};
    // Their order is that of their ages.
    const planned = plan.volumes.toSorted((a, b) => (a.id < b.id ? -1 : 1));
    const byRun = runs.toSorted((a, b) => (a.run < b.run ? -1 : 1));
    parts.push(disks, claims, alarms.map(({ kind, volume }) => `${kind} ${volume}`).sort(), planned, byRun);
  }
  parts.push(await store.read((view) => listVolumes(view, { after: null, limit: 99 })));
  const times = new Set([
    ...['seenAtMs', 'createdAtMs', 'updatedAtMs', 'policySinceMs', 'startedAtMs', 'endedAtMs'],
    'generation',
  ]);
  const text = JSON.stringify(parts, (key, value: unknown) => (times.has(key) ? 0 : value));
  return agents.reduce((all, { node }, index) => all.replaceAll(node, `node ${index}`), text);
}

/** What was told, in its order. */
async function toldBy({ store, agents }: Fleet): Promise<readonly string[]> {
  const rows = await store.read(
    async ({ db }) =>
      await db.selectFrom('events').select(['node', 'kind', 'volume']).orderBy('seq').execute(),
  );
  const place = (node: string) => agents.findIndex((agent) => agent.node === node);
  return rows.map(({ node, kind, volume }) => `${place(node)} ${kind} ${volume}`);
}

describe('reports that are stored together', function () {
  this.timeout(600_000);

  it('change what they would one behind the other, and tell the same', async () => {
    const script = fc.array(fc.tuple(fc.nat({ max: NODES - 1 }), anyBody), { minLength: 2, maxLength: 14 });
    await fc.assert(
      fc.asyncProperty(script, fc.nat({ max: 14 }), async (reports, first) => {
        const names = Array.from({ length: NODES }, (_, index) => `${index}`);
        const [single, together] = [await aFleet(names), await aFleet(names)];
        const sequences = names.map(() => 0);
        const numbered = reports.map(([index, body]) => {
          sequences[index] = (sequences[index] ?? 0) + 1;
          return { index, body, sequence: sequences[index] ?? 0 };
        });
        const send = async (fleet: Fleet, { index, body, sequence }: (typeof numbered)[number]) =>
          await fleet.agents[index]?.send(fleet.replica, body, sequence);
        for (const report of numbered) await send(single, report);
        for (const some of [numbered.slice(0, first), numbered.slice(first)])
          await Promise.all(some.map((report) => send(together, report)));
        expect(await pictureOf(together)).to.equal(await pictureOf(single));
        expect(await toldBy(together)).to.deep.equal(await toldBy(single));
        expect((await verifyChain(together.store)).broken).to.equal(null);
        for (const { store } of [single, together]) await store.close();
      }),
      { numRuns: 60, seed: 3 },
    );
  });
});
