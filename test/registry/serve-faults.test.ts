import { randomUUID } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import type { Body } from '../../proto/channel.ts';
import { bmv, bmvDone } from '../support/bmv.ts';
import { MariaDb } from '../support/mariadb.ts';
import { PersistentAgent } from '../support/persistent-agent.ts';
import { RegistryProcess, type RegistryProcessOptions } from '../support/registry-process.ts';
import { SseReader } from '../support/sse-reader.ts';
import { newDatabase, scratchFolder } from '../support/stores.ts';

const KEY = 'a key of all agents in this laboratory';

async function start(store: string, options: RegistryProcessOptions = {}): Promise<RegistryProcess> {
  const keys = join(scratchFolder(), 'keys');
  writeFileSync(keys, `${KEY}\n`, { mode: 0o600 });
  const { args = [], ...rest } = options;
  return await RegistryProcess.start({
    ...rest,
    args: ['--store', store, '--agent-key-file', keys, ...args],
  });
}

/** A report that becomes exactly one event. */
function step(number: number): Body {
  return { type: 'step-started', run: randomUUID(), step: `step ${number}`, kind: 'clean', atMs: 1 };
}

function tell(agent: PersistentAgent, count: number): void {
  for (let number = 0; number < count; number += 1) agent.report(step(agent.newest + 1));
}

/** The steps of which a node told, in the order of their events. */
async function stepsOf(registry: RegistryProcess, node: string): Promise<readonly number[]> {
  const steps: number[] = [];
  for (let after = 0; ; ) {
    const { json } = await registry.get(
      `/v1/events?node=${node}&kind=step.started&limit=1000&after=${after}`,
    );
    for (const { details } of json.events) steps.push(Number(details.step.slice('step '.length)));
    if (json.next === null) return steps;
    after = json.next;
  }
}

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

/** Everything that the agent told is an event, once and in its order. */
async function expectAll(agent: PersistentAgent, registry: RegistryProcess): Promise<void> {
  await agent.settled();
  expect(await stepsOf(registry, agent.node)).to.deep.equal(upTo(agent.newest));
}

