import { changeEntry, padEntry } from '../../hardware-managers/partition-table/gpt-entry.ts';
import type { Extent } from './extent.ts';
import { needsNewGuid } from './guid-duplicates.ts';
import type { ImagePartition } from './image-partitions.ts';
import type { Kept, Placement } from './types.ts';

export interface PlacementInput {
  readonly partitions: readonly ImagePartition[];
  /** Where each goes, and under which number, in the same order. */
  readonly extents: readonly (Extent | null)[];
  readonly numbers: readonly number[];
  readonly kept: readonly Kept[];
  readonly sectorBytes: number;
  readonly entrySize: number;
  readonly newGuid: () => string;
}

/**
 * The image's entries as they will stand on the disk: place, number and (next to a kept twin) GUID are
 * new, every other byte is the image's. Null for a partition without a place.
 */
export function makePlacements(input: PlacementInput): readonly (Placement | null)[] {
  const { partitions, extents, numbers, kept, sectorBytes, entrySize, newGuid } = input;
  return partitions.map((partition, index) => {
    const extent = extents[index];
    const { entry } = partition;
    const number = numbers[index] ?? entry.number;
    if (!extent) return null;
    const renewed = needsNewGuid(partition, kept);
    const firstLba = extent.offset / sectorBytes;
    const lastLba = firstLba + extent.length / sectorBytes - 1;
    const change = { number, firstLba, lastLba, ...(renewed ? { guid: newGuid() } : {}) };
    return {
      imageNumber: entry.number,
      imageOffset: partition.extent.offset,
      entry: changeEntry(padEntry(entry, entrySize), change),
      extent,
      moved: extent.offset !== partition.extent.offset,
      renumbered: number !== entry.number,
      newGuid: renewed,
    };
  });
}
