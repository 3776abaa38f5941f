import type { ClaimRecord, Disk, DiskKey, Volume } from '../model.ts';
import { diskNameInPlan } from './disk-key.ts';
import { alignDown, type Extent, endOf, MIB, subtract } from './extent.ts';
import { isHeld, type NodeState } from './node-state.ts';
import { inOrder } from './order.ts';

type Ground = Pick<NodeState, 'disks' | 'claims' | 'volumes'>;

/** Bytes of the partition that a disk's first volume makes for its catalog, at the end of the disk. */
const CATALOG_BYTES = MIB;

/** What a volume that is on a disk has of it; null for one that has nothing. */
export function placedExtent(volume: Volume): Extent | null {
  const { disk, offset, length } = volume;
  return isHeld(volume) && disk !== null && offset !== null ? { offset, length } : null;
}

/** The same with what an extension will add. */
function promisedExtent(volume: Volume): Extent | null {
  const placed = placedExtent(volume);
  return placed && { ...placed, length: Math.max(placed.length, volume.wantedLength) };
}

/** Why no volume may be made on the disk; null where one may. */
export function whyNotOn(disk: Disk, disks: readonly Disk[]): string | null {
  const { key, isPresent, report } = disk;
  if (!isPresent) return 'is not in its node any more';
  if (report.readOnly) return 'is read-only';
  if (report.openOperation)
    return `has an operation that has not ended (${report.openOperation.operation}); let its step run again`;
  const others = disks.filter((item) => item.isPresent && item.key !== key);
  if (others.length > 0 && diskNameInPlan(key, disks) === null)
    return 'has neither WWN nor serial number, so that no plan can name it';
  return null;
}

/** What is free of a disk: as it says, less what its claims and volumes have. Reservations are not taken off. */
export function freeOf(disk: Disk, { claims, volumes }: Ground): readonly Extent[] {
  const held = volumes
    .filter((volume) => volume.disk === disk.key)
    .flatMap((volume) => promisedExtent(volume) ?? []);
  const claimed: readonly ClaimRecord[] = claims.filter((claim) => claim.disk === disk.key);
  return subtract(disk.report.free, [...held, ...claimed]);
}

/** The whole-MiB extent that ends nearest the end of the free space, as agents choose it. */
function allocateFromEnd(free: readonly Extent[], length: number): Extent | null {
  for (const extent of [...free].sort((a, b) => b.offset - a.offset)) {
    const offset = alignDown(endOf(extent) - length);
    if (offset >= extent.offset) return { offset, length };
  }
  return null;
}

/** What is left when the lengths are allocated in turn; null where one does not fit. */
function allocateAll(free: readonly Extent[], lengths: readonly number[]): readonly Extent[] | null {
  let left: readonly Extent[] = free;
  for (const length of lengths) {
    const place = allocateFromEnd(left, length);
    if (!place) return null;
    left = subtract(left, [place]);
  }
  return left;
}

/** Volumes that have yet to be made on the disk, in the order of the plan. */
function reservationsOn(key: DiskKey, volumes: readonly Volume[]): readonly Volume[] {
  return volumes
    .filter((volume) => volume.state === 'reserved' && volume.allowedDisks[0] === key)
    .sort(byAge);
}

/** The order of a plan. */
export function byAge(a: Volume, b: Volume): number {
  return a.createdAtMs - b.createdAtMs || inOrder(a.id, b.id);
}

/**
 * What is free of a disk when `taken` and all reservations are taken off; null where these do not all fit. They are taken
 * off where agents will make them: in the order of the plan, from the end.
 */
export function roomOn(disk: Disk, ground: Ground, taken: readonly Extent[] = []): readonly Extent[] | null {
  const reserved = reservationsOn(disk.key, ground.volumes).map(({ length }) => length);
  const catalog = disk.report.catalogGeneration === null ? [CATALOG_BYTES] : [];
  return allocateAll(subtract(freeOf(disk, ground), taken), [...catalog, ...reserved]);
}

/** Where a new volume goes. */
export interface Fit {
  readonly disk: Disk;
  /** Bytes that its piece of free space would have left. */
  readonly left: number;
}

/** The disk where a volume leaves the least of the piece that it is cut from; null where it fits on none. */
export function bestFit(disks: readonly Disk[], length: number, ground: Ground): Fit | null {
  const fits = disks.flatMap((disk) => {
    const room = roomOn(disk, ground) ?? [];
    const place = allocateFromEnd(room, length);
    const piece =
      place && room.find((extent) => extent.offset <= place.offset && endOf(extent) >= endOf(place));
    return piece ? [{ disk, left: piece.length - length }] : [];
  });
  return fits.sort((a, b) => a.left - b.left || inOrder(a.disk.key, b.disk.key))[0] ?? null;
}

/** Bytes of the largest volume that fits, whole MiB. */
export function largestFit(disks: readonly Disk[], ground: Ground): number {
  const pieces = disks.flatMap((disk) => roomOn(disk, ground) ?? []);
  return Math.max(0, ...pieces.map(wholeMib));
}

function wholeMib(extent: Extent): number {
  const first = Math.ceil(extent.offset / MIB) * MIB;
  return Math.max(0, alignDown(endOf(extent)) - first);
}

/** Disks of the node that volumes may be made on. */
export function usableDisks(disks: readonly Disk[]): readonly Disk[] {
  return disks.filter((disk) => whyNotOn(disk, disks) === null);
}
