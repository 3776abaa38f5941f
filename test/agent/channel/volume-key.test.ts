import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { createVolumes } from '../../../agent/steps/create-volumes.ts';
import { releaseVolumes } from '../../../agent/steps/release-volumes.ts';
import { inspectDisk } from '../../../agent/volumes/inspect.ts';
import { createManagers } from '../../../hardware-managers/managers.ts';
import type { DesiredVolume, KeyRequest } from '../../../proto/channel.ts';
import { testContext } from '../../support/context.ts';
import { copyRun, makeDiskFile } from '../../support/disk-file.ts';
import { FakeRegistry, type FakeRules, NODE } from '../../support/fake-registry.ts';
import { uuidOf } from '../../support/inventories.ts';
import { expectUntouched } from '../../support/kept-disks.ts';
import { KEY, opens, WRONG_KEY } from '../../support/luks.ts';
import {
  type RegistryNode,
  type RegistryNodeOptions,
  startRegistryNode,
} from '../../support/registry-node.ts';

const MIB = 1024 * 1024;
const SECRET = 'a shared key';
const STEPS = [createVolumes, releaseVolumes];

function desired(changes: Partial<DesiredVolume> = {}): DesiredVolume {
  return {
    ...{ id: uuidOf(77), name: 'locked', project: 'p1', state: 'available', length: 20 * MIB, disks: [] },
    ...{ filesystem: 'ext4', label: '', mountPoint: '', erase: 'zero', adopt: false, encryption: 'luks2' },
    ...changes,
  };
}

/** Of a step that does nothing by itself. */
const nothing = { volumes: [uuidOf(99)] };

