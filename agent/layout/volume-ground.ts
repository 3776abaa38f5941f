import type { GptCopy } from '../../hardware-managers/partition-table/types.ts';
import { chooseCatalogPlace } from './catalog-place.ts';
import { createPartitions } from './created.ts';
import { diskPartitions } from './disk-partition.ts';
import type { Extent } from './extent.ts';
import { keepSet } from './keep-set.ts';
import { tableConflicts } from './table-conflicts.ts';
import { type TableShape, tableShape } from './table-shape.ts';
import type { Conflict, Created, Kept, Layout, Selector } from './types.ts';
import { conflict } from './wording.ts';

/** A disk as an operation on its volumes finds it: everything on it stays. */
export interface VolumeGround {
  readonly kept: readonly Kept[];
  readonly shape: TableShape;
  readonly diskGuid: string;
  /** Where nothing new may go: all that is kept, the catalog, and both copies of the table as they stand. */
  readonly taken: readonly Extent[];
  readonly conflicts: readonly Conflict[];
}

/** Either a plan or everything that stands in its way. */
export type Planned<Plan> =
  | { readonly plan: Plan; readonly conflicts: readonly [] }
  | { readonly plan: null; readonly conflicts: readonly [Conflict, ...Conflict[]] };

const EVERYTHING: Selector = { kind: 'index', first: 1, last: 65535, text: 'index:1-65535' };

/** Selects every partition of a disk that has some: none of them may be in the way of what is there. */
export function allOf(layout: Layout): readonly Selector[] {
  return diskPartitions(layout).length > 0 ? [EVERYTHING] : [];
}

/** A plan, unless there are conflicts; the same conflict found by two checks is told once. */
export function planned<Plan>(conflicts: readonly Conflict[], plan: () => Plan): Planned<Plan> {
  const distinct = new Map(conflicts.map((item) => [`${item.code} ${item.message}`, item]));
  const [first, ...rest] = distinct.values();
  return first ? { plan: null, conflicts: [first, ...rest] } : { plan: plan(), conflicts: [] };
}

/** A deployment that has not ended owns the disk: its journal must not be replaced by another. */
export function openDeploymentConflicts(layout: Layout): Conflict[] {
  const journal = layout.catalog?.catalog.journal;
  if (journal?.operation !== 'deploy') return [];
  return [
    conflict(
      'JOURNAL_OPEN',
      `a deployment of ${journal.imageName} to ${layout.disk.path} was interrupted and has not ended`,
      'run that deployment (or one of another image) again first',
    ),
  ];
}

/**
 * HAZARD: where a disk has grown, its backup table stands in space that no partition covers. It may be the
 * only good copy, and new data is written before the table is.
 */
export function copyExtents(copy: GptCopy | null, sectorBytes: number): Extent[] {
  if (!copy) return [];
  const { table, headerLba, alternateLba, entriesLba } = copy;
  const length = Math.ceil((table.entryCount * table.entrySize) / sectorBytes) * sectorBytes;
  const header = (lba: number) => ({ offset: lba * sectorBytes, length: sectorBytes });
  return [header(headerLba), header(alternateLba), { offset: entriesLba * sectorBytes, length }];
}

/** Everything that speaks against changing a disk's volumes, and what has to stay untouched. */
export function surveyGround(
  layout: Layout,
  selectors: readonly Selector[],
  newGuid: () => string,
): VolumeGround {
  const { kept, conflicts } = keepSet(layout, [...selectors, ...allOf(layout)]);
  const { primary, backup, gpt } = layout.table;
  const identity = layout.catalog?.catalog.identity;
  return {
    kept,
    shape: tableShape(layout, kept, null),
    diskGuid: gpt?.diskGuid ?? identity?.diskGuid ?? newGuid(),
    taken: [
      ...kept.map(({ extent }) => extent),
      ...(layout.catalog ? [layout.catalog.place] : []),
      ...copyExtents(primary, layout.sectorBytes),
      ...copyExtents(backup, layout.sectorBytes),
    ],
    conflicts: [...openDeploymentConflicts(layout), ...conflicts, ...tableConflicts(layout)],
  };
}

/** Where the catalog is or will be, and the partition that the table still lacks for it. */
export interface CatalogPlan {
  readonly place: Extent | null;
  readonly created: readonly Created[];
  readonly conflicts: readonly Conflict[];
}

/** Finds a place for the catalog: the one it has, else a free MiB near the end of the disk. */
export function planCatalog(layout: Layout, ground: VolumeGround, newGuid: () => string): CatalogPlan {
  const { kept, shape, taken } = ground;
  if (layout.catalog && kept.some(({ reason }) => reason === 'catalog')) {
    return { place: layout.catalog.place, created: [], conflicts: [] };
  }
  const place = chooseCatalogPlace(layout, taken, shape.entryCount, shape.entrySize);
  if (!place) {
    const full = conflict(
      'NO_SPACE',
      `${layout.disk.path} has no free MiB for the catalog of its volumes`,
      'shrink or remove a partition, or keep partitions by selector (keep) without claiming them',
    );
    return { place, created: [], conflicts: [full] };
  }
  const numbers = new Set(kept.map(({ entry }) => entry.number));
  const table = { ...shape, sectorBytes: layout.sectorBytes };
  return { place, ...createPartitions([{ extent: place, purpose: 'catalog' }], numbers, table, newGuid) };
}
