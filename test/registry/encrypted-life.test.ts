import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { createVolumes } from '../../agent/steps/create-volumes.ts';
import { releaseVolumes } from '../../agent/steps/release-volumes.ts';
import { reportVolumes } from '../../agent/steps/report-volumes.ts';
import { createVolume } from '../../agent/volumes/create.ts';
import { releaseVolume } from '../../agent/volumes/release.ts';
import { createManagers } from '../../hardware-managers/managers.ts';
import { bmv, bmvBytes } from '../support/bmv.ts';
import { testContext } from '../support/context.ts';
import { copyRun, makeDiskFile, readAt } from '../support/disk-file.ts';
import type { FakeRegistry } from '../support/fake-registry.ts';
import { KekFolder } from '../support/keks.ts';
import { opens, WRONG_KEY } from '../support/luks.ts';
import { startRegistryNode } from '../support/registry-node.ts';
import { RegistryProcess } from '../support/registry-process.ts';
import { newDatabase, scratchFolder } from '../support/stores.ts';
import { until } from '../support/until.ts';
import { aRequestFor } from '../support/volume-disk.ts';

const MIB = 1024 * 1024;
const AGENT_KEY = 'a key of all agents in this laboratory';
const NODE = randomUUID();

/** A real registry, a real agent and a disk file: nothing here plays either. */
describe('an encrypted volume through its life', function () {
  this.timeout(300_000);

  it('is reserved, made with the registry’s key, read by its project, and gone with its key', async () => {
    const folder = scratchFolder();
    const keyFile = join(folder, 'agent-keys');
    writeFileSync(keyFile, `${AGENT_KEY}\n`, { mode: 0o600 });
    const disk = makeDiskFile(join(folder, 'disk.img'), 128 * MIB);
    // A disk file has no serial number: it is told apart by the GUID of its table.
    await createVolume(testContext(createManagers()), disk, aRequestFor('before', MIB));
    await releaseVolume(testContext(createManagers()), disk, 'before', 'none', async () => true);
    const args = ['--store', await newDatabase('sqlite'), '--agent-key-file', keyFile, '--migrate', 'yes'];
    const registry = await RegistryProcess.start({
      args: [...args, '--kek', new KekFolder('2026.key').path],
    });
    const node = await startRegistryNode({
      registry: { url: registry.address } as unknown as FakeRegistry,
      steps: [createVolumes, releaseVolumes, reportVolumes],
      disks: [disk],
      settings: { node: NODE, keyFile },
      node: { uuid: NODE, lessee: 'web' },
    });
    try {
      await until(() => node.link.health.trust === 'trusted' && node.link.health.spooled === 0);
      let known = '';
      for (let attempt = 0; attempt < 100 && !known.includes('free'); attempt += 1) {
        known = JSON.stringify((await registry.get(`/v1/nodes/${NODE}`)).json.disks ?? '');
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
      const wish = { name: 'secret', project: 'web', node: NODE, size_bytes: 40 * MIB, filesystem: 'ext4' };
      const reserved = await registry.post('/v1/volumes', { ...wish, encryption: 'luks2' });
      expect(reserved.status, JSON.stringify(reserved.json)).to.equal(201);
      const { id } = reserved.json.volume as { id: string };

      const inState = async (state: string, more: string) => {
        let shown = '';
        for (let attempt = 0; attempt < 100 && !shown.includes(`"state":"${state}"`); attempt += 1) {
          await new Promise((resolve) => setTimeout(resolve, 100));
          shown = JSON.stringify((await registry.get(`/v1/volumes/${id}`)).json);
        }
        expect(shown).to.contain(`"state":"${state}"`).and.contain(more);
      };
      const nothing = { volumes: [randomUUID()] };
      const made = await node.run('deploy', 'release_volumes', nothing);
      expect(made.error).to.equal('');
      const { result } = await node.run('clean', 'report_volumes');
      const volume = (result.volumes as { id: string; offset: number; size: number }[]).find(
        (one) => one.id === id,
      );
      if (!volume) throw new Error(JSON.stringify(result));
      expect(volume).to.include({ id, encryption: 'luks2', filesystem: 'ext4', state: 'available' });
      await until(() => node.link.health.spooled === 0);
      await inState('available', '"luks2"');

      const read = await bmvBytes(['volumes', 'key', id, '--registry', registry.address]);
      expect(read.code).to.equal(0);
      const copy = copyRun(disk, { offset: volume.offset, length: volume.size }, join(folder, 'copy'));
      const key = read.bytes;
      expect([opens(copy, key), opens(copy, WRONG_KEY)]).to.deep.equal([true, false]);

      expect((await registry.post(`/v1/volumes/${id}/release`, {})).status).to.be.below(300);
      expect((await node.run('clean', 'release_volumes', nothing)).error).to.equal('');
      await until(() => node.link.health.spooled === 0);
      await inState('released', id);
      expect(
        readAt(disk, { offset: volume.offset, length: 17 * MIB }).equals(Buffer.alloc(17 * MIB)),
      ).to.equal(true);
      const events = JSON.stringify((await registry.get('/v1/events?limit=500')).json);
      for (const kind of ['key.delivered', 'volume.created', 'volume.released'])
        expect(events).to.contain(kind);
      const after = await bmv(['volumes', 'key', id, '--registry', registry.address]);
      expect(after.code).to.not.equal(0);
      for (const form of ['hex', 'base64', 'latin1'] as const)
        expect((registry.output + node.log.text() + events).includes(key.toString(form))).to.equal(false);
    } finally {
      await node.stop();
      registry.child.kill();
    }
  });
});
