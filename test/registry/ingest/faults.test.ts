import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import { ReportIngest } from '../../../registry/ingest/ingest.ts';
import { type Backend, UncertainCommit } from '../../../registry/store/backend.ts';
import { verifyChain } from '../../../registry/store/events.ts';
import type { StoreOptions } from '../../../registry/store/open.ts';
import { StoredSessions } from '../../../registry/store/sessions.ts';
import { SqliteBackend } from '../../../registry/store/sqlite/backend.ts';
import { RETRY_DEFAULTS, Store } from '../../../registry/store/store.ts';
import { logLines } from '../../support/log-lines.ts';
import { type Replica, ReportingAgent, toldOf } from '../../support/reporting-agent.ts';
import { seededRandom } from '../../support/seeded-random.ts';
import { sharedMariaDb } from '../../support/shared-mariadb.ts';
import { BACKENDS, codeOf, newDatabase, openFor } from '../../support/stores.ts';

/** Gives up soon, so that what comes of it is seen soon. */
const HASTY: StoreOptions = { retries: { attempts: 3, firstPauseMs: 1, mostPauseMs: 5 } };

interface TestReplica extends Replica {
  readonly store: Store;
  readonly ingest: ReportIngest;
  readonly lines: Record<string, unknown>[];
}

function replicaOn(store: Store, options: ConstructorParameters<typeof ReportIngest>[2] = {}): TestReplica {
  const { log, lines } = logLines();
  return { store, sessions: new StoredSessions(store), ingest: new ReportIngest(store, log, options), lines };
}

function messages(
  lines: readonly Record<string, unknown>[],
  text: string,
): readonly Record<string, unknown>[] {
  return lines.filter(({ msg }) => String(msg).includes(text));
}

/** A backend whose transactions are run otherwise. */
function wrapped(backend: SqliteBackend, attempt: Backend['attempt']): Backend {
  const { kind, name, columns, view } = backend;
  return {
    ...{ kind, name, columns, view, attempt },
    nowMs: async () => await backend.nowMs(),
    doubts: async () => await backend.doubts(),
    backup: async (path) => await backend.backup(path),
    close: async () => await backend.close(),
    faultOf: (error) => (error instanceof UncertainCommit ? 'down' : backend.faultOf(error)),
  };
}

/** Holds the store to what agents sent: nothing is lost, nothing doubled, all in order, and the chain is whole. */
async function expectWhole(store: Store, agents: readonly ReportingAgent[], count: number): Promise<void> {
  for (const agent of agents)
    expect(await toldOf(store, agent.node)).to.deep.equal(['node.seen', ...agent.expectedEvents(count)]);
  const { head, broken } = await verifyChain(store);
  expect([head.seq, broken]).to.deep.equal([agents.length * (count + 1), null]);
}

