import { entryExtent, parseEntry } from '../../hardware-managers/partition-table/gpt-entry.ts';
import { TYPE_GUIDS } from '../../hardware-managers/partition-table/type-guids.ts';
import type { GptEntry } from '../../hardware-managers/partition-table/types.ts';
import type { Journal, JournalKept, Proof, StoredEntry } from '../../proto/catalog.ts';
import { BmvError } from '../../proto/error.ts';
import type { Extent } from './extent.ts';
import type { FilesystemSignature, Layout } from './types.ts';

/** A partition that a disk has by its table or, where that may be half written, by an open journal. */
export interface DiskPartition {
  readonly entry: GptEntry;
  readonly extent: Extent;
  /** Whether the table lists it now; only then was its filesystem looked for. */
  readonly listed: boolean;
  readonly filesystem: FilesystemSignature | null;
  /** True when an interrupted operation kept it. */
  readonly journalled: boolean;
  /** Digest from before that operation. */
  readonly proof: Proof | null;
}

/** Two entries are one partition when GUID and extent are the same. */
export function partitionKey(guid: string, extent: Extent): string {
  return `${guid}@${extent.offset}+${extent.length}`;
}

export function keyOf(partition: { readonly entry: GptEntry; readonly extent: Extent }): string {
  return partitionKey(partition.entry.guid, partition.extent);
}

/** The entry that the catalog stores; throws `CATALOG_DAMAGED` for one that is no partition. */
export function storedEntry(stored: StoredEntry, device: string): GptEntry {
  const entry = stored.raw.byteLength >= 128 ? parseEntry(stored.raw, stored.number) : null;
  if (entry) return entry;
  throw new BmvError(
    'CATALOG_DAMAGED',
    `the catalog of ${device} stores an empty entry for partition ${stored.number}; look at \`bmv show ${device}\` before anything is written`,
    { device },
  );
}

function tablePartitions(layout: Layout): DiskPartition[] {
  return (layout.table.gpt?.entries ?? []).map((entry) => ({
    entry,
    extent: entryExtent(entry, layout.sectorBytes),
    listed: true,
    filesystem: layout.filesystems.get(entry.number) ?? null,
    journalled: false,
    proof: null,
  }));
}

/** What the journal kept; the table's own entry wins where it lists the same partition. */
function journalPartition(
  kept: JournalKept,
  listed: ReadonlyMap<string, DiskPartition>,
  device: string,
): DiskPartition {
  const entry = storedEntry(kept.entry, device);
  const extent = { offset: kept.offset, length: kept.length };
  const inTable = listed.get(partitionKey(entry.guid, extent));
  return {
    entry: inTable?.entry ?? entry,
    extent,
    listed: inTable !== undefined,
    filesystem: inTable?.filesystem ?? null,
    journalled: true,
    proof: kept.proof,
  };
}

/** The catalog's own partition as the interrupted operation's kept table lists it. */
function journalCatalog(layout: Layout, journal: Journal): DiskPartition[] {
  return journal.sealed.entries
    .map((stored) => storedEntry(stored, layout.disk.path))
    .filter(({ typeGuid }) => typeGuid === TYPE_GUIDS.catalog)
    .map((entry) => ({
      entry,
      extent: entryExtent(entry, layout.sectorBytes),
      listed: false,
      filesystem: null,
      journalled: false,
      proof: null,
    }))
    .filter(({ extent }) => extent.offset === layout.catalog?.place.offset);
}

/**
 * All partitions of a disk that can be kept, by number. While a journal is open its keep set is trusted
 * over the table, and what only the interrupted operation was about to add or to erase is left out.
 *
 * Throws `CATALOG_DAMAGED` when the journal holds an entry that is none.
 */
export function diskPartitions(layout: Layout): readonly DiskPartition[] {
  const inTable = tablePartitions(layout);
  const journal = layout.catalog?.catalog.journal;
  if (!journal) return inTable;

  const device = layout.disk.path;
  const listed = new Map(inTable.map((partition) => [keyOf(partition), partition]));
  const kept = journal.kept.map((item) => journalPartition(item, listed, device));
  const known = new Set(kept.map(keyOf));
  const catalog = journalCatalog(layout, journal).filter(
    (partition) => !listed.has(keyOf(partition)) && !known.has(keyOf(partition)),
  );
  const unfinished = new Set(
    journal.operation === 'deploy' || journal.operation === 'erase'
      ? journal.final.entries
          .map((stored) => storedEntry(stored, device))
          .filter(({ typeGuid }) => typeGuid !== TYPE_GUIDS.catalog)
          .map((entry) => partitionKey(entry.guid, entryExtent(entry, layout.sectorBytes)))
      : [],
  );
  // A volume that is being extended is what the journal keeps, not the shorter one that the table may still list.
  const extended = journal.operation === 'extend' ? journal.volumeId : null;
  const others = inTable.filter(
    (partition) =>
      !known.has(keyOf(partition)) && !unfinished.has(keyOf(partition)) && partition.entry.guid !== extended,
  );
  return [...kept, ...catalog, ...others].sort((a, b) => a.entry.number - b.entry.number);
}
