import { entryExtent } from '../../hardware-managers/partition-table/gpt-entry.ts';
import type { GptEntry, GptTable } from '../../hardware-managers/partition-table/types.ts';
import { BmvError } from '../../proto/error.ts';
import { createPartitions } from './created.ts';
import { keyOf, partitionKey, storedEntry } from './disk-partition.ts';
import { alignDown, type Extent, endOf, overlaps, subtract } from './extent.ts';
import { keepSet, type OfDeployment } from './keep-set.ts';
import { signaturePlaces } from './signature-places.ts';
import { type TableShape, tableShape } from './table-shape.ts';
import { tableOf } from './tables.ts';
import type { Kept, Layout } from './types.ts';
import { copyExtents, type Planned, planned } from './volume-ground.ts';

/** What goes from a disk that keeps something. */
export interface ErasePlan {
  /** Claims, the catalog, and what an interrupted deployment kept where that stays. */
  readonly kept: readonly Kept[];
  /** Lists what is kept (and the catalog), and nothing else. */
  readonly table: GptTable;
  /** Partitions that were listed, now or before an interrupted erasure, and are not kept. */
  readonly erased: readonly GptEntry[];
  /** Every byte that is neither kept nor the table's nor the catalog's: sorted, disjoint, the allow-list. */
  readonly extents: readonly Extent[];
  /** Those bytes of `extents` where anything that identifies contents can be. */
  readonly places: readonly Extent[];
  /** Where nothing may show afterwards: `extents`, and erased partitions that share no byte with a kept one. */
  readonly checked: readonly Extent[];
}

/** Partitions of an interrupted erasure or deployment, which the table may not list any more, or not yet. */
function journalled(layout: Layout): GptEntry[] {
  const journal = layout.catalog?.catalog.journal;
  if (journal?.operation !== 'erase' && journal?.operation !== 'deploy') return [];
  const stored = [...journal.kept.map(({ entry }) => entry), ...journal.final.entries];
  return stored.map((item) => storedEntry(item, layout.disk.path));
}

/** Every partition that is not kept, once. */
function erasedEntries(layout: Layout, kept: readonly Kept[]): GptEntry[] {
  const keys = new Set(kept.map(keyOf));
  const gone = new Map<string, GptEntry>();
  for (const entry of [...(layout.table.gpt?.entries ?? []), ...journalled(layout)]) {
    const key = partitionKey(entry.guid, entryExtent(entry, layout.sectorBytes));
    if (!keys.has(key)) gone.set(key, entry);
  }
  return [...gone.values()].sort((a, b) => a.firstLba - b.firstLba);
}

/** Extents of all that was listed, by whatever table. A table can say anything: only what lies on the disk counts. */
function oldExtents(layout: Layout, erased: readonly GptEntry[], disk: Extent): Extent[] {
  const { sectorBytes } = layout;
  const found = [
    ...erased.map((entry) => entryExtent(entry, sectorBytes)),
    ...layout.table.mbr.map(({ firstLba, sectors }) => ({
      offset: firstLba * sectorBytes,
      length: sectors * sectorBytes,
    })),
  ];
  return found.flatMap((extent) => {
    const length = Math.min(endOf(extent), disk.length) - extent.offset;
    return length > 0 ? [{ offset: extent.offset, length }] : [];
  });
}

/**
 * Plans the erasure of all that is not kept, on a disk with a catalog. Whatever speaks against trusting the keep
 * set is a conflict.
 *
 * Throws `NO_CATALOG`, and `CATALOG_DAMAGED` when the disk's catalog stores entries that are none.
 */
export function planErase(
  layout: Layout,
  newGuid: () => string,
  ofDeployment: OfDeployment = 'keep',
): Planned<ErasePlan> {
  const { path } = layout.disk;
  if (!layout.catalog) {
    const message = `${path} has no catalog, so nothing on it is kept beside which it could be erased`;
    throw new BmvError('NO_CATALOG', message, { device: path });
  }
  const { place, catalog } = layout.catalog;
  const { kept, conflicts } = keepSet(layout, [], ofDeployment);
  const shape = tableShape(layout, kept, null);
  const isListed = kept.some(({ reason }) => reason === 'catalog');
  const listing = createPartitions(
    isListed ? [] : [{ extent: place, purpose: 'catalog' }],
    new Set(kept.map(({ entry }) => entry.number)),
    { ...shape, sectorBytes: layout.sectorBytes },
    newGuid,
  );
  return planned([...conflicts, ...listing.conflicts], () => {
    const diskGuid =
      catalog.journal?.sealed.diskGuid ??
      layout.table.gpt?.diskGuid ??
      catalog.identity.diskGuid ??
      newGuid();
    const entries = [...kept, ...listing.created].map(({ entry }) => entry);
    return {
      kept,
      table: tableOf(shape, diskGuid, entries),
      ...eraseExtents(layout, shape, kept, place),
    };
  });
}

/** All that is not kept, and what of it tells of old contents. */
function eraseExtents(
  layout: Layout,
  { head, tail }: TableShape,
  kept: readonly Kept[],
  catalogPlace: Extent,
): Pick<ErasePlan, 'erased' | 'extents' | 'places' | 'checked'> {
  const disk = { offset: 0, length: alignDown(layout.sizeBytes, layout.sectorBytes) };
  const keptExtents = [...kept.map(({ extent }) => extent), catalogPlace];
  const extents = subtract([disk], [head, tail, ...keptExtents]);
  const erased = erasedEntries(layout, kept);
  const old = oldExtents(layout, erased, disk);
  const { primary, backup } = layout.table;
  const places = [
    ...[disk, ...old, ...extents].flatMap(signaturePlaces),
    ...[primary, backup].flatMap((copy) => copyExtents(copy, layout.sectorBytes)),
  ];
  const apart = old.filter((extent) => !keptExtents.some((other) => overlaps(other, extent)));
  const outside = subtract([disk], extents);
  return { erased, extents, places: subtract(places, outside), checked: [...extents, ...apart] };
}
