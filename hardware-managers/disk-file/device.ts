import { constants } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';
import { BmvError } from '../../proto/error.ts';
import type { DiskInfo, KernelPartition, ReadableDisk, WritableDisk } from '../disk.ts';
import type { WantedPartition } from '../linux/block-partitions.ts';
import { DiskHandle } from '../linux/disk-handle.ts';
import { HandleReader, HandleWriter } from '../linux/handle-disk.ts';
import { lockExclusively, retryWhileBusy } from '../linux/lock.ts';
import { cannotOpen } from '../linux/open-error.ts';
import type { LinuxRoots } from '../linux/roots.ts';
import { inUse, refuseUnlessWritable } from '../linux/write-checks.ts';
import { syncPartitions } from './partitions.ts';
import { openerUses } from './usage.ts';

const { O_RDONLY, O_RDWR } = constants;

class FileWriter extends HandleWriter implements WritableDisk {
  async offloadZero(offset: number, length: number): Promise<boolean> {
    this.handle.checkSectors('zero', offset, length);
    return length === 0 || (await this.puncher.punch(offset, length));
  }

  /** A file has no discard of its own; a hole gives the space back as well (and reads as zeros, which is more). */
  async discard(offset: number, length: number): Promise<boolean> {
    this.handle.checkSectors('discard', offset, length);
    return length === 0 || (await this.puncher.punch(offset, length));
  }

  async syncKernelPartitions(partitions: readonly WantedPartition[]): Promise<readonly KernelPartition[]> {
    return syncPartitions(partitions);
  }
}

function toHandle(handle: FileHandle, { path, sizeBytes, logicalSectorBytes }: DiskInfo): DiskHandle {
  return new DiskHandle(handle, { path, sizeBytes, sectorBytes: logicalSectorBytes, direct: false });
}

/** Through the page cache: a file's own cache is never stale. */
export async function openFileForReading(info: DiskInfo): Promise<ReadableDisk> {
  const handle = await open(info.path, O_RDONLY).catch((error: unknown) => {
    throw cannotOpen(info.path, error);
  });
  return new HandleReader(info, toHandle(handle, info));
}

async function openLocked(roots: LinuxRoots, path: string): Promise<FileHandle> {
  const handle = await open(path, O_RDWR);
  try {
    await lockExclusively(handle.fd, path);
    const openers = openerUses(roots, path);
    if (openers.length > 0) throw inUse(path, openers);
    return handle;
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/**
 * Opens locked, and looks again whether the path still leads to the file that was looked at.
 * Errors: all of `refuseUnlessWritable`, `DISK_LOCKED`, `PERMISSION_DENIED`, `INVENTORY_DISAGREES`.
 */
export async function openFileForWriting(
  roots: LinuxRoots,
  info: DiskInfo,
  waitMs: number,
): Promise<WritableDisk> {
  refuseUnlessWritable(info);
  const handle = await retryWhileBusy(waitMs, () => openLocked(roots, info.path)).catch((error: unknown) => {
    throw cannotOpen(info.path, error);
  });
  try {
    const [opened, named] = [await handle.stat(), await stat(info.path)];
    if (opened.size !== info.sizeBytes || opened.ino !== named.ino || opened.dev !== named.dev) {
      throw new BmvError(
        'INVENTORY_DISAGREES',
        `${info.path} was changed or replaced while it was opened; try again`,
        {
          device: info.path,
        },
      );
    }
    return new FileWriter(info, toHandle(handle, info));
  } catch (error) {
    await handle.close();
    throw error;
  }
}
