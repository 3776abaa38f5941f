import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { resolveConfig } from '../../agent/config/load.ts';
import { createService } from '../../agent/service.ts';
import type { Service } from '../../agent/step-server/routes.ts';
import { GPT_PARTITION, makeArrayDisk } from '../support/array-disks.ts';
import { FakeRegistry, type FakeRules, NODE } from '../support/fake-registry.ts';
import { makeKeptDisk, makeUsedDisk } from '../support/kept-disks.ts';
import { errorOf } from '../support/read-image.ts';

describe('a disk that ironic-python-agent wants to install on by itself', () => {
  let folder: string;
  let service: Service;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'bmv-service-'));
    const environment = { BMV_RUNTIME_DIR: folder, BMV_LOG_LEVEL: 'silent' };
    const { config } = resolveConfig({ file: null, environment, commandLine: '' });
    service = await createService({ config, onStuck: () => {}, logTo: { write: () => {} } });
    await service.state.setInstallDevice('/dev/sda');
  });
  afterEach(async () => await rm(folder, { recursive: true }));

  // The boot loader of the second installation went onto the disk of the first.
  it('takes the place of the one that a step wrote', async () => {
    await service.handOver(makeUsedDisk(folder, 'sdb'));
    expect(service.state.installDevice).to.equal(null);
  });

  it('is refused while it holds a volume, or may be part of an array that does', async () => {
    const kept = await makeKeptDisk(folder, 'data');
    const member = await makeArrayDisk(folder, 'sdc', GPT_PARTITION);
    for (const { path } of [kept, member])
      expect(await errorOf(service.handOver(path))).to.include({ code: 'STEP_REFUSED' });
    expect(service.state.installDevice).to.equal('/dev/sda');
  });

  describe('with a registry', () => {
    let registry: FakeRegistry;
    const asking = async (environment: Readonly<Record<string, string>>, permit: FakeRules['permit']) => {
      registry = await FakeRegistry.start({ secrets: { key: 'key' }, permit });
      await writeFile(join(folder, 'key'), 'key');
      const own = {
        ...{ BMV_RUNTIME_DIR: folder, BMV_LOG_LEVEL: 'silent', BMV_REGISTRY_URL: registry.url },
        ...{ BMV_NODE_UUID: NODE, BMV_REGISTRY_KEY_FILE: join(folder, 'key'), ...environment },
      };
      const { config } = resolveConfig({ file: null, environment: own, commandLine: '' });
      service = await createService({ config, onStuck: () => {}, logTo: { write: () => {} } });
    };
    afterEach(async () => {
      await registry.stop();
      await service.registry?.stop();
    });

    it('is the registry’s to give', async () => {
      let isAllowed = false;
      await asking({}, () => ({ allowed: isAllowed, reason: 'it holds volumes' }));
      await registry.until(() => service.registry?.health.trust === 'trusted');
      const disk = makeUsedDisk(folder, 'sdb');
      expect(await errorOf(service.handOver(disk))).to.include({ code: 'STEP_REFUSED' });
      isAllowed = true;
      await service.handOver(disk);
    });

    it('is given to nobody where the registry must be asked and cannot be', async () => {
      await asking({ BMV_REQUIRE_REGISTRY: 'yes' }, () => null);
      await registry.stop();
      const disk = makeUsedDisk(folder, 'sdb');
      expect(await errorOf(service.handOver(disk))).to.include({ code: 'REGISTRY_UNREACHABLE' });
    });
  });
});
