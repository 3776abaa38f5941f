import { basename, join } from 'node:path';
import type { DiskUse, KernelPartition } from '../disk.ts';
import type { BlockDisk } from '../linux/block-disk.ts';
import { readHolders } from '../linux/holders.ts';
import { type LoopFile, readLoopFiles } from '../linux/loop-files.ts';
import { type Mount, readMounts, readSwaps, type Swap } from '../linux/mounts.ts';
import { type Opener, readOpeners } from '../linux/openers.ts';
import type { LinuxRoots } from '../linux/roots.ts';
import { listNames, nodePath, readAttribute, resolveLink } from '../linux/sysfs.ts';

/** Everything on the machine that may use some disk, read once for all disks. */
export interface SystemUsage {
  readonly mounts: readonly Mount[];
  readonly swaps: readonly Swap[];
  readonly loops: readonly LoopFile[];
}

export async function readSystemUsage(roots: LinuxRoots): Promise<SystemUsage> {
  return {
    mounts: await readMounts(roots),
    swaps: await readSwaps(roots),
    loops: await readLoopFiles(roots),
  };
}

/** A disk, its partitions, and all that is stacked on them. */
interface Stack {
  /** Node by device number. */
  readonly byNumber: ReadonlyMap<string, string>;
  readonly nodes: ReadonlySet<string>;
  readonly names: ReadonlySet<string>;
  readonly uses: readonly DiskUse[];
}

async function stackOf(
  roots: LinuxRoots,
  disk: BlockDisk,
  partitions: readonly KernelPartition[],
  loops: readonly LoopFile[],
): Promise<Stack> {
  const byNumber = new Map([[disk.majorMinor, disk.path]]);
  const names = new Set([disk.name]);
  const uses: DiskUse[] = [];
  const queue = [{ name: disk.name, folder: disk.folder, node: disk.path }];
  for (const { device } of partitions) {
    const name = basename(device);
    queue.push({ name, folder: join(disk.folder, name), node: device });
  }

  for (let item = queue.shift(); item !== undefined; item = queue.shift()) {
    const { name, folder, node } = item;
    const number = await readAttribute(join(folder, 'dev'));
    if (number !== null) byNumber.set(number, node);
    names.add(name);
    const stacked = await readHolders(roots, name, folder);
    uses.push(
      ...stacked.map(({ kind, on, detail, name: above, isContainer }) => ({
        kind,
        device: on,
        detail,
        ...(kind === 'md' && !isContainer ? { array: nodePath(roots, above) } : {}),
      })),
    );
    // A loop device on a block device (an offset mount) is no holder for the kernel.
    const onLoop = loops.filter(({ backing }) => backing === node);
    uses.push(
      ...onLoop.map(
        ({ device }): DiskUse => ({ kind: 'holder', device: node, detail: `loop device ${device}` }),
      ),
    );

    for (const above of [...stacked, ...onLoop].map((entry) => entry.name)) {
      if (names.has(above)) continue;
      queue.push({ name: above, folder: join(roots.sys, 'block', above), node: nodePath(roots, above) });
    }
  }
  return { byNumber, nodes: new Set([...byNumber.values(), disk.path]), names, uses };
}

/** The stack's device that a path is, by name or through links; null when it is none of them. */
async function nodeOf(stack: Stack, path: string): Promise<string | null> {
  if (!path.startsWith('/')) return null;
  if (stack.nodes.has(path)) return path;
  const resolved = await resolveLink(path);
  return resolved !== null && stack.nodes.has(resolved) ? resolved : null;
}

async function mountUses(stack: Stack, mounts: readonly Mount[]): Promise<DiskUse[]> {
  const uses: DiskUse[] = [];
  for (const { majorMinor, source, mountPoint, seenBy } of mounts) {
    // Btrfs has device numbers of its own: only the name tells.
    const device = stack.byNumber.get(majorMinor) ?? (await nodeOf(stack, source));
    if (device === null || device === undefined) continue;
    uses.push({
      kind: 'mount',
      device,
      detail: seenBy === null ? mountPoint : `${mountPoint} (seen by ${seenBy})`,
    });
  }
  return uses;
}

/** Members of a mounted btrfs that its mount does not name: it shows one device of several. */
async function btrfsUses(roots: LinuxRoots, stack: Stack): Promise<DiskUse[]> {
  const base = join(roots.sys, 'fs/btrfs');
  const uses: DiskUse[] = [];
  for (const uuid of (await listNames(base)).filter((name) => name.includes('-'))) {
    for (const name of await listNames(join(base, uuid, 'devices'))) {
      if (stack.names.has(name))
        uses.push({ kind: 'holder', device: nodePath(roots, name), detail: `mounted btrfs ${uuid}` });
    }
  }
  return uses;
}

/** Everything that keeps a disk or a part of it busy, but for programs that merely have it open. */
export async function readDiskUses(
  roots: LinuxRoots,
  disk: BlockDisk,
  partitions: readonly KernelPartition[],
  system: SystemUsage,
): Promise<readonly DiskUse[]> {
  const stack = await stackOf(roots, disk, partitions, system.loops);
  const uses = [...stack.uses, ...(await mountUses(stack, system.mounts))];
  for (const { path } of system.swaps) {
    const device = await nodeOf(stack, path);
    if (device !== null) uses.push({ kind: 'swap', device, detail: path });
  }
  const named = new Set(uses.map(({ device }) => device));
  uses.push(...(await btrfsUses(roots, stack)).filter(({ device }) => !named.has(device)));
  return uses;
}

/** Programs that have the disk or a partition of it open for writing; E39. */
export function openerUses(
  roots: LinuxRoots,
  path: string,
  partitions: readonly KernelPartition[],
): readonly DiskUse[] {
  const openers: readonly Opener[] = readOpeners(roots, [path, ...partitions.map(({ device }) => device)]);
  return openers.map(({ pid, command, path: device }) => ({
    kind: 'holder',
    device,
    detail: `process ${pid} (${command}), which has it open for writing`,
  }));
}
