import { expect } from 'chai';
import { surveyDisk, surveyTarget } from '../../../agent/ironic/survey.ts';
import { createVolume } from '../../../agent/volumes/create.ts';
import { DiskSession } from '../../../agent/volumes/session.ts';
import type { DiskInfo } from '../../../hardware-managers/disk.ts';
import { type HardwareManager, SUPPORT } from '../../../hardware-managers/manager.ts';
import type { Claim } from '../../../proto/catalog.ts';
import { testContext } from '../../support/context.ts';
import { MemoryDisk } from '../../support/memory-disk.ts';
import { errorOf } from '../../support/read-image.ts';
import { aBlankDisk, addVolume, aRequestFor } from '../../support/volume-disk.ts';

const MIB = 1024 * 1024;

/** Two disks in memory by their paths; the lower one shows its first partition to the kernel. */
function managerOf(upper: MemoryDisk, lower: MemoryDisk, kernel: Partial<DiskInfo>): HardwareManager {
  const diskAt = (path: string) => (path === upper.info.path ? upper : lower);
  return {
    name: 'memory',
    evaluateSupport: async () => SUPPORT.mainline,
    listDisks: async () => [upper.info, lower.info],
    inspectDisk: async (path) => (path === upper.info.path ? upper.info : { ...lower.info, ...kernel }),
    openForReading: async (path) => diskAt(path),
    openForWriting: async (path) => diskAt(path),
    stopHolders: async () => [],
  };
}

// A tenant joined volumes to an array; to a deployment or a cleaning it was a disk like any other.
describe('a disk that is made of volumes', () => {
  const restsOn = [{ device: '/dev/sda1', disk: '/dev/sda' }];
  let upper: MemoryDisk;
  let lower: MemoryDisk;
  let claim: Claim;
  beforeEach(async () => {
    upper = new MemoryDisk(Buffer.alloc(32 * MIB), 512, { path: '/dev/md0', restsOn });
    lower = aBlankDisk(64 * MIB);
    claim = await addVolume(lower, 'data', 8 * MIB);
  });

  function contextWith(offset: number) {
    const partitions = [{ number: 1, device: '/dev/sda1', offset, length: claim.length }];
    return testContext([managerOf(upper, lower, { partitions })]);
  }

  it('is never opened for writing', async () => {
    for (const work of [
      DiskSession.open(contextWith(claim.offset), '/dev/md0'),
      createVolume(contextWith(claim.offset), '/dev/md0', aRequestFor('new', 4 * MIB)),
    ]) {
      const { code, message } = await errorOf(work);
      expect(code).to.equal('DISK_ON_VOLUME');
      expect(message).to.contain(`/dev/md0 is made of volume "data" (${claim.id})`);
    }
    expect(upper.log).to.deep.equal([]);
  });

  it('is known as such, and no target for another program', async () => {
    const context = contextWith(claim.offset);
    expect((await surveyDisk(context, '/dev/md0')).madeOf).to.contain(claim.id);
    expect((await surveyTarget(context, '/dev/md0')).doubt).to.contain(`it is made of volume "data"`);
  });

  it('is in doubt when a disk below cannot be read', async () => {
    const context = contextWith(claim.offset);
    lower.read = async () => {
      throw new Error('no medium');
    };
    expect((await errorOf(DiskSession.open(context, '/dev/md0'))).code).to.equal('DISK_ON_VOLUME');
  });

  it('is not taken for one when it is made of other partitions of a disk with volumes', async () => {
    const context = contextWith(MIB);
    const session = await DiskSession.open(context, '/dev/md0');
    await session.close();
    expect((await surveyDisk(context, '/dev/md0')).madeOf).to.equal(null);
  });
});
