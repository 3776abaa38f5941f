import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { createVolumes } from '../../../agent/steps/create-volumes.ts';
import { releaseVolumes } from '../../../agent/steps/release-volumes.ts';
import type { StepTools } from '../../../agent/steps/step.ts';
import { verifyVolumesStep } from '../../../agent/steps/verify-volumes.ts';
import { releaseVolume } from '../../../agent/volumes/release.ts';
import { BmvError } from '../../../proto/error.ts';
import { FakeRegistry, type FakeRules, NODE } from '../../support/fake-registry.ts';
import { makeKeptDisk } from '../../support/kept-disks.ts';
import {
  type RegistryNode,
  type RegistryNodeOptions,
  startRegistryNode,
} from '../../support/registry-node.ts';

const KEY = 'a shared key';
const MIB = 1024 * 1024;

const aWelcome = {
  ...({ type: 'welcome', protocol: 1, trust: 'trusted', acked: 0, wantsInventory: true } as const),
  ...{ heartbeatMs: 30_000, maxFrameBytes: MIB, nowMs: 1, credential: '' },
};

describe('a node that reports to a registry', () => {
  let folder: string;
  let registry: FakeRegistry;
  let nodes: RegistryNode[];
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'bmv-start-'));
    await writeFile(join(folder, 'key'), KEY);
    nodes = [];
  });
  afterEach(async () => {
    await registry.stop();
    for (const node of nodes) await node.stop();
    await rm(folder, { recursive: true });
  });
  const serve = async (rules: Partial<FakeRules> = {}) => {
    registry = await FakeRegistry.start({ secrets: { key: KEY }, ...rules });
  };
  const start = async (disks: readonly string[], options: Partial<RegistryNodeOptions> = {}) => {
    const node = await startRegistryNode({
      registry,
      steps: [createVolumes, releaseVolumes, verifyVolumesStep],
      disks,
      settings: { node: NODE, keyFile: join(folder, 'key'), flushMs: 0 },
      ...options,
    });
    nodes.push(node);
    return node;
  };
  const storedTypes = () =>
    registry.stored.flatMap(({ body }) => (body.type === 'volume-event' ? [body.change] : [body.type]));

  it('tells all of a volume’s life, in its order, as its steps live it', async () => {
    const { path } = await makeKeptDisk(folder, 'old');
    await serve();
    const { run, link } = await start([path]);
    await registry.until(() => storedTypes().includes('inventory'));
    const volumes = [{ name: 'data', size: '8M' }];
    const { result } = await run('deploy', 'create_volumes', { volumes });
    const [{ id }] = result.volumes as [{ id: string }];
    await registry.until(() => storedTypes().includes('created') && storedTypes().at(-1) === 'inventory');
    expect((await run('clean', 'verify_volumes', { volumes: ['data'] })).error).to.equal('');
    await registry.until(() => storedTypes().includes('verified'));
    expect((await run('clean', 'release_volumes', { volumes: [id], erase: 'discard' })).error).to.equal('');
    await registry.until(() => storedTypes().at(-1) === 'inventory' && storedTypes().includes('released'));
    expect(storedTypes().filter((type) => type !== 'step-progress')).to.deep.equal([
      'inventory',
      ...['step-started', 'step-finished', 'created', 'inventory'],
      ...['step-started', 'step-finished', 'verified'],
      ...['step-started', 'step-finished', 'released', 'inventory'],
    ]);
    const events = registry.bodies('volume-event');
    expect(events.map(({ volume }) => volume.id)).to.deep.equal([id, id, id]);
    const runs = registry.bodies('step-started').map((step) => step.run);
    expect(events.map((event) => event.run)).to.deep.equal(runs);
    expect(events[1]?.volume.proof?.kind).to.equal('sample');
    expect(events[2]?.erasure).to.deep.equal({
      ...{ method: 'discard', bytesErased: 8 * MIB, bytesReadBack: 2 * MIB + 64 * 1024 },
    });
    const [first, , last] = registry.bodies('inventory');
    const shown = (inventory = first) => inventory?.disks[0]?.volumes.map(({ name }) => name);
    expect([shown(), shown(registry.bodies('inventory')[1]), shown(last)]).to.deep.equal([
      ['old'],
      ['old', 'data'].sort((a, b) => (a < b ? -1 : 1)),
      ['old'],
    ]);
    await registry.until(() => link.health.spooled === 0);
    expect(link.health).to.deep.equal({ connected: true, trust: 'trusted', spooled: 0, dropped: 0 });
  });

  it('tells of what a step did before it failed', async () => {
    const { path, claim } = await makeKeptDisk(folder, 'data');
    await serve();
    const half = {
      ...releaseVolumes,
      run: async (_args: unknown, { context }: StepTools) => {
        await releaseVolume(context, path, 'data', 'zero', async () => true);
        throw new BmvError('IO_ERROR', 'the next disk is gone');
      },
    };
    const { run } = await start([path], { steps: [half] });
    await registry.until(() => storedTypes().includes('inventory'));
    const { error } = await run('clean', 'release_volumes', { volumes: ['data'] });
    expect(error).to.equal('IO_ERROR: the next disk is gone');
    await registry.until(() => storedTypes().includes('released'));
    expect(registry.bodies('step-finished')[0]?.failure?.code).to.equal('IO_ERROR');
    const [event] = registry.bodies('volume-event');
    expect(event?.volume.id).to.equal(claim.id);
    expect(event?.erasure?.bytesErased).to.equal(claim.length);
  });

  it('tells nothing of what Ironic brings besides, neither the registry nor the log', async () => {
    await serve({ secrets: { nonce: 'nonce secret', session: 'session secret' } });
    const node = {
      driver_info: { bmv_nonce: 'nonce secret', ipmi_username: 'driver secret' },
      instance_info: { configdrive: 'tenant secret', project_id: 'p1' },
      extra: { note: 'extra secret' },
    };
    const { run, log } = await start([(await makeKeptDisk(folder, 'data')).path], {
      node,
      settings: { flushMs: 0 },
    });
    const volumes = [{ name: 'argument secret', size: '900M' }];
    expect((await run('deploy', 'create_volumes', { volumes })).error).to.contain('needs 900 MiB');
    await registry.until(() => storedTypes().includes('step-finished'));
    expect(registry.last?.method).to.equal('nonce');
    const finished = registry.bodies('step-finished');
    // The line that ironic-python-agent gets says what it is about.
    expect(finished[0]?.failure?.message).to.contain('argument secret');
    const frames = JSON.stringify(registry.sessions.map(({ received }) => received));
    for (const secret of ['nonce', 'session', 'driver', 'tenant', 'extra'])
      for (const [where, text] of Object.entries({
        frames,
        log: log.text(),
        headers: registry.upgrades.join(),
      }))
        expect(text, `${where} ${secret}`).to.not.contain(`${secret} secret`);
  });

  it('has the proof of an erasure still, when it was killed before the registry had it', async () => {
    const { path, claim } = await makeKeptDisk(folder, 'data');
    await serve();
    const own = await mkdtemp(join(folder, 'runtime-'));
    const { run } = await start([path], { link: { folder: own } });
    await registry.until(() => storedTypes().includes('inventory'));
    registry.change({ onReport: () => {} });
    expect((await run('clean', 'release_volumes', { volumes: ['data'] })).error).to.equal('');
    await registry.until(() => registry.bodies('volume-event').length === 1);
    expect(storedTypes()).to.not.include('released');
    registry.change({ onReport: (session, envelope) => registry.store(session, envelope) });
    // Its successor knows nothing of the old one but what is in the folder.
    await start([path], { link: { folder: own } });
    await registry.until(() => storedTypes().includes('released'));
    const [sent, again] = registry.bodies('volume-event');
    expect(again).to.deep.equal({ ...sent, atMs: again?.atMs });
    expect(again).to.deep.include({ change: 'released' });
    expect(again?.volume.id).to.equal(claim.id);
    expect(again?.erasure?.bytesErased).to.equal(claim.length);
  });

  it('never reads its disks while a step runs, and tells then what the registry wants', async () => {
    const { path } = await makeKeptDisk(folder, 'data');
    await serve();
    let looks = 0;
    let isRunning = false;
    const seen: boolean[] = [];
    const slow = {
      ...verifyVolumesStep,
      name: 'wait',
      run: async () => {
        isRunning = true;
        const session = registry.last;
        if (!session) throw new Error('there is a session');
        const told = looks;
        registry.send(session, { ...aWelcome, epoch: session.epoch });
        await new Promise((resolve) => setTimeout(resolve, 100));
        isRunning = false;
        return { looks: looks - told };
      },
    };
    const devices = async () => {
      looks += 1;
      seen.push(isRunning);
      return [path];
    };
    const { run } = await start([path], { steps: [slow], link: { devices } });
    await registry.until(() => storedTypes().includes('inventory'));
    expect((await run('clean', 'wait')).result).to.deep.equal({ looks: 0 });
    await registry.until(() => storedTypes().filter((type) => type === 'inventory').length === 2);
    expect(seen).to.deep.equal([false, false]);
  });
});
