import type { Logger } from 'pino';
import type { HardwareManager, OpenOptions } from '../../hardware-managers/manager.ts';
import { BmvError } from '../../proto/error.ts';
import { inspectLayout } from '../volumes/inspect.ts';

/** How often udev may be quicker in putting together again what was stopped. */
const ATTEMPTS = 5;

/** Stops what is stacked on the disk's volumes and idle. */
async function stopStacks(manager: HardwareManager, path: string, logger: Logger): Promise<void> {
  const { uses } = await manager.inspectDisk(path);
  if (!uses.some(({ kind }) => kind === 'md' || kind === 'lvm')) return;
  const disk = await manager.openForReading(path);
  try {
    const { catalog } = await inspectLayout(disk);
    const stopped = await manager.stopHolders(path, catalog?.catalog.claims ?? []);
    if (stopped.length > 0) logger.info({ device: path, stopped }, 'stopped what was made of volumes');
  } finally {
    await disk.close();
  }
}

/**
 * The same managers for a ramdisk. HAZARD: never for a system that somebody uses. ironic-python-agent assembles
 * every array when it starts (`mdadm --assemble --scan`), and udev does so whenever a disk is closed, with logical
 * volumes too; nobody uses them there, but a disk below them cannot be opened for writing.
 */
export function stoppingIdleStacks(
  managers: readonly HardwareManager[],
  logger: Logger,
): readonly HardwareManager[] {
  const open = async (manager: HardwareManager, path: string, options?: OpenOptions) => {
    for (let attempt = 1; ; attempt += 1) {
      await stopStacks(manager, path, logger);
      try {
        return await manager.openForWriting(path, options);
      } catch (error) {
        const isBusy = error instanceof BmvError && error.code === 'DISK_IN_USE';
        if (!isBusy || attempt === ATTEMPTS) throw error;
      }
    }
  };
  // One at a time: of two disks of one array, the one must not be looked at while the array of the other ends.
  let last: Promise<unknown> = Promise.resolve();
  return managers.map((manager) => ({
    ...manager,
    openForWriting: async (path, options) => {
      const opened = last.then(async () => await open(manager, path, options));
      last = opened.catch(() => {});
      return await opened;
    },
  }));
}
