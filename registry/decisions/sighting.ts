import type { Inventory, VolumeReport } from '../../proto/report.ts';
import type { ClaimRecord, DiskKey, Volume } from '../model.ts';
import { diskKeys } from './disk-key.ts';
import { type Extent, overlaps } from './extent.ts';
import { placedExtent } from './free-space.ts';
import { inOrder } from './order.ts';

/** A volume as a disk shows it. */
export interface Sighting {
  readonly report: VolumeReport;
  /** Null: nothing tells the disk apart. */
  readonly disk: DiskKey | null;
  /** All that the disk may be called. */
  readonly mayBe: readonly DiskKey[];
  /** For people; empty where it is not known. */
  readonly device: string;
}

/** States in which a disk has a volume ready to be given to an instance, as agents see it. */
const READY: readonly VolumeReport['state'][] = ['available', 'reserved', 'in-use', 'extending'];

/** False for a claim whose volume is not at its place. */
export function isThere({ report }: Sighting): boolean {
  return report.state !== 'missing';
}

export function isReady({ report }: Sighting): boolean {
  return READY.includes(report.state);
}

/** Whether a volume begins where it did, as far as its disk can be told apart. */
export function isAtPlace({ disk, offset }: Volume, { report, mayBe, ...sighting }: Sighting): boolean {
  if (disk === null || report.offset !== offset) return false;
  return sighting.disk === null ? mayBe.includes(disk) : sighting.disk === disk;
}

/** By disk and place. */
function byPlace(a: Sighting, b: Sighting): number {
  const [left, right] = [a.disk ?? a.device, b.disk ?? b.device];
  return inOrder(left, right) || a.report.offset - b.report.offset;
}

/** All claims of an inventory, by place. `keys`: of its disks, in its order. */
export function sightingsOf({ disks }: Inventory, keys: readonly (DiskKey | null)[]): readonly Sighting[] {
  return disks
    .flatMap(({ device, identity, volumes }, index) => {
      const mayBe = diskKeys(identity);
      return volumes.map((report): Sighting => ({ report, disk: keys[index] ?? null, mayBe, device }));
    })
    .sort(byPlace);
}

/** The claim that a disk makes. */
export function claimOf({ report, disk, device }: Sighting, node: string, nowMs: number): ClaimRecord {
  const { id, name, project, state, offset, length } = report;
  return {
    disk: disk ?? `device:${device}`,
    node,
    volume: id,
    name,
    project,
    state,
    offset,
    length,
    seenAtMs: nowMs,
  };
}

/** Whether two records say the same, whenever they did. */
export function isSameClaim(a: ClaimRecord, b: ClaimRecord): boolean {
  return (['name', 'project', 'state', 'offset', 'length'] as const).every((field) => a[field] === b[field]);
}

/** What a volume on a disk may collide with. */
export interface Surroundings {
  readonly volumes: readonly Volume[];
  readonly claims: readonly ClaimRecord[];
}

/** Id of another volume that has, or claims, part of the extent; null for none. */
export function obstacleIn(
  extent: Extent,
  { id, disk }: { readonly id: string; readonly disk: DiskKey },
  { volumes, claims }: Surroundings,
): string | null {
  const held = volumes.find((volume) => {
    const theirs = volume.id !== id && volume.disk === disk ? placedExtent(volume) : null;
    return theirs !== null && overlaps(theirs, extent);
  });
  const claimed = claims.find(
    (claim) => claim.volume !== id && claim.disk === disk && overlaps(claim, extent),
  );
  return held?.id ?? claimed?.volume ?? null;
}
