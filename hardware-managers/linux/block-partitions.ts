import { join } from 'node:path';
import { BmvError } from '../../proto/error.ts';
import type { KernelPartition } from '../disk.ts';
import { runCommand } from './command.ts';
import type { LinuxRoots } from './roots.ts';
import { listNames, nodePath, readNumber, SYSFS_SECTOR } from './sysfs.ts';

/** A partition to have, in bytes. */
export type WantedPartition = Omit<KernelPartition, 'device'>;

/** One BLKPG call; bytes. */
export type PartitionChange =
  | { readonly change: 'delete'; readonly number: number }
  | { readonly change: 'resize'; readonly number: number; readonly length: number }
  | { readonly change: 'add'; readonly number: number; readonly offset: number; readonly length: number };

/** The kernel's partitions of the disk with this sysfs folder, by number. */
export async function readKernelPartitions(
  roots: LinuxRoots,
  folder: string,
): Promise<readonly KernelPartition[]> {
  const partitions: KernelPartition[] = [];
  for (const name of await listNames(folder)) {
    const number = await readNumber(join(folder, name, 'partition'));
    const start = await readNumber(join(folder, name, 'start'));
    const size = await readNumber(join(folder, name, 'size'));
    if (number === null || start === null || size === null) continue;
    partitions.push({
      number,
      device: nodePath(roots, name),
      offset: start * SYSFS_SECTOR,
      length: size * SYSFS_SECTOR,
    });
  }
  return partitions.sort((a, b) => a.number - b.number);
}

/** How many partitions the kernel can have on the disk; 0 where it has none at all (device mapper). */
export async function maxKernelPartitions(folder: string): Promise<number> {
  return ((await readNumber(join(folder, 'ext_range'))) ?? 1) - 1;
}

/**
 * The calls that lead from `current` to `wanted`. Equal partitions are left alone, whoever uses them.
 * Deletions come first and shrinking before growing, so that no call meets an extent still taken.
 */
export function planPartitionChanges(
  current: readonly WantedPartition[],
  wanted: readonly WantedPartition[],
): readonly PartitionChange[] {
  const wantedByNumber = new Map(wanted.map((partition) => [partition.number, partition]));
  const staying = new Map(
    current
      .filter(({ number, offset }) => wantedByNumber.get(number)?.offset === offset)
      .map((p) => [p.number, p]),
  );
  const deletions = current
    .filter(({ number }) => !staying.has(number))
    .map(({ number }): PartitionChange => ({ change: 'delete', number }));
  const resizes = wanted
    .map(({ number, length }) => ({ number, length, by: length - (staying.get(number)?.length ?? length) }))
    .filter(({ by }) => by !== 0)
    .sort((a, b) => a.by - b.by)
    .map(({ number, length }): PartitionChange => ({ change: 'resize', number, length }));
  const additions = wanted
    .filter(({ number }) => !staying.has(number))
    .map(({ number, offset, length }): PartitionChange => ({ change: 'add', number, offset, length }));
  return [...deletions, ...resizes, ...additions];
}

type Argv = readonly [string, ...string[]];

/**
 * Commands that make one change, the best first; the next one where its tool is not installed. Debian 13 has no
 * `addpart`: there `partx` takes the extent from the table, which is on the disk already.
 */
export function partitionCommands(change: PartitionChange): readonly [Argv, ...Argv[]] {
  const disk = '/proc/self/fd/3';
  const number = `${change.number}`;
  if (change.change === 'delete') return [['partx', '--delete', '--nr', number, disk]];
  const length = `${change.length / SYSFS_SECTOR}`;
  if (change.change === 'resize') return [['resizepart', disk, number, length]];
  return [
    ['addpart', disk, number, `${change.offset / SYSFS_SECTOR}`, length],
    ['partx', '--add', '--nr', number, disk],
  ];
}

/** Runs the first of the commands whose tool is installed. */
async function runFirst([first, ...others]: readonly [Argv, ...Argv[]], fd: number): Promise<void> {
  try {
    await runCommand(first, { inheritFds: [fd] });
  } catch (error) {
    const [next, ...rest] = others;
    if (!next || !(error instanceof BmvError) || error.code !== 'TOOL_MISSING') throw error;
    await runFirst([next, ...rest], fd);
  }
}

/**
 * Makes one BLKPG call on the open disk. util-linux's tools take units of 512 bytes whatever the sector.
 * Errors: `KERNEL_VIEW_DIFFERS` when the kernel refuses (EBUSY: the partition is in use).
 */
export async function applyPartitionChange(fd: number, path: string, change: PartitionChange): Promise<void> {
  try {
    await runFirst(partitionCommands(change), fd);
  } catch (cause) {
    if (!(cause instanceof BmvError) || cause.code !== 'COMMAND_FAILED') throw cause;
    const reason = /busy/i.test(cause.message) ? 'something uses that place' : cause.message;
    throw new BmvError(
      'KERNEL_VIEW_DIFFERS',
      `the kernel refuses to ${change.change} partition ${change.number} of ${path}: ${reason}; ` +
        `end what uses it, then run \`partx --update ${path}\`, or reboot`,
      { device: path, cause },
    );
  }
}
