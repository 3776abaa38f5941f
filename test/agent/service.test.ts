import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { resolveConfig } from '../../agent/config/load.ts';
import { createService } from '../../agent/service.ts';
import type { Service } from '../../agent/step-server/routes.ts';
import { GPT_PARTITION, makeArrayDisk } from '../support/array-disks.ts';
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
});
