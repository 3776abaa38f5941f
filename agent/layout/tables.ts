import { padEntry } from '../../hardware-managers/partition-table/gpt-entry.ts';
import type { GptEntry, GptTable } from '../../hardware-managers/partition-table/types.ts';
import type { TableShape } from './table-shape.ts';
import type { Kept, Layout } from './types.ts';

/** A table of the given shape with these entries, by number; every entry's bytes survive. */
export function tableOf(shape: TableShape, diskGuid: string, entries: readonly GptEntry[]): GptTable {
  const { entryCount, entrySize, firstUsableLba, lastUsableLba } = shape;
  return {
    diskGuid,
    entrySize,
    entryCount,
    firstUsableLba,
    lastUsableLba,
    entries: entries.map((entry) => padEntry(entry, entrySize)).sort((a, b) => a.number - b.number),
  };
}

/**
 * The GUID of a disk that keeps something: its own, which an open journal or the catalog knows when the
 * table does not. With nothing kept the disk becomes the image's.
 */
export function chooseDiskGuid(
  layout: Layout,
  kept: readonly Kept[],
  image: GptTable,
  newGuid: () => string,
): string {
  if (kept.length === 0) return image.diskGuid;
  const catalog = layout.catalog?.catalog;
  return (
    catalog?.journal?.sealed.diskGuid ?? layout.table.gpt?.diskGuid ?? catalog?.identity.diskGuid ?? newGuid()
  );
}