describe('ingest while the database fails', function () {
  this.timeout(300_000);

  it('refuses what does not fit on a full disk, keeps what it acknowledged, and goes on when there is room', async () => {
    const location = await newDatabase('sqlite');
    const small = replicaOn(await openFor(location, { ...HASTY, sqlite: { maxBytes: 600_000 } }));
    let replica: TestReplica = small;
    const agents = Array.from({ length: 6 }, () => new ReportingAgent());
    const done = Promise.all(agents.map((agent) => agent.reportSteps(() => replica, 200)));
    while (agents.some(({ endings }) => endings.length < 3)) await sleep(5);
    const acked = agents.map((agent) => agent.acked);
    expect(Math.max(...acked)).to.be.lessThan(200);
    for (const [index, agent] of agents.entries()) {
      expect(agent.endings).to.include('STORE_FAILED');
      const told = await toldOf(small.store, agent.node);
      expect(told.length - 1).to.be.at.least(acked[index] ?? 0);
      expect(told.slice(1)).to.deep.equal(agent.expectedEvents(told.length - 1));
    }
    expect(small.ingest.waiting).to.be.at.most(6 * 16);
    expect(messages(small.lines, 'reports cannot be stored')[0]?.why).to.match(/does not work: .*full/);
    replica = replicaOn(await openFor(location, HASTY));
    await done;
    await expectWhole(replica.store, agents, 200);
  });

  it('waits for another program that has the file locked for a moment, and fails where it keeps it', async () => {
    const location = await newDatabase('sqlite');
    const patient = replicaOn(await openFor(location));
    const hasty = replicaOn(await openFor(location, HASTY));
    const agent = new ReportingAgent();
    await agent.begin(patient);
    const other = new DatabaseSync(location);
    other.exec('BEGIN IMMEDIATE');
    const waiting = agent.send(patient, agent.stepReport(1), 1);
    await sleep(100);
    other.exec('COMMIT');
    expect(await waiting).to.include({ acked: 1 });
    expect(patient.lines).to.deep.equal([]);

    other.exec('BEGIN IMMEDIATE');
    const failing = agent.send(hasty, agent.stepReport(2), 2);
    expect(await codeOf(failing)).to.equal('STORE_FAILED');
    expect(await failing.catch((error: Error) => error.message)).to.match(/report 2 of node .* locked/);
    // Reads go on meanwhile.
    expect(await toldOf(hasty.store, agent.node)).to.deep.equal(['node.seen', ...agent.expectedEvents(1)]);
    expect(await codeOf(agent.send(hasty, agent.stepReport(2), 2))).to.equal('STORE_FAILED');
    other.exec('ROLLBACK');
    other.close();
    await agent.send(hasty, agent.stepReport(2), 2);
    await expectWhole(hasty.store, [agent], 2);
    expect(messages(hasty.lines, 'reports cannot be stored')).to.have.length(1);
    const [again] = messages(hasty.lines, 'reports are stored again');
    expect(again).to.include({ level: 30, failures: 2 });
  });

  it('loses and doubles nothing when MariaDB is killed and started again', async () => {
    const server = await sharedMariaDb();
    const location = await newDatabase('mariadb');
    const replica = replicaOn(await openFor(location, HASTY));
    const agents = Array.from({ length: 8 }, () => new ReportingAgent());
    const done = Promise.all(agents.map((agent) => agent.reportSteps(() => replica, 150)));
    for (const least of [20, 70]) {
      while (agents.some(({ acked }) => acked < least)) await sleep(2);
      const endings = agents.map((agent) => agent.endings.length);
      await server.kill();
      while (agents.some((agent, index) => agent.endings.length === endings[index])) await sleep(2);
      expect(replica.ingest.waiting).to.be.at.most(8 * 16);
      await server.restart();
    }
    await done;
    await expectWhole(replica.store, agents, 150);
    const failed = messages(replica.lines, 'reports cannot be stored').length;
    expect(failed).to.be.within(1, 20);
    expect(messages(replica.lines, 'reports are stored again')).to.have.length(failed);
    for (const agent of agents) expect(new Set(agent.endings)).to.deep.equal(new Set(['STORE_FAILED']));
  });

  it('fails one report alone that always comes too late, and stores the others', async () => {
    const location = await newDatabase('sqlite');
    const agents = Array.from({ length: 9 }, () => new ReportingAgent());
    const [sick] = agents as [ReportingAgent];
    const backend = new SqliteBackend(location);
    await openFor(location);
    const replica = replicaOn(
      new Store(
        wrapped(backend, async (work) =>
          backend.attempt((unit) => {
            const change: typeof unit.bulk.change = async (table, changes) =>
              await unit.bulk.change(
                table,
                changes.filter(
                  ({ where }) => !('acked' in where && 'node' in where && where.node === sick.node),
                ),
              );
            return work({ ...unit, bulk: { ...unit.bulk, change } });
          }),
        ),
        { attempts: 2, firstPauseMs: 1, mostPauseMs: 1 },
      ),
    );
    for (const agent of agents) await agent.begin(replica);
    const ends = await Promise.all(
      agents.map((agent) => codeOf(agent.send(replica, agent.stepReport(1), 1))),
    );
    expect(ends).to.deep.equal(['STORE_FAILED', ...Array.from({ length: 8 }, () => 'it did not fail')]);
    await backend.close();
  });

  it('gives up few reports where it is not they that are wrong', async () => {
    const location = await newDatabase('sqlite');
    const backend = new SqliteBackend(location);
    const whole = await openFor(location);
    let isSick = true;
    const replica = replicaOn(
      new Store(
        wrapped(backend, async (work) =>
          backend.attempt((unit) => {
            const put: typeof unit.bulk.put = async (table, ...rest) => {
              if (isSick && table === 'runs') throw new TypeError('a fault of this program');
              await unit.bulk.put(table, ...rest);
            };
            return work({ ...unit, bulk: { ...unit.bulk, put } });
          }),
        ),
        RETRY_DEFAULTS,
      ),
      { maxGivenUp: 3 },
    );
    const agent = new ReportingAgent();
    const done = agent.reportSteps(() => replica, 40, 40);
    while (agent.endings.length < 2) await sleep(1);
    expect(await toldOf(whole, agent.node)).to.deep.equal([
      ...['node.seen', 'report.rejected', 'report.rejected', 'report.rejected'],
    ]);
    isSick = false;
    await done;
    const told = await toldOf(whole, agent.node);
    expect(told.slice(4)).to.deep.equal(agent.expectedEvents(40).slice(3));
    expect(messages(replica.lines, 'reports cannot be stored')[0]?.why).to.equal('a fault of this program');
    await backend.close();
  });

  it('loses and doubles nothing when any transaction may fail, or be stored without anybody knowing', async () => {
    const location = await newDatabase('sqlite');
    const store = await openFor(location);
    const random = seededRandom(7);
    const backend = new SqliteBackend(location);
    const faulty = wrapped(backend, async (work) => {
      if (random() < 0.1) throw new UncertainCommit('it never began');
      const result = await backend.attempt(work);
      if (random() < 0.1) throw new UncertainCommit('its answer was lost');
      return result;
    });
    const replica = replicaOn(new Store(faulty, RETRY_DEFAULTS), { maxBatch: 7 });
    const agents = Array.from({ length: 5 }, () => new ReportingAgent());
    await Promise.all(agents.map((agent) => agent.reportSteps(() => replica, 120)));
    await backend.close();
    await expectWhole(store, agents, 120);
    expect(agents.flatMap(({ endings }) => endings).length).to.be.greaterThan(5);
  });
});

