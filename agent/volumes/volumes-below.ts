import type { DiskInfo } from '../../hardware-managers/disk.ts';
import { pickManager } from '../../hardware-managers/dispatch.ts';
import type { Claim } from '../../proto/catalog.ts';
import { BmvError } from '../../proto/error.ts';
import type { Context } from '../context.ts';
import { inspectDisk } from './inspect.ts';

/**
 * The volumes that a disk is made of: its owner may have joined some to an array. Throws what `inspectDisk` throws for
 * the disks below.
 */
async function volumesBelow(context: Context, { restsOn }: DiskInfo): Promise<readonly Claim[]> {
  const found: Claim[] = [];
  for (const path of new Set(restsOn.map(({ disk }) => disk))) {
    const { partitions } = await (await pickManager(context.managers, path)).inspectDisk(path);
    const used = new Set(restsOn.filter(({ disk }) => disk === path).map(({ device }) => device));
    const offsets = partitions.filter(({ device }) => used.has(device)).map(({ offset }) => offset);
    const { catalog } = await inspectDisk(context, path);
    found.push(...(catalog?.catalog.claims ?? []).filter(({ offset }) => offsets.includes(offset)));
  }
  return found;
}

/** Names them for a message; null when the disk is made of none. A disk below that cannot be read is in doubt. */
export async function describeVolumesBelow(context: Context, disk: DiskInfo): Promise<string | null> {
  if (disk.restsOn.length === 0) return null;
  try {
    const volumes = await volumesBelow(context, disk);
    if (volumes.length === 0) return null;
    return `volume ${volumes.map(({ name, id }) => `${JSON.stringify(name)} (${id})`).join(', ')}`;
  } catch (error) {
    context.signal.throwIfAborted();
    const why = error instanceof Error ? error.message : String(error);
    return `a disk that cannot be judged: ${why}`;
  }
}

/** Throws `DISK_ON_VOLUME`: what is written to the disk would be written into volumes. */
export async function refuseOnVolumes(context: Context, disk: DiskInfo): Promise<void> {
  const below = await describeVolumesBelow(context, disk);
  if (below === null) return;
  throw new BmvError(
    'DISK_ON_VOLUME',
    `${disk.path} is made of ${below}; name another disk, or stop ${disk.path}`,
    { device: disk.path },
  );
}
