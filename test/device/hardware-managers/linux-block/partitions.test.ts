import { closeSync, existsSync, openSync } from 'node:fs';
import { expect } from 'chai';
import type { WritableDisk } from '../../../../hardware-managers/disk.ts';
import { partitionCommands } from '../../../../hardware-managers/linux/block-partitions.ts';
import { runCommand } from '../../../../hardware-managers/linux/command.ts';
import { createLinuxBlockManager } from '../../../../hardware-managers/linux-block/manager.ts';
import { refusalOf } from '../../../hardware-managers/contract.ts';
import { attachLoop, type LoopDevice, type LoopOptions } from '../../../support/loop-device.ts';
import { applyScript } from '../../../support/partition-script.ts';

const MIB = 1024 * 1024;

const manager = createLinuxBlockManager({ waitMs: 0 });
const loops: LoopDevice[] = [];

async function newLoop(options: Partial<LoopOptions> = {}): Promise<LoopDevice> {
  const loop = await attachLoop({ sizeBytes: 32 * MIB, ...options });
  loops.push(loop);
  return loop;
}

async function withWriter<T>(path: string, use: (writer: WritableDisk) => Promise<T>): Promise<T> {
  const writer = await manager.openForWriting(path);
  return await use(writer).finally(() => writer.close());
}

describe('the kernel\u2019s partitions', () => {
  afterEach(async () => {
    for (const loop of loops.splice(0)) await loop.detach();
  });

  const partition = (number: number, offset: number, length: number) => ({
    number,
    offset: offset * MIB,
    length: length * MIB,
  });

  for (const sectorBytes of [512, 4096] as const) {
    it(`E42: become those wanted, at the bytes wanted, with ${sectorBytes}-byte sectors`, async () => {
      const { path } = await newLoop({ sectorBytes });
      await withWriter(path, async (writer) => {
        await writer.syncKernelPartitions([partition(1, 1, 4), partition(2, 5, 4), partition(3, 9, 4)]);
        // 1 shrinks, 2 moves to where 3 was, 3 goes, 5 takes what 1 gave, 4 follows.
        const wanted = [partition(1, 1, 2), partition(2, 9, 4), partition(4, 13, 1), partition(5, 3, 6)];
        const seen = await writer.syncKernelPartitions(wanted);
        expect(seen.map(({ device: _, ...rest }) => rest)).to.deep.equal(wanted);
        expect(seen.every(({ device }) => existsSync(device))).to.equal(true);
        await writer.syncKernelPartitions([]);
      });
    });
  }

  // Debian 13 has no addpart; a deployment there ended without its partitions, and the agent did not even start.
  for (const sectorBytes of [512, 4096] as const) {
    it(`are added from the table where addpart is missing, with ${sectorBytes}-byte sectors`, async () => {
      const { path, backingFile } = await newLoop({ sectorBytes });
      const unit = MIB / sectorBytes;
      applyScript(backingFile, sectorBytes, [
        'label: gpt',
        `start=${2 * unit}, size=${3 * unit}`,
        `start=${9 * unit}, size=${unit}`,
      ]);
      const fd = openSync(path, 'r');
      try {
        for (const { number, offset, length } of [partition(2, 9, 1), partition(1, 2, 3)]) {
          const [, byTable] = partitionCommands({ change: 'add', number, offset, length });
          if (!byTable) throw new Error('there is no second way');
          await runCommand(byTable, { inheritFds: [fd] });
        }
      } finally {
        closeSync(fd);
      }
      await withWriter(path, async (writer) => {
        const kept = [partition(1, 2, 3), partition(2, 9, 1)];
        expect((await writer.syncKernelPartitions(kept)).map(({ device: _, ...rest }) => rest)).to.deep.equal(
          kept,
        );
        await writer.syncKernelPartitions([]);
      });
    });
  }

  it('E42: stay as they are, in use or not, where they are as wanted already', async () => {
    const { path } = await newLoop();
    await withWriter(path, async (writer) => {
      await writer.syncKernelPartitions([partition(1, 1, 4), partition(2, 5, 4)]);
      const held = openSync(`${path}p1`, 'r');
      try {
        const wanted = [partition(1, 1, 4), partition(2, 6, 4)];
        expect(await writer.syncKernelPartitions(wanted)).to.have.lengthOf(2);
      } finally {
        closeSync(held);
      }
    });
  });

  it('E36: are refused with the reason where a partition that must go is in use', async () => {
    const { path } = await newLoop();
    await withWriter(path, async (writer) => {
      await writer.syncKernelPartitions([partition(1, 1, 4)]);
      const held = openSync(`${path}p1`, 'r');
      try {
        const error = await refusalOf(writer.syncKernelPartitions([]), 'KERNEL_VIEW_DIFFERS');
        expect(error.message).to.contain('delete partition 1').and.to.contain('partx --update');
      } finally {
        closeSync(held);
      }
      expect(await writer.syncKernelPartitions([])).to.deep.equal([]);
    });
  });

  it('are refused where they do not fit the disk', async () => {
    const { path } = await newLoop();
    await withWriter(path, async (writer) => {
      await refusalOf(writer.syncKernelPartitions([partition(1, 31, 4)]), 'KERNEL_VIEW_DIFFERS');
    });
  });

  it('are not asked for beyond the numbers that the kernel has', async () => {
    const { path } = await newLoop();
    await withWriter(path, async (writer) => {
      const wanted = [partition(255, 1, 1), partition(256, 2, 1)];
      const seen = await writer.syncKernelPartitions(wanted);
      expect(seen.map(({ number, device }) => [number, device !== ''])).to.deep.equal([
        [255, true],
        [256, false],
      ]);
      await writer.syncKernelPartitions([]);
    });
  });
});
