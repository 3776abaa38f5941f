import { expect } from 'chai';
import { stoppingIdleStacks } from '../../../agent/ironic/idle-stacks.ts';
import type { DiskUse } from '../../../hardware-managers/disk.ts';
import type { HardwareManager } from '../../../hardware-managers/manager.ts';
import { BmvError } from '../../../proto/error.ts';
import { testContext } from '../../support/context.ts';
import { type MemoryDisk, memoryManager } from '../../support/memory-disk.ts';
import { errorOf } from '../../support/read-image.ts';
import { aBlankDisk, addVolume, PATH } from '../../support/volume-disk.ts';

const MIB = 1024 * 1024;
const ARRAY: DiskUse = { kind: 'md', device: '/dev/sda1', detail: 'md127 (raid1)' };
const MOUNT: DiskUse = { kind: 'mount', device: '/dev/sda2', detail: '/mnt' };

/** A disk in use by these; arrays end when they are stopped, and come back this many times. */
class BusyDisk {
  readonly stops: { readonly offset: number; readonly length: number }[][] = [];
  readonly manager: HardwareManager;
  #uses: readonly DiskUse[];

  constructor(disk: MemoryDisk, uses: readonly DiskUse[], comesBack: number) {
    this.#uses = uses;
    const inspectDisk = async () => ({ ...disk.info, uses: this.#uses });
    this.manager = {
      ...memoryManager(disk),
      inspectDisk,
      stopHolders: async (_, partitions) => {
        this.stops.push(partitions.map(({ offset, length }) => ({ offset, length })));
        this.#uses = uses.filter(({ kind }) => kind !== 'md');
        return ['md127'];
      },
      openForWriting: async () => {
        if (this.stops.length > 0 && this.stops.length <= comesBack) this.#uses = uses;
        if (this.#uses.length > 0) throw new BmvError('DISK_IN_USE', 'in use', { device: PATH });
        return disk;
      },
    };
  }

  async open(): Promise<unknown> {
    const [manager] = stoppingIdleStacks([this.manager], testContext([]).logger);
    return await manager?.openForWriting(PATH);
  }
}

// A node could not be redeployed any more once its owner had joined volumes to an array.
describe('what is stacked on volumes in a ramdisk', () => {
  let disk: MemoryDisk;
  let volume: { readonly offset: number; readonly length: number };
  beforeEach(async () => {
    disk = aBlankDisk(64 * MIB);
    const { offset, length } = await addVolume(disk, 'data', 8 * MIB);
    volume = { offset, length };
  });

  it('is stopped before a disk is opened for writing: of volumes, and of nothing else', async () => {
    const busy = new BusyDisk(disk, [ARRAY], 0);
    expect(await busy.open()).to.equal(disk);
    expect(busy.stops).to.deep.equal([[volume]]);
  });

  it('is stopped again when udev was quicker', async () => {
    const busy = new BusyDisk(disk, [ARRAY], 2);
    expect(await busy.open()).to.equal(disk);
    expect(busy.stops).to.have.length(3);
  });

  it('is not fought over for ever', async () => {
    const busy = new BusyDisk(disk, [ARRAY], 100);
    expect((await errorOf(busy.open())).code).to.equal('DISK_IN_USE');
    expect(busy.stops).to.have.length(5);
  });

  it('is left alone where only something else uses the disk', async () => {
    const busy = new BusyDisk(disk, [MOUNT], 0);
    expect((await errorOf(busy.open())).code).to.equal('DISK_IN_USE');
    expect(busy.stops).to.deep.equal([]);
  });

  // Of two disks of one array, erased at the same time, each found the other's opening in its way.
  it('is stopped for one disk at a time, also after one that could not be opened', async () => {
    const log: string[] = [];
    const pause = async () => await new Promise((resolve) => setTimeout(resolve, 5));
    const slow: HardwareManager = {
      ...memoryManager(disk),
      openForWriting: async (path) => {
        log.push(`begin ${path}`);
        await pause();
        log.push(`end ${path}`);
        if (path === '/dev/a') throw new BmvError('DISK_READ_ONLY', 'read-only', { device: path });
        return disk;
      },
    };
    const [manager] = stoppingIdleStacks([slow], testContext([]).logger);
    const paths = ['/dev/a', '/dev/b', '/dev/c'];
    const opened = await Promise.allSettled(paths.map(async (path) => await manager?.openForWriting(path)));
    expect(opened.map(({ status }) => status)).to.deep.equal(['rejected', 'fulfilled', 'fulfilled']);
    expect(log).to.deep.equal(paths.flatMap((path) => [`begin ${path}`, `end ${path}`]));
  });
});
