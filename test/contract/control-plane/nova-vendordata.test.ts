import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { expect } from 'chai';
import { freePort } from '../../support/free-port.ts';
import { ScriptedIronic } from '../../support/ironic-api.ts';
import { keyOptions, LiveNode } from '../../support/live-node.ts';
import { RegistryProcess } from '../../support/registry-process.ts';
import { scratchFolder } from '../../support/stores.ts';
import { SUITES } from '../ipa.ts';
import { Nova } from './nova.ts';

const PROJECT = 'web';

for (const suite of SUITES)
  describe(`dynamic vendordata in Nova and cloud-init of ${suite}`, function () {
    this.timeout(300_000);
    let nova: Nova;
    let port: number;
    let ironic: ScriptedIronic;
    before(async function () {
      this.timeout(3_600_000);
      port = await freePort();
      nova = await Nova.start(
        suite,
        `[api]\nvendordata_dynamic_targets = cloud-init@http://127.0.0.1:${port}/v1/nova/vendordata\n`,
      );
      ironic = await ScriptedIronic.start();
    });
    after(async () => {
      await nova?.stop();
      await ironic?.close();
    });

    const serve = async (...more: readonly string[]) =>
      await RegistryProcess.start({
        listen: `127.0.0.1:${port}`,
        args: ['--store', join(scratchFolder(), 'registry.db'), ...keyOptions(), ...more],
      });

    it('mounts the volumes of the instance’s project that are on its node, and nothing for others', async () => {
      const registry = await serve('--ironic', ironic.url, '--ironic-poll-ms', '60000');
      const node = await LiveNode.join(registry);
      const known = ironic.add(node.uuid, 'active');
      known.instance_uuid = randomUUID();
      const volume = { id: randomUUID(), name: 'data', project: PROJECT };
      const asked = { ...volume, node: node.uuid, size_bytes: 10 * 2 ** 20 };
      const answer = await registry.post('/v1/volumes', {
        ...asked,
        filesystem: 'ext4',
        mount_point: '/srv/data',
      });
      expect(answer.status).to.equal(201);
      const { json, cloud, config } = await nova.vendordata({
        instance: known.instance_uuid,
        project: PROJECT,
      });
      expect(json).to.deep.equal({ 'cloud-init': cloud });
      expect(cloud).to.match(/^#cloud-config\n/);
      expect(config).to.deep.include({
        mounts: [
          [
            ...[`/dev/disk/by-partuuid/${volume.id}`, '/srv/data', 'ext4'],
            ...['defaults,nofail,x-systemd.device-timeout=180s,x-systemd.growfs', '0', '2'],
          ],
        ],
      });
      const nothing = { json: { 'cloud-init': '' }, cloud: null, config: null };
      expect(await nova.vendordata({ instance: known.instance_uuid, project: 'bank' })).to.deep.equal(
        nothing,
      );
      expect(await nova.vendordata({ instance: randomUUID(), project: PROJECT })).to.deep.equal(nothing);
      await node.close();
    });

    it('leaves an instance without mounts where the registry cannot tell its node', async () => {
      await serve();
      const { json, cloud } = await nova.vendordata({ instance: randomUUID(), project: PROJECT });
      expect({ json, cloud }).to.deep.equal({ json: { 'cloud-init': {} }, cloud: null });
      expect(nova.log).to.contain('Error from dynamic vendordata service');
    });
  });
