import { tableGeometry } from '../../hardware-managers/partition-table/geometry.ts';
import type { GptTable } from '../../hardware-managers/partition-table/types.ts';
import { type Extent, overlaps } from './extent.ts';
import type { Kept, Layout } from './types.ts';

/** Linux, sgdisk and sfdisk all make tables of this many entries. */
const USUAL_COUNT = 128;
const MIN_ENTRY_SIZE = 128;

/** How many entries a table has and of which size, and the bytes that it covers on the disk. */
export interface TableShape {
  readonly entryCount: number;
  readonly entrySize: number;
  readonly firstUsableLba: number;
  readonly lastUsableLba: number;
  /** Sector 0 to the end of the primary array. */
  readonly head: Extent;
  /** Where the spare array goes while a table is switched; nothing new is placed there. */
  readonly spare: Extent;
  /** Backup array and header. */
  readonly tail: Extent;
}

function shapeOf(layout: Layout, entryCount: number, entrySize: number): TableShape {
  const geometry = tableGeometry(layout, entryCount, entrySize);
  const headBytes = geometry.spareEntriesLba * layout.sectorBytes;
  return {
    entryCount,
    entrySize,
    firstUsableLba: geometry.firstUsableLba,
    lastUsableLba: geometry.lastUsableLba,
    head: { offset: 0, length: headBytes },
    spare: { offset: headBytes, length: geometry.head.length - headBytes },
    tail: geometry.tail,
  };
}

function highestNumber(...entries: readonly { readonly number: number }[]): number {
  return Math.max(0, ...entries.map(({ number }) => number));
}

/**
 * The shape of the table that lists what is kept and what the image brings: as many entries as the disk's
 * or the image's has, but only as many as are used where the larger array would cover something kept.
 */
export function tableShape(layout: Layout, kept: readonly Kept[], image: GptTable | null): TableShape {
  const disk = kept.length > 0 ? layout.table.gpt : null;
  const keptEntries = kept.map(({ entry }) => entry);
  const entrySize = Math.max(
    MIN_ENTRY_SIZE,
    disk?.entrySize ?? 0,
    image?.entrySize ?? 0,
    ...keptEntries.map(({ raw }) => raw.byteLength),
  );
  const used = Math.max(USUAL_COUNT, highestNumber(...keptEntries, ...(image?.entries ?? [])));
  const wanted = Math.max(used, disk?.entryCount ?? 0, image?.entryCount ?? 0);
  const shape = shapeOf(layout, wanted, entrySize);
  const covered = kept.some(({ extent }) => overlaps(extent, shape.head) || overlaps(extent, shape.tail));
  return covered ? shapeOf(layout, used, entrySize) : shape;
}