for (const backend of BACKENDS)
  describe(`ingest in two replicas on one ${backend} database`, function () {
    this.timeout(300_000);

    it('loses and doubles nothing of agents that change between them, and makes one chain', async () => {
      const location = await newDatabase(backend);
      const replicas = [replicaOn(await openFor(location)), replicaOn(await openFor(location))];
      const random = seededRandom(11);
      const agents = Array.from({ length: 6 }, () => new ReportingAgent());
      let isOver = false;
      /** Takes the sessions of agents away, as their next connections would, while those before still send. */
      const interrupt = async () => {
        while (!isOver) {
          // All of them: on a busy machine this comes to few rounds.
          for (const { node, boot } of agents) {
            const { sessions } = replicas[random() < 0.5 ? 0 : 1] as TestReplica;
            await sessions.begin({ node, boot, replica: 'other', leaseMs: 1 });
          }
          await sleep(60);
        }
      };
      const change = () => replicas[random() < 0.5 ? 0 : 1] as TestReplica;
      const interrupting = interrupt();
      await Promise.all(agents.map((agent) => agent.reportSteps(change, 100)));
      isOver = true;
      await interrupting;
      await expectWhole((replicas[0] as TestReplica).store, agents, 100);
      const endings = new Set(agents.flatMap((agent) => agent.endings));
      expect(endings).to.deep.equal(new Set(['SESSION_FENCED']));
    });

    it('stores nothing of a session once a newer one has begun, whatever runs at the same time', async () => {
      const location = await newDatabase(backend);
      const [one, two] = [replicaOn(await openFor(location)), replicaOn(await openFor(location))];
      for (let round = 0; round < 12; round += 1) {
        const agent = new ReportingAgent();
        await agent.begin(one);
        const older = agent.session;
        const storing = Array.from({ length: 10 }, (_, index) =>
          one.ingest
            .store(older, agent.envelope(agent.stepReport(index + 1), index + 1))
            .then(({ acked }) => acked)
            .catch(({ code }: { code: string }) => code),
        );
        const start = await two.sessions.begin({
          node: agent.node,
          boot: agent.boot,
          replica: 'two',
          leaseMs: 1,
        });
        const ends = await Promise.all(storing);
        const stored = Math.max(0, ...ends.filter((end) => typeof end === 'number'));
        // What the newer session was told is all that there is, for ever.
        expect(start.acked).to.equal(stored);
        expect(ends.slice(stored).filter((end) => end !== 'SESSION_FENCED')).to.deep.equal([]);
        expect(await toldOf(two.store, agent.node)).to.deep.equal([
          'node.seen',
          ...agent.expectedEvents(stored),
        ]);
      }
    });
  });
