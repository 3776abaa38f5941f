import { pathKind } from '../linux/path-kind.ts';
import { LINUX_ROOTS, type LinuxRoots } from '../linux/roots.ts';
import { type HardwareManager, SUPPORT } from '../manager.ts';
import { openFileForReading, openFileForWriting } from './device.ts';
import { findDiskFile, inspectDiskFile, MANAGER } from './inventory.ts';

export interface DiskFileOptions {
  /** Default: the running system. */
  readonly roots?: LinuxRoots;
  /** How long to wait for a file that is only just busy, milliseconds. Default 3000. */
  readonly waitMs?: number;
}

/** The manager of plain files that hold a disk's bytes, with 512 or 4096-byte sectors. */
export function createDiskFileManager(options: DiskFileOptions = {}): HardwareManager {
  const { roots = LINUX_ROOTS, waitMs = 3000 } = options;
  return {
    name: MANAGER,
    evaluateSupport: async (path) =>
      (await pathKind(path)).kind === 'file' ? SUPPORT.generic : SUPPORT.none,
    // A file is a disk because somebody says so; none is found by searching.
    listDisks: async () => [],
    inspectDisk: async (path, open = {}) =>
      await inspectDiskFile(roots, await findDiskFile(path), open, { withOpeners: true }),
    openForReading: async (path, open = {}) =>
      await openFileForReading(
        await inspectDiskFile(roots, await findDiskFile(path), open, { withOpeners: true }),
      ),
    openForWriting: async (path, open = {}) => {
      const info = await inspectDiskFile(roots, await findDiskFile(path), open, { withOpeners: false });
      return await openFileForWriting(roots, info, waitMs);
    },
    // The kernel does not partition a file.
    stopHolders: async () => [],
  };
}
