import { BmvError } from '../../proto/error.ts';
import type { KernelPartition } from '../disk.ts';
import type { BlockDisk } from '../linux/block-disk.ts';
import {
  applyPartitionChange,
  maxKernelPartitions,
  planPartitionChanges,
  readKernelPartitions,
  type WantedPartition,
} from '../linux/block-partitions.ts';
import type { LinuxRoots } from '../linux/roots.ts';

/**
 * Makes the kernel's partitions of an open disk those wanted, one BLKPG call each, never by re-reading
 * the table (E42), and returns the kernel's view. Numbers beyond those the kernel can have (255 on most
 * disks) are returned as given.
 *
 * Errors: `KERNEL_VIEW_DIFFERS` when a call is refused or the outcome is not what was asked for.
 */
export async function syncPartitions(
  roots: LinuxRoots,
  disk: BlockDisk,
  fd: number,
  wanted: readonly WantedPartition[],
): Promise<readonly KernelPartition[]> {
  const max = await maxKernelPartitions(disk.folder);
  const possible = wanted.filter(({ number }) => number <= max);
  const beyond = wanted
    .filter(({ number }) => number > max)
    .map((partition) => ({ ...partition, device: '' }));
  if (max === 0) return beyond;

  const current = await readKernelPartitions(roots, disk.folder);
  for (const change of planPartitionChanges(current, possible))
    await applyPartitionChange(fd, disk.path, change);

  const seen = await readKernelPartitions(roots, disk.folder);
  const differing = planPartitionChanges(seen, possible);
  if (differing.length > 0) {
    const list = differing.map(({ change, number }) => `${number} (${change})`).join(', ');
    throw new BmvError(
      'KERNEL_VIEW_DIFFERS',
      `the kernel's partitions of ${disk.path} are still not as planned: ${list}; run \`partx --update ${disk.path}\`, or reboot`,
      { device: disk.path },
    );
  }
  return [...seen, ...beyond];
}
