import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import { BmvError } from '../../proto/error.ts';
import type { DiskInfo, KernelPartition, ReadableDisk, WritableDisk } from '../disk.ts';
import type { BlockDisk } from '../linux/block-disk.ts';
import type { WantedPartition } from '../linux/block-partitions.ts';
import { discardRange } from '../linux/discard.ts';
import { DiskHandle } from '../linux/disk-handle.ts';
import { HandleReader, HandleWriter } from '../linux/handle-disk.ts';
import { lockExclusively, retryWhileBusy } from '../linux/lock.ts';
import { cannotOpen } from '../linux/open-error.ts';
import { pathKind } from '../linux/path-kind.ts';
import type { LinuxRoots } from '../linux/roots.ts';
import { readNumber } from '../linux/sysfs.ts';
import { systemCode } from '../linux/system-error.ts';
import { inUse, refuseUnlessWritable } from '../linux/write-checks.ts';
import { syncPartitions } from './partitions.ts';
import { openerUses } from './usage.ts';

const { O_RDONLY, O_RDWR, O_DIRECT, O_EXCL } = constants;

class BlockWriter extends HandleWriter implements WritableDisk {
  readonly #roots: LinuxRoots;
  readonly #disk: BlockDisk;

  constructor(info: DiskInfo, handle: DiskHandle, roots: LinuxRoots, disk: BlockDisk) {
    super(info, handle);
    this.#roots = roots;
    this.#disk = disk;
  }

  async offloadZero(offset: number, length: number): Promise<boolean> {
    this.handle.checkSectors('zero', offset, length);
    if (!(await this.#queueCan('write_zeroes_max_bytes'))) return false;
    return length === 0 || (await this.puncher.punch(offset, length));
  }

  async discard(offset: number, length: number): Promise<boolean> {
    this.handle.checkSectors('discard', offset, length);
    if (!(await this.#queueCan('discard_max_bytes'))) return false;
    return length === 0 || (await discardRange(this.handle.fd, offset, length));
  }

  async syncKernelPartitions(partitions: readonly WantedPartition[]): Promise<readonly KernelPartition[]> {
    return await syncPartitions(this.#roots, this.#disk, this.handle.fd, partitions);
  }

  async #queueCan(limit: string): Promise<boolean> {
    return ((await readNumber(join(this.#disk.folder, 'queue', limit))) ?? 0) > 0;
  }
}

function handleOptions({ path, sizeBytes, logicalSectorBytes }: DiskInfo, direct: boolean) {
  return { path, sizeBytes, sectorBytes: logicalSectorBytes, direct };
}

/**
 * Opens without exclusive access, with O_DIRECT so that what is read is what is on the medium and not an
 * old page of the cache; buffered only where the platform refuses O_DIRECT.
 */
export async function openBlockForReading(info: DiskInfo): Promise<ReadableDisk> {
  try {
    const handle = await open(info.path, O_RDONLY | O_DIRECT).catch(async (error: unknown) => {
      if (systemCode(error) !== 'EINVAL') throw error;
      return null;
    });
    if (handle) return new HandleReader(info, new DiskHandle(handle, handleOptions(info, true)));
    return new HandleReader(
      info,
      new DiskHandle(await open(info.path, O_RDONLY), handleOptions(info, false)),
    );
  } catch (error) {
    throw cannotOpen(info.path, error);
  }
}

async function openExclusively(roots: LinuxRoots, { path, partitions }: DiskInfo): Promise<FileHandle> {
  const handle = await open(path, O_RDWR | O_DIRECT | O_EXCL);
  try {
    await lockExclusively(handle.fd, path);
    const openers = openerUses(roots, path, partitions);
    if (openers.length > 0) throw inUse(path, openers);
    return handle;
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/** E40: names move between disks. The disk that is open must be the one that was looked at. */
function refuseIfAnother(before: DiskInfo, after: DiskInfo): void {
  const differing = (['sizeBytes', 'logicalSectorBytes', 'serial', 'wwn'] as const).filter(
    (key) => before[key] !== after[key],
  );
  if (differing.length === 0) return;
  throw new BmvError(
    'INVENTORY_DISAGREES',
    `${before.path} changed while it was opened (${differing.join(', ')}); another disk may have taken its name, look with \`bmv disks\``,
    { device: before.path },
  );
}

/**
 * Opens exclusively (O_EXCL keeps mounts, LVM, MD and other writers away) and locked (keeps udev away),
 * then looks again whether it is still the same disk. `info` is what was seen of it, `inspect` looks anew.
 *
 * Errors: all of `refuseUnlessWritable`, `DISK_LOCKED`, `PERMISSION_DENIED`, `INVENTORY_DISAGREES`.
 */
export async function openBlockForWriting(
  roots: LinuxRoots,
  disk: BlockDisk,
  info: DiskInfo,
  inspect: () => Promise<DiskInfo>,
  waitMs: number,
): Promise<WritableDisk> {
  refuseUnlessWritable(info);
  const handle = await retryWhileBusy(waitMs, () => openExclusively(roots, info)).catch(
    async (error: unknown) => {
      if (systemCode(error) === 'EBUSY') throw inUse(info.path, (await inspect()).uses);
      throw cannotOpen(info.path, error);
    },
  );
  try {
    const opened = await pathKind(`/proc/self/fd/${handle.fd}`);
    if (opened.kind !== 'block' || opened.majorMinor !== disk.majorMinor) {
      throw new BmvError(
        'INVENTORY_DISAGREES',
        `${info.path} has become another device while it was opened; try again`,
        {
          device: info.path,
        },
      );
    }
    const after = await inspect();
    refuseIfAnother(info, after);
    return new BlockWriter(after, new DiskHandle(handle, handleOptions(after, true)), roots, disk);
  } catch (error) {
    await handle.close();
    throw error;
  }
}
