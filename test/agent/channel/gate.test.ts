import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { z } from 'zod';
import { createVolumes } from '../../../agent/steps/create-volumes.ts';
import { eraseDevicesMetadata } from '../../../agent/steps/erase-devices-metadata.ts';
import { defineStep } from '../../../agent/steps/step.ts';
import { verifyVolumesStep } from '../../../agent/steps/verify-volumes.ts';
import type { DesiredVolume, PermissionRequest } from '../../../proto/channel.ts';
import { makeDiskFile, readAt } from '../../support/disk-file.ts';
import { FakeRegistry, type FakeRules, NODE } from '../../support/fake-registry.ts';
import { uuidOf } from '../../support/inventories.ts';
import { expectUntouched, makeKeptDisk } from '../../support/kept-disks.ts';
import {
  type RegistryNode,
  type RegistryNodeOptions,
  startRegistryNode,
} from '../../support/registry-node.ts';

const MIB = 1024 * 1024;
const KEY = 'a shared key';
const NONCE = 'a nonce that Ironic brought';

/** What happened, in its order. */
const happened: string[] = [];

const writing = defineStep({
  name: 'write_something',
  interface: 'deploy',
  writes: true,
  offers: { clean: { priority: 0, abortable: true }, deploy: { priority: 0, abortable: false } },
  args: z.strictObject({}),
  run: async () => {
    happened.push('written');
    return {};
  },
});
const reading = { ...writing, name: 'read_something', writes: false };
const STEPS = [writing, reading, createVolumes, eraseDevicesMetadata, verifyVolumesStep];

function desired(changes: Partial<DesiredVolume> = {}): DesiredVolume {
  return {
    ...{ id: uuidOf(77), name: 'wished', project: 'p1', state: 'available', length: 4 * MIB, disks: [] },
    ...{ filesystem: 'none', label: '', mountPoint: '', erase: 'zero', adopt: false },
    ...changes,
  };
}

function noted<Answer>(asked: PermissionRequest[], request: PermissionRequest, answer: Answer): Answer {
  asked.push(request);
  return answer;
}

