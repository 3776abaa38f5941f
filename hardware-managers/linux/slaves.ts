import { basename, dirname, join } from 'node:path';
import type { BackingPartition } from '../disk.ts';
import type { LinuxRoots } from './roots.ts';
import { listNames, nodePath, readAttribute, resolveLink } from './sysfs.ts';

/**
 * The partitions that a stacked disk (an array, a map) is made of, at every level down to the hardware; each once.
 * `folder`: the disk's in sysfs.
 */
export async function readBackingPartitions(
  roots: LinuxRoots,
  folder: string,
): Promise<readonly BackingPartition[]> {
  const found = new Map<string, BackingPartition>();
  const queue = [folder];
  const seen = new Set(queue);
  for (let item = queue.shift(); item !== undefined; item = queue.shift())
    for (const name of await listNames(join(item, 'slaves'))) {
      const slave = (await resolveLink(join(item, 'slaves', name))) ?? join(roots.sys, 'block', name);
      const isPartition = (await readAttribute(join(slave, 'partition'))) !== null;
      const disk = isPartition ? dirname(slave) : slave;
      const device = nodePath(roots, name);
      if (isPartition) found.set(device, { device, disk: nodePath(roots, basename(disk)) });
      if (seen.has(disk)) continue;
      seen.add(disk);
      queue.push(disk);
    }
  return [...found.values()];
}
