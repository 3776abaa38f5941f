import { alignUp, contains, type Extent, MIB, overlaps, subtract } from './extent.ts';
import { allocateFromEnd, allocateFromStart } from './free-space.ts';
import type { ImagePartition } from './image-partitions.ts';
import type { Conflict } from './types.ts';
import { conflict, extentWords, partitionObject, partitionWords, sizeWords } from './wording.ts';

/** Bytes that are taken, with what takes them, for people. */
export interface Obstacle {
  readonly extent: Extent;
  readonly what: string;
}

/** The disk as far as placing goes. */
export interface PlacingGround {
  /** Where partitions may lie: behind the spare array, before the backup table. */
  readonly usable: Extent;
  /** What is kept, and the catalog. */
  readonly obstacles: readonly Obstacle[];
  /** Length of the config drive's extent; 0 for none. */
  readonly configDriveBytes: number;
  readonly physicalSectorBytes: number;
  readonly imageName: string;
  /** What could be made smaller than it is. Default: the image. */
  readonly shrink?: string;
}

export interface Places {
  /** In the order of the partitions given; null where there was no place. */
  readonly extents: readonly (Extent | null)[];
  readonly configDrive: Extent | null;
  readonly conflicts: readonly Conflict[];
}

function largest(extents: readonly Extent[]): Extent | null {
  return extents.reduce<Extent | null>(
    (best, next) => (best && best.length >= next.length ? best : next),
    null,
  );
}

function inTheWay(extent: Extent, ground: PlacingGround): string {
  const things = ground.obstacles
    .filter((obstacle) => overlaps(obstacle.extent, extent))
    .map(({ what }) => what);
  if (!contains(ground.usable, extent))
    things.push(`the edge of the usable disk (${extentWords(ground.usable)})`);
  return things.join(', ');
}

function tooBig(partition: ImagePartition, free: readonly Extent[], ground: PlacingGround): Conflict {
  const best = largest(free);
  const { extent, entry } = partition;
  const short = extent.length - (best?.length ?? 0);
  const lack = short > 0 ? `${sizeWords(short)} too little` : 'not aligned to hold it';
  return conflict(
    'IMAGE_TOO_BIG',
    `${partitionWords(entry)} of ${ground.imageName} (${extentWords(extent)}) does not fit: at its own place stands ` +
      `${inTheWay(extent, ground)}; the largest free space is ${best ? extentWords(best) : 'none'}, ${lack}`,
    `release or do not keep what is in the way, ${ground.shrink ?? 'take a smaller image'}, or a larger disk`,
    [partitionObject(entry)],
  );
}

function noConfigDrive(free: readonly Extent[], bytes: number): Conflict {
  const best = largest(free);
  return conflict(
    'NO_SPACE',
    `the config drive needs ${sizeWords(bytes)}, but the largest free space is ${best ? extentWords(best) : 'none'}`,
    'release a volume, take a smaller image, or deploy without a config drive',
    ['config-2'],
  );
}

/**
 * Finds an extent for every partition of an image: its own offset when that is usable and nothing stands
 * there, else the first free MiB-aligned extent that fits. Partitions that stay are fixed first, then the
 * config drive takes the last free extent, then the others move, in the order given. Everything that
 * finds no place is a conflict; the others are placed all the same.
 */
export function findPlaces(partitions: readonly ImagePartition[], ground: PlacingGround): Places {
  const { usable, obstacles, configDriveBytes } = ground;
  const alignment = alignUp(MIB, Math.max(1, ground.physicalSectorBytes));
  const taken = obstacles.map(({ extent }) => extent);
  const stays = (extent: Extent) =>
    contains(usable, extent) && !obstacles.some((it) => overlaps(it.extent, extent));
  const conflicts: Conflict[] = [];
  const places = new Map<ImagePartition, Extent>();

  for (const partition of partitions) {
    if (!stays(partition.extent)) continue;
    places.set(partition, partition.extent);
    taken.push(partition.extent);
  }
  let configDrive: Extent | null = null;
  if (configDriveBytes > 0) {
    const free = subtract([usable], taken);
    configDrive = allocateFromEnd(free, configDriveBytes, alignment);
    if (configDrive) taken.push(configDrive);
    else conflicts.push(noConfigDrive(free, configDriveBytes));
  }
  for (const partition of partitions) {
    if (places.has(partition)) continue;
    const free = subtract([usable], taken);
    const extent = allocateFromStart(free, partition.extent.length, alignment);
    if (extent) {
      places.set(partition, extent);
      taken.push(extent);
    } else {
      conflicts.push(tooBig(partition, free, ground));
    }
  }
  return { extents: partitions.map((partition) => places.get(partition) ?? null), configDrive, conflicts };
}
