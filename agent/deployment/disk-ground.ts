import type { ReadableDisk } from '../../hardware-managers/disk.ts';
import { entryExtent } from '../../hardware-managers/partition-table/gpt-entry.ts';
import type { DiskGround } from '../image/types.ts';
import { type Extent, MIB, subtract } from '../layout/extent.ts';
import { segmentTargets } from '../layout/segments.ts';
import type { Layout, Plan } from '../layout/types.ts';

/** What must not be read as a part of an image: kept bytes, and what the operation itself changes beside the image. */
function forbidden({ sizeBytes, catalog }: Layout, { kept, catalogPlace, created }: Plan): Extent[] {
  return [
    // Tables, both copies.
    { offset: 0, length: MIB },
    { offset: sizeBytes - MIB, length: MIB },
    ...kept.map(({ extent }) => extent),
    ...(catalog ? [catalog.place, ...catalog.catalog.claims] : []),
    ...(catalogPlace ? [catalogPlace] : []),
    ...created.map(({ extent }) => extent),
  ];
}

/**
 * Where a disk may hold bytes of the image that it is to get: where the image goes, then what will be erased. Kept
 * partitions are never among them, whatever they hold: they may be another tenant's.
 */
export function diskGround(
  disk: Pick<ReadableDisk, 'readInto'>,
  layout: Layout,
  plan: Plan,
  onBytes: DiskGround['onBytes'],
): DiskGround {
  const erased = plan.erased.map((entry) => entryExtent(entry, layout.sectorBytes));
  const targets = segmentTargets(plan.segments).map(({ offset, length }) => ({
    offset,
    length: Math.min(length, layout.sizeBytes - offset),
  }));
  const not = forbidden(layout, plan);
  return {
    disk,
    places: [...subtract(targets, not), ...subtract(erased, [...not, ...targets])],
    starts: erased.map(({ offset }) => offset),
    segments: plan.segments,
    onBytes,
  };
}
