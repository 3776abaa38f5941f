import { tableGeometry } from '../../hardware-managers/partition-table/geometry.ts';
import type { GptTable, TableReading } from '../../hardware-managers/partition-table/types.ts';
import type { Claim } from '../../proto/catalog.ts';
import type { Extent } from '../layout/extent.ts';
import type { FilesystemSignature, Layout } from '../layout/types.ts';
import { identityOf } from './identity.ts';

/** What a change of a disk's volumes leaves on the disk. */
interface After {
  /** Null where it stays as it is. */
  readonly table: GptTable | null;
  readonly catalogPlace: Extent;
  readonly claims: readonly Claim[];
  /** Those that the change makes, by partition number. */
  readonly filesystems?: readonly (readonly [number, FilesystemSignature])[];
}

/** How a table reads once it is committed. */
function readingOf(table: GptTable, { sizeBytes, sectorBytes, table: before }: Layout): TableReading {
  const geometry = tableGeometry({ sizeBytes, sectorBytes }, table.entryCount, table.entrySize);
  const { entriesLba, backupEntriesLba, lastLba } = geometry;
  return {
    kind: 'gpt',
    gpt: table,
    mbr: [],
    verdicts: [],
    primary: { table, headerLba: 1, entriesLba, alternateLba: lastLba },
    backup: { table, headerLba: lastLba, entriesLba: backupEntriesLba, alternateLba: 1 },
    bootSector: before.bootSector,
  };
}

/**
 * A disk as it will be read after a change of its volumes, so that the next change can be planned before the first
 * one is carried out.
 */
export function layoutAfter(
  layout: Layout,
  { table, catalogPlace, claims, filesystems = [] }: After,
): Layout {
  const after = table ? readingOf(table, layout) : layout.table;
  const listed = new Set(after.gpt?.entries.map(({ number }) => number));
  const identity = identityOf(layout, after.gpt?.diskGuid ?? '');
  const { generation = 0, damage = [] } = layout.catalog ?? {};
  return {
    ...layout,
    table: after,
    catalog: { catalog: { identity, claims, journal: null }, generation, place: catalogPlace, damage },
    filesystems: new Map([...layout.filesystems, ...filesystems].filter(([number]) => listed.has(number))),
    wholeDisk: after.kind === 'none' ? layout.wholeDisk : null,
  };
}
