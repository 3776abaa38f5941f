import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { listAllDisks, pickManager } from '../../hardware-managers/dispatch.ts';
import { type HardwareManager, SUPPORT, type SupportLevel } from '../../hardware-managers/manager.ts';
import { createManagers } from '../../hardware-managers/managers.ts';
import { refusalOf } from './contract.ts';

function fake(name: string, level: SupportLevel): HardwareManager {
  const unused = async () => {
    throw new Error('not for this test');
  };
  return {
    name,
    evaluateSupport: async () => level,
    listDisks: async () => [],
    inspectDisk: unused,
    openForReading: unused,
    openForWriting: unused,
    stopHolders: unused,
  };
}

describe('choosing a hardware manager', () => {
  let folder = '';
  let file = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'bmv-dispatch-'));
    file = join(folder, 'disk.img');
    writeFileSync(file, 'x');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('takes the one that supports the path best, whatever the order', async () => {
    const [generic, vendor] = [fake('generic', SUPPORT.generic), fake('vendor', SUPPORT.vendor)];
    expect(await pickManager([generic, vendor], file)).to.equal(vendor);
    expect(await pickManager([vendor, generic], file)).to.equal(vendor);
  });

  it('refuses two that support it equally, and names both', async () => {
    const error = await refusalOf(
      pickManager([fake('one', SUPPORT.mainline), fake('two', SUPPORT.mainline)], file),
      'NO_HARDWARE_MANAGER',
    );
    expect(error.message).to.contain('one and two');
  });

  it('refuses a path that none supports', async () => {
    await refusalOf(pickManager([fake('none', SUPPORT.none)], file), 'NO_HARDWARE_MANAGER');
    await refusalOf(pickManager([], file), 'NO_HARDWARE_MANAGER');
  });

  it('takes disk-file for a file', async () => {
    expect((await pickManager(createManagers(), file)).name).to.equal('disk-file');
  });

  it('says what is wrong with a path that is no disk at all', async () => {
    const managers = createManagers();
    const messages = await Promise.all(
      [join(folder, 'missing'), '/dev/bmv-missing', folder, '/dev/null'].map(
        async (path) => (await refusalOf(pickManager(managers, path), 'NOT_A_DISK')).message,
      ),
    );
    expect(messages[0]).to.contain('truncate');
    expect(messages[1]).to.contain('bmv disks');
    expect(messages[2]).to.contain('is a directory');
    expect(messages[3]).to.contain('is a character device');
  });

  it('lists the disks of all managers, each with the manager\u2019s name', async () => {
    const disks = await listAllDisks(createManagers());
    expect(
      disks.every(({ manager, path }) => manager === 'linux-block' && path.startsWith('/dev/')),
    ).to.equal(true);
    expect(new Set(disks.map(({ path }) => path)).size).to.equal(disks.length);
  });
});