describe('a step that writes', () => {
  let folder: string;
  let registry: FakeRegistry;
  let node: RegistryNode | null = null;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'bmv-gate-'));
    await writeFile(join(folder, 'key'), KEY);
    happened.length = 0;
  });
  afterEach(async () => {
    await registry.stop();
    await node?.stop();
    node = null;
    await rm(folder, { recursive: true });
  });

  const serve = async (rules: Partial<FakeRules> = {}) => {
    registry = await FakeRegistry.start({ secrets: { key: KEY, nonce: NONCE }, ...rules });
  };
  const start = async (options: Partial<RegistryNodeOptions> = {}) => {
    node = await startRegistryNode({ registry, steps: STEPS, disks: [], ...options });
    return node;
  };
  /** Of a node whose registry trusts it from the beginning. */
  const startTrusted = async (options: Partial<RegistryNodeOptions> = {}) => {
    const started = await start({
      ...options,
      settings: { node: NODE, keyFile: join(folder, 'key'), ...options.settings },
    });
    await registry.until(() => started.link.health.trust === 'trusted');
    return started;
  };
  const blank = () => makeDiskFile(join(folder, 'disk.img'), 64 * MIB);

  describe('asks the registry', () => {
    it('before it writes, and says for what and for whom', async () => {
      const asked: PermissionRequest[] = [];
      await serve({
        permit: (request) => {
          happened.push('asked');
          asked.push(request);
          return { allowed: true };
        },
      });
      const instance = 'AAAAAAAA-1111-4222-8333-444444444444';
      const { run } = await startTrusted({
        node: { instance_uuid: instance, lessee: 'p7', instance_info: { project_id: 'p8' } },
      });
      expect((await run('deploy', 'write_something')).error).to.equal('');
      expect(happened).to.deep.equal(['asked', 'written']);
      const [started] = registry.bodies('step-started');
      expect(asked).to.have.length(1);
      expect(asked[0]).to.deep.include({
        ...{ id: 1, step: 'write_something', kind: 'deploy', nodeUuid: NODE, project: 'p7' },
        ...{ instanceUuid: instance.toLowerCase(), run: started?.run },
      });
    });

    for (const [what, fields, project] of [
      ['that Nova wrote, where nobody leases the node', { instance_info: { project_id: 'p8' } }, 'p8'],
      ['that is none, where nobody says one', { instance_info: { project_id: 8 } }, ''],
    ] as const)
      it(`for the project ${what}`, async () => {
        const asked: PermissionRequest[] = [];
        await serve({ permit: (request) => noted(asked, request, { allowed: true }) });
        const { run } = await startTrusted({ node: fields });
        await run('deploy', 'write_something');
        expect(asked[0]?.project).to.equal(project);
      });

    it('behind what happened to its volumes, the first time too', async () => {
      const { path } = await makeKeptDisk(folder, 'data');
      await serve();
      const { run } = await startTrusted({ disks: [path] });
      const volumes = [{ name: 'more', size: '4M' }];
      expect((await run('deploy', 'create_volumes', { volumes })).error).to.equal('');
      expect((await run('deploy', 'write_something')).error).to.equal('');
      const told = registry.last?.received.map(({ body }) => body.type) ?? [];
      const asked = told.flatMap((type, at) => (type === 'permission-request' ? [at] : []));
      expect(told.slice(0, asked[0])).to.include('inventory');
      expect(told.slice(asked[0], asked[1])).to.include('volume-event');
    });

    it('and a step that writes nothing does not', async () => {
      await serve({ permit: () => ({ allowed: false, reason: 'never' }) });
      const { run } = await startTrusted();
      expect((await run('clean', 'read_something')).error).to.equal('');
      expect(registry.bodies('permission-request')).to.deep.equal([]);
    });

    it('as soon as it is trusted, when the step itself brings what the registry trusts', async () => {
      await serve();
      const { run, link } = await start({ node: { driver_info: { bmv_nonce: NONCE } } });
      await registry.until(() => link.health.trust === 'untrusted');
      expect((await run('clean', 'write_something')).error).to.equal('');
      expect(registry.last?.method).to.equal('nonce');
      expect(registry.bodies('permission-request')).to.have.length(1);
    });
  });

  it('fails with the registry’s reason where it is refused, before one byte is written', async () => {
    const { path } = await makeKeptDisk(folder, 'data');
    await serve({ permit: () => ({ allowed: false, reason: 'it holds volumes of another project' }) });
    const { run } = await startTrusted({ disks: [path] });
    const volumes = [{ name: 'more', size: '4M' }];
    const { error, asked } = await expectUntouched(
      [path],
      async () => await run('deploy', 'create_volumes', { volumes }),
    );
    expect(error).to.equal(
      'STEP_REFUSED: create_volumes is refused by the registry, nothing was written: it holds volumes of another project',
    );
    expect(asked).to.deep.equal([]);
    await registry.until(() => registry.bodies('step-finished').length > 0);
    expect(registry.bodies('step-finished')[0]?.failure).to.deep.equal({
      code: 'STEP_REFUSED',
      message: error.slice('STEP_REFUSED: '.length),
    });
  });

  describe('goes on without an answer where none is required', () => {
    it('at once, when the registry is not there', async () => {
      await serve();
      await registry.stop();
      const { run, log } = await start();
      expect((await run('clean', 'write_something')).error).to.equal('');
      expect(log.text())
        .to.contain('the registry was not asked, the step goes on')
        .and.contain('ECONNREFUSED');
    });

    it('at once, while it is being connected to for the first time', async () => {
      await serve({ welcome: () => null });
      const { run, log } = await start({ node: { driver_info: { bmv_nonce: NONCE } } });
      await registry.until(() => registry.sessions.length > 0);
      // Nobody has ever said welcome, and nobody will.
      expect((await run('clean', 'write_something')).error).to.equal('');
      expect(log.text()).to.contain('there is no connection yet');
    });

    it('at once, when it does not trust this node whatever the step brings', async () => {
      await serve();
      const { run, link, log } = await start({ node: { driver_info: { bmv_nonce: 'another' } } });
      await registry.until(() => link.health.trust === 'untrusted');
      expect((await run('clean', 'write_something')).error).to.equal('');
      expect(log.text()).to.contain('it does not trust this agent');
      expect(registry.upgrades.at(-1)).to.equal(undefined);
    });

    it('when the registry dies while it is asked', async () => {
      await serve({
        permit: () => {
          registry.last?.socket.terminate();
          return null;
        },
      });
      const { run, log } = await startTrusted();
      expect((await run('clean', 'write_something')).error).to.equal('');
      expect(log.text()).to.contain('the connection ended before it answered');
    });

    it('when it does not answer in time', async () => {
      await serve({ permit: () => null });
      const { run, log } = await startTrusted({ settings: { answerMs: 50 } });
      expect((await run('clean', 'write_something')).error).to.equal('');
      expect(log.text()).to.contain('it does not answer');
    });

    it('when Ironic does not say which node this is', async () => {
      await serve();
      const { run, log } = await start({ node: { uuid: 'no UUID' } });
      expect((await run('clean', 'write_something')).error).to.equal('');
      expect(log.text()).to.contain('nobody has said which node this is');
    });
  });

  describe('fails without an answer where one is required', () => {
    const isRequired = true;
    const refusal = (why: string) =>
      `REGISTRY_UNREACHABLE: write_something did not begin, for the registry ${registry.url}/v1/agent was not asked whether it may write: ${why}; mend the connection, or set require_registry = no in the ramdisk`;

    it('at once, when the registry is not there', async () => {
      await serve();
      await registry.stop();
      const { run } = await start({ settings: { isRequired, backOff: { firstMs: 1e6, mostMs: 1e6 } } });
      const { error } = await run('clean', 'write_something');
      expect(error).to.match(/^REGISTRY_UNREACHABLE: .*ECONNREFUSED/);
      expect(happened).to.deep.equal([]);
    });

    it('at once, when it does not trust this node', async () => {
      await serve();
      const { run } = await start({ settings: { isRequired } });
      expect((await run('clean', 'write_something')).error).to.equal(
        refusal('it does not trust this agent: neither nonce nor key nor certificate vouches for the node'),
      );
    });

    it('when it does not answer in time', async () => {
      await serve({ permit: () => null });
      const { run } = await startTrusted({ settings: { isRequired, answerMs: 50 } });
      expect((await run('clean', 'write_something')).error).to.equal(refusal('it does not answer'));
    });

    it('but connects without waiting for the end of a pause', async () => {
      await serve({ refuseAll: 503 });
      const { run, link } = await start({
        settings: {
          isRequired,
          node: NODE,
          keyFile: join(folder, 'key'),
          backOff: { firstMs: 1e6, mostMs: 1e6 },
        },
      });
      await registry.until(() => registry.upgrades.length === 1);
      expect((await run('clean', 'write_something')).error).to.contain(
        'it answers 503 instead of a connection',
      );
      registry.change({ refuseAll: null });
      expect((await run('clean', 'write_something')).error).to.equal('');
      expect(link.health.trust).to.equal('trusted');
    });

    it('but asks again when the registry dies while it is asked', async () => {
      let asked = 0;
      await serve({
        permit: () => {
          asked += 1;
          if (asked > 1) return { allowed: true };
          registry.last?.socket.terminate();
          return null;
        },
      });
      const { run } = await startTrusted({ settings: { isRequired } });
      expect((await run('clean', 'write_something')).error).to.equal('');
      expect([asked, registry.sessions.length]).to.deep.equal([2, 2]);
    });

    it('and a step that writes nothing does not', async () => {
      await serve();
      await registry.stop();
      const { run } = await start({ settings: { isRequired } });
      expect((await run('clean', 'read_something')).error).to.equal('');
    });
  });

  describe('carries out first what the registry asks for', () => {
    const plan = (...volumes: readonly DesiredVolume[]) => ({ revision: 3, volumes });
    const answering = (...volumes: readonly DesiredVolume[]) => ({
      permit: () => ({ allowed: true, desired: plan(...volumes) }),
    });

    it('a volume under the id that the registry has chosen, which no eraser touches', async () => {
      await serve(answering(desired()));
      const disk = blank();
      const { run } = await startTrusted({ disks: [disk] });
      expect((await run('clean', 'erase_devices_metadata')).error).to.equal('');
      await registry.until(() => registry.bodies('volume-event').length > 0);
      const [event] = registry.bodies('volume-event');
      expect(event).to.deep.include({ change: 'created' });
      expect(event?.volume).to.deep.include({
        id: uuidOf(77),
        name: 'wished',
        project: 'p1',
        length: 4 * MIB,
      });
      const { result } = await run('clean', 'verify_volumes');
      expect(result.volumes).to.have.length(1);
      // What is there already is not made again.
      expect((await run('clean', 'write_something')).error).to.equal('');
      await registry.until(() => registry.bodies('step-finished').length === 3);
      expect(registry.bodies('volume-event').map(({ change }) => change)).to.not.include('found');
    });

    it('the end of a volume, whose space the next one gets, with the proof of its erasure', async () => {
      const { path, claim } = await makeKeptDisk(folder, 'data');
      await serve(
        answering(
          desired({ id: uuidOf(78), name: 'large', length: 56 * MIB }),
          desired({ id: claim.id, name: 'data', state: 'releasing' }),
        ),
      );
      const { run } = await startTrusted({ disks: [path] });
      expect((await run('deploy', 'write_something')).error).to.equal('');
      await registry.until(() => registry.bodies('volume-event').length === 2);
      const [released, created] = registry.bodies('volume-event');
      const [started] = registry.bodies('step-started');
      expect(released).to.deep.include({
        ...{ change: 'released', run: started?.run },
        erasure: { method: 'zero', bytesErased: 8 * MIB, bytesReadBack: 2 * MIB + 64 * 1024 },
      });
      expect(released?.volume).to.deep.include({ id: claim.id, state: 'released' });
      expect(created?.volume).to.deep.include({ id: uuidOf(78), length: 56 * MIB });
      expect(readAt(path, claim).equals(Buffer.alloc(claim.length))).to.equal(true);
      expect(happened).to.deep.equal(['written']);
    });

    it('also where it was pushed before, and the newer of two', async () => {
      await serve({
        permit: () => ({ allowed: true, desired: { revision: 2, volumes: [desired({ name: 'old' })] } }),
      });
      const { run } = await startTrusted({ disks: [blank()] });
      const session = registry.last;
      if (!session) throw new Error('there is a session');
      registry.send(session, { type: 'desired-volumes', ...plan(desired()) });
      expect((await run('clean', 'write_something')).error).to.equal('');
      await registry.until(() => registry.bodies('volume-event').length > 0);
      expect(registry.bodies('volume-event')[0]?.volume.name).to.equal('wished');
    });

    it('and nothing of it, nor of its own, where anything speaks against it, all of which it says', async () => {
      const { path, claim } = await makeKeptDisk(folder, 'data');
      await serve(
        answering(
          desired({ id: claim.id, name: 'other' }),
          desired({ id: uuidOf(78), name: 'huge', length: 900 * MIB }),
          desired({ id: uuidOf(79), name: 'small' }),
        ),
      );
      const { run } = await startTrusted({ disks: [path] });
      const { error } = await expectUntouched([path], async () => await run('clean', 'write_something'));
      expect(error)
        .to.contain('write_something did not begin, for the volumes that the registry asks for (plan 3)')
        .and.contain('its name on')
        .and.contain('volume "huge" needs 900 MiB')
        .and.match(/^.+$/);
      expect(happened).to.deep.equal([]);
    });
  });

  it('tells the registry by itself when ironic-python-agent is about to write', async () => {
    const asked: PermissionRequest[] = [];
    await serve({ permit: (request) => noted(asked, request, { allowed: false, reason: 'no' }) });
    const { link } = await startTrusted();
    const failure = await link.admitOthers().catch((error: unknown) => error);
    expect(failure).to.include({ code: 'STEP_REFUSED' });
    expect(asked[0]).to.deep.include({ step: 'prepare_image', kind: 'unknown', nodeUuid: NODE, project: '' });
  });
});
