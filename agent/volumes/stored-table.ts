import { tableGeometry } from '../../hardware-managers/partition-table/geometry.ts';
import { parseEntry } from '../../hardware-managers/partition-table/gpt-entry.ts';
import type { GptEntry, GptTable } from '../../hardware-managers/partition-table/types.ts';
import type { StoredEntry, StoredTable } from '../../proto/catalog.ts';

export function storeEntry(entry: GptEntry): StoredEntry {
  return { number: entry.number, raw: entry.raw };
}

/** A table as the catalog's journal stores it. */
export function storeTable(table: GptTable): StoredTable {
  const { diskGuid, entrySize, entryCount, entries } = table;
  return { diskGuid, entrySize, entryCount, entries: entries.map(storeEntry) };
}

/** The stored table for a disk of this size; usable LBAs are computed anew. */
export function loadTable(stored: StoredTable, disk: { sizeBytes: number; sectorBytes: number }): GptTable {
  const { diskGuid, entrySize, entryCount } = stored;
  const { firstUsableLba, lastUsableLba } = tableGeometry(disk, entryCount, entrySize);
  const entries = stored.entries.flatMap(({ number, raw }) => parseEntry(raw, number) ?? []);
  return { diskGuid, entrySize, entryCount, firstUsableLba, lastUsableLba, entries };
}