describe('the key of a volume that is to be encrypted', () => {
  let folder: string;
  let disk: string;
  let registry: FakeRegistry;
  let node: RegistryNode | null = null;
  let asked: KeyRequest[];
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'bmv-key-'));
    await writeFile(join(folder, 'key'), SECRET);
    disk = makeDiskFile(join(folder, 'disk.img'), 64 * MIB);
    asked = [];
  });
  afterEach(async () => {
    await registry.stop();
    await node?.stop();
    node = null;
    await rm(folder, { recursive: true });
  });

  /** A registry that wants these volumes and gives keys, unless a rule says otherwise. */
  const serve = async (volumes: readonly DesiredVolume[], rules: Partial<FakeRules> = {}) => {
    registry = await FakeRegistry.start({
      secrets: { key: SECRET },
      permit: () => ({ allowed: true, desired: { revision: 1, volumes } }),
      keyFor: (request) => {
        asked.push(request);
        return { allowed: true, key: KEY };
      },
      ...rules,
    });
  };
  const start = async (options: Partial<RegistryNodeOptions> = {}) => {
    node = await startRegistryNode({
      ...{ registry, steps: STEPS, disks: [disk], ...options },
      settings: { node: NODE, keyFile: join(folder, 'key'), ...options.settings },
    });
    await registry.until(() => node?.link.health.trust === 'trusted');
    return node;
  };
  const claims = async () =>
    (await inspectDisk(testContext(createManagers()), disk)).catalog?.catalog.claims ?? [];

  it('is asked for by the run that makes it, when it makes it, and opens it', async () => {
    await serve([desired()]);
    const { run } = await start();
    expect((await run('deploy', 'release_volumes', nothing)).error).to.equal('');
    const [permission] = registry.bodies('permission-request');
    expect(asked).to.deep.equal([
      { type: 'key-request', id: (permission?.id ?? 0) + 1, run: permission?.run, volumeId: uuidOf(77) },
    ]);
    const [claim] = await claims();
    expect(claim).to.include({ id: uuidOf(77), encryption: 'luks2', filesystem: 'ext4' });
    const copy = copyRun(disk, claim ?? { offset: 0, length: 0 }, join(folder, 'copy'));
    expect([opens(copy, KEY), opens(copy, WRONG_KEY)]).to.deep.equal([true, false]);
    await registry.until(() => registry.bodies('volume-event').length > 0);
    expect(registry.bodies('volume-event')[0]?.volume).to.include({ encryption: 'luks2' });
  });

  it('is not asked for where the volume is there already, or is no luks2', async () => {
    await serve([desired()]);
    const { run } = await start();
    await run('deploy', 'release_volumes', nothing);
    const others = [
      desired(),
      desired({ id: uuidOf(78), name: 'opaque', length: 4 * MIB, filesystem: 'none', encryption: 'opaque' }),
    ];
    registry.change({ permit: () => ({ allowed: true, desired: { revision: 2, volumes: others } }) });
    expect((await run('deploy', 'release_volumes', nothing)).error).to.equal('');
    expect(asked).to.have.length(1);
    expect((await claims()).map(({ name, encryption }) => [name, encryption])).to.have.deep.members([
      ['locked', 'luks2'],
      ['opaque', 'opaque'],
    ]);
  });

  for (const [what, rules, message] of [
    [
      'is refused',
      { keyFor: () => ({ allowed: false, reason: 'its run has ended' }) },
      /^REGISTRY_REFUSED: .*the registry gave no key for volume .*: its run has ended$/,
    ],
    [
      'is not one',
      { keyFor: () => ({ allowed: true, key: new Uint8Array(31) }) },
      /^REGISTRY_ANSWER: .*has 31 bytes, not 32/,
    ],
    ['is not given in time', { keyFor: () => null }, /^REGISTRY_UNREACHABLE: .*it does not answer/],
  ] as const satisfies readonly (readonly [string, Partial<FakeRules>, RegExp])[])
    it(`that ${what} ends the step in one line, with no byte written`, async () => {
      await serve([desired()], rules);
      const { run } = await start({ settings: { answerMs: 1500 } });
      const { error } = await expectUntouched(
        [disk],
        async () => await run('deploy', 'release_volumes', nothing),
      );
      expect(error).to.match(message).and.match(/^.+$/);
    });

  it('is asked for again, behind the permission, where the connection ended meanwhile', async () => {
    let answered = 0;
    await serve([desired()], {
      keyFor: (request, session) => {
        asked.push(request);
        answered += 1;
        if (answered > 1) return { allowed: true, key: KEY };
        session.socket.terminate();
        return null;
      },
    });
    const { run } = await start();
    expect((await run('deploy', 'release_volumes', nothing)).error).to.equal('');
    expect([answered, registry.sessions.length]).to.deep.equal([2, 2]);
    const second = registry.sessions[1]?.received.map(({ body }) => body.type) ?? [];
    expect(second.indexOf('permission-request')).to.be.greaterThan(-1);
    expect(second.indexOf('key-request')).to.be.greaterThan(second.indexOf('permission-request'));
    expect(new Set(asked.map((request) => request.run)).size).to.equal(1);
  });

  it('is not to be had where the registry was never asked whether the step may write', async () => {
    await serve([]);
    await registry.stop();
    node = await startRegistryNode({ registry, steps: STEPS, disks: [disk], settings: { node: NODE } });
    const volumes = [{ name: 'locked', size: '20M', encryption: 'luks2' }];
    const { error } = await expectUntouched([disk], async () => {
      return (await node?.run('deploy', 'create_volumes', { volumes })) ?? { error: '' };
    });
    expect(error).to.match(/^REGISTRY_UNREACHABLE: volume .* is not made, for the registry/);
  });

  it('of a volume that a step asks for and the registry does not know is refused', async () => {
    await serve([], { keyFor: () => ({ allowed: false, reason: 'it is not reserved; reserve it first' }) });
    const { run } = await start();
    const volumes = [{ name: 'locked', size: '20M', encryption: 'luks2' }];
    const { error } = await expectUntouched(
      [disk],
      async () => await run('deploy', 'create_volumes', { volumes }),
    );
    expect(error).to.match(/^REGISTRY_REFUSED: .*reserve it first$/);
  });

  it('is not needed where the registry wants the end of the volume, by crypto', async () => {
    await serve([desired()]);
    const { run } = await start();
    await run('deploy', 'release_volumes', nothing);
    const releasing = desired({ state: 'releasing', erase: 'crypto' });
    registry.change({ permit: () => ({ allowed: true, desired: { revision: 2, volumes: [releasing] } }) });
    expect((await run('clean', 'release_volumes', nothing)).error).to.equal('');
    expect(await claims()).to.deep.equal([]);
    await registry.until(() => registry.bodies('volume-event').length === 2);
    expect(registry.bodies('volume-event')[1]?.erasure).to.deep.equal({
      ...{ method: 'crypto', bytesErased: 18 * MIB, bytesReadBack: 18 * MIB },
    });
  });
});
