import { basename, join } from 'node:path';
import { BmvError } from '../../proto/error.ts';
import type { DiskInfo } from '../disk.ts';
import { type BlockDisk, findBlockDisk } from '../linux/block-disk.ts';
import { pathKind } from '../linux/path-kind.ts';
import { LINUX_ROOTS } from '../linux/roots.ts';
import { stopHolders } from '../linux/stop-holders.ts';
import { type HardwareManager, type OpenOptions, SUPPORT } from '../manager.ts';
import { openBlockForReading, openBlockForWriting } from './device.ts';
import {
  type InventorySources,
  inspectBlockDisk,
  listBlockDisks,
  MANAGER,
  systemSources,
} from './inventory.ts';

export interface LinuxBlockOptions {
  /** Default: the running system. */
  readonly sources?: InventorySources;
  /** How long to wait for a disk that is only just busy, milliseconds. Default 3000. */
  readonly waitMs?: number;
}

function refuseOtherSectorSize({ path, logicalSectorBytes }: DiskInfo, { sectorBytes }: OpenOptions): void {
  if (sectorBytes === undefined || sectorBytes === logicalSectorBytes) return;
  throw new BmvError(
    'SECTOR_SIZE_UNSUPPORTED',
    `${path} has sectors of ${logicalSectorBytes} bytes, not ${sectorBytes}; leave out --sector-size for a block device`,
    { device: path },
  );
}

/** The manager of Linux block devices: whole disks, loop devices with something attached. */
export function createLinuxBlockManager(options: LinuxBlockOptions = {}): HardwareManager {
  const { sources = systemSources(LINUX_ROOTS), waitMs = 3000 } = options;

  async function find(
    path: string,
    open: OpenOptions,
    withOpeners: boolean,
  ): Promise<{ disk: BlockDisk; info: DiskInfo }> {
    const disk = await findBlockDisk(sources.roots, path);
    const info = await inspectBlockDisk(sources, disk, { withOpeners });
    refuseOtherSectorSize(info, open);
    return { disk, info };
  }

  return {
    name: MANAGER,
    evaluateSupport: async (path) =>
      (await pathKind(path)).kind === 'block' ? SUPPORT.mainline : SUPPORT.none,
    listDisks: async () => await listBlockDisks(sources),
    inspectDisk: async (path, open = {}) => (await find(path, open, true)).info,
    openForReading: async (path, open = {}) => await openBlockForReading((await find(path, open, true)).info),
    openForWriting: async (path, open = {}) => {
      const { disk, info } = await find(path, open, false);
      return await openBlockForWriting(
        sources.roots,
        disk,
        info,
        () => inspectBlockDisk(sources, disk),
        waitMs,
      );
    },
    stopHolders: async (path, extents) => {
      const { disk, info } = await find(path, {}, false);
      const stopped: string[] = [];
      for (const { device, offset, length } of info.partitions) {
        if (!extents.some((extent) => extent.offset === offset && extent.length === length)) continue;
        const name = basename(device);
        stopped.push(...(await stopHolders(sources.roots, { name, folder: join(disk.folder, name) })));
      }
      return stopped;
    },
  };
}