describe('bmv registry serve, in trouble', function () {
  this.timeout(600_000);

  it('goes on where it was when its disk was full and is not any more', async () => {
    const folder = join(scratchFolder(), 'small');
    mkdirSync(folder);
    const mount = 'mount -t tmpfs -o size=16m tmpfs "$0" && exec "$@"';
    const registry = await start(join(folder, 'registry.db'), {
      within: ['unshare', '--mount', 'sh', '-c', mount, folder],
    });
    const agent = new PersistentAgent([registry], KEY);
    tell(agent, 20);
    await agent.settled();
    const filler = `/proc/${registry.child.pid}/root${folder}/filler`;
    try {
      writeFileSync(filler, Buffer.alloc(32 * 2 ** 20));
    } catch (error) {
      expect((error as NodeJS.ErrnoException).code).to.equal('ENOSPC');
    }
    // What is in the log of SQLite is written over first.
    while (!agent.troubles.includes('STORE_FAILED')) {
      tell(agent, 200);
      await sleep(100);
    }
    const asked = await registry.post('/v1/volumes', {
      name: 'x',
      project: 'web',
      node: agent.node,
      size_bytes: 1,
    });
    expect(asked).to.deep.include({ status: 503 });
    expect(asked.json.code).to.equal('STORE_FAILED');
    expect((await registry.get('/v1/nodes')).json.nodes).to.have.length(1);
    rmSync(filler);
    tell(agent, 20);
    await expectAll(agent, registry);
    const told = registry.log.filter(({ msg }) => /^reports (cannot be stored|are stored again)/.test(msg));
    expect(told.length % 2).to.equal(0);
    expect(told[0]?.why).to.match(/full/);
    await agent.end();
    expect(await registry.stop()).to.equal(0);
  });

  it('waits for a lock that another program holds on its file, and gives up after a while, without a loss', async () => {
    const store = await newDatabase('sqlite');
    const registry = await start(store, {
      args: ['--store-attempts', '10', '--store-longest-pause-ms', '50'],
    });
    const agent = new PersistentAgent([registry], KEY);
    tell(agent, 5);
    await agent.settled();
    const other = new DatabaseSync(store);
    other.exec('BEGIN IMMEDIATE');
    tell(agent, 50);
    while (!agent.troubles.includes('STORE_FAILED')) await sleep(20);
    expect((await registry.get('/v1/nodes')).status).to.equal(200);
    const asked = await registry.post('/v1/volumes', {
      name: 'x',
      project: 'web',
      node: agent.node,
      size_bytes: 1,
    });
    expect(asked.json).to.include({ status: 503, code: 'STORE_FAILED' });
    expect(asked.json.detail).to.include('locked');
    other.exec('ROLLBACK');
    other.close();
    await expectAll(agent, registry);
    await agent.end();
  });

  it('goes on by itself when MariaDB was killed and runs again', async () => {
    const database = await MariaDb.start();
    try {
      const store = await database.newDatabase();
      await bmvDone('registry', 'migrate', '--store', store);
      const registry = await start(store);
      const agent = new PersistentAgent([registry], KEY);
      tell(agent, 20);
      await agent.settled();
      const stream = await SseReader.open(`${registry.address}/v1/events/stream?after=0`);
      await stream.until(20);
      for (let round = 0; round < 3; round += 1) {
        tell(agent, 100);
        await database.kill();
        tell(agent, 100);
        await registry.get('/v1/health').then(({ status }) => expect(status).to.equal(503));
        expect((await registry.get('/v1/health/live')).status).to.equal(200);
        await database.restart();
        tell(agent, 100);
        await agent.settled();
      }
      await expectAll(agent, registry);
      expect((await registry.get('/v1/health')).json).to.include({ ready: true });
      await stream.when(() => {
        const seen = stream.messages.filter(({ data }) => data.kind === 'step.started');
        return seen.length === agent.newest ? seen : null;
      });
      await agent.end();
      const verified = await bmvDone('registry', 'verify', '--store', store);
      expect(verified).to.include('events are as they were written');
      expect(registry.output).to.not.match(/defect|TypeError/);
    } finally {
      await database.stop();
    }
  });

  it('serves one fleet with another process on one MariaDB', async () => {
    const store = await newDatabase('mariadb');
    const refusal = await start(store).catch(String);
    expect(refusal).to.include('bmv registry migrate');
    await bmvDone('registry', 'migrate', '--store', store);
    const [one, two] = [await start(store), await start(store)];
    const streams = await Promise.all(
      [one, two].map(
        async ({ address }) => await SseReader.open(`${address}/v1/events/stream?kind=step.started&after=0`),
      ),
    );
    const agents = Array.from(
      { length: 8 },
      (_, number) => new PersistentAgent(number % 2 ? [one, two] : [two, one], KEY),
    );
    for (let round = 0; round < 10; round += 1) {
      for (const agent of agents) tell(agent, 20);
      await sleep(50);
      // Agents land on the other one, while what they sent to this one may be on its way.
      if (round % 3 === 2) for (const agent of agents) agent.hop();
    }
    for (const agent of agents) await expectAll(agent, one);
    for (const stream of streams) {
      const seen = await stream.until(8 * 200);
      expect(new Set(seen.map(({ id }) => id)).size).to.equal(8 * 200);
    }
    const node = agents[0]?.node ?? '';
    expect((await two.get(`/v1/nodes/${node}`)).json).to.include({ uuid: node, connected: true });
    await one.stop();
    for (const agent of agents) tell(agent, 5);
    for (const agent of agents) await expectAll(agent, two);
    for (const agent of agents) await agent.end();
    const verified = await bmv(['registry', 'verify', '--store', store, '--json']);
    expect(JSON.parse(verified.out)).to.include({ broken: null });
  });
});
