import { ZERO_GUID } from '../../hardware-managers/partition-table/guid.ts';
import type { GptTable } from '../../hardware-managers/partition-table/types.ts';
import { isCatalogPartition } from './catalog-conflicts.ts';
import { type DiskPartition, diskPartitions } from './disk-partition.ts';
import type { Extent } from './extent.ts';
import { isSelected, mayMatchSeveral } from './selector.ts';
import { tableOf } from './tables.ts';
import type { Conflict, Created, Kept, Layout, Selector } from './types.ts';
import { type Planned, planCatalog, planned, surveyGround } from './volume-ground.ts';
import { conflict, partitionObject, partitionWords } from './wording.ts';

/** Which partitions become volumes, and what the volumes are called. */
export interface AdoptRequest {
  readonly selector: Selector;
  /** For a single partition; null takes each partition's own name. */
  readonly name: string | null;
}

/** An existing partition and the volume that it becomes. */
export interface Adopted {
  readonly partition: DiskPartition;
  readonly name: string;
}

/** Existing partitions that become volumes; the table changes only where the catalog gets its partition. */
export interface AdoptPlan {
  readonly kept: readonly Kept[];
  readonly created: readonly Created[];
  readonly adopted: readonly Adopted[];
  readonly catalogPlace: Extent;
  readonly table: GptTable;
}

function unfit(partition: DiskPartition, layout: Layout): Conflict[] {
  const { entry } = partition;
  const what = `${partitionWords(entry)} of ${layout.disk.path}`;
  const objects = [partitionObject(entry)];
  if (isCatalogPartition(partition, layout)) {
    return [
      conflict('NOT_ADOPTABLE', `${what} holds the catalog itself`, 'select another partition', objects),
    ];
  }
  if (entry.guid === ZERO_GUID) {
    const wayOut = `give it one first: \`sgdisk -u ${entry.number}:R ${layout.disk.path}\``;
    return [
      conflict('NOT_ADOPTABLE', `${what} has no GUID, which would be the volume's id`, wayOut, objects),
    ];
  }
  const claim = layout.catalog?.catalog.claims.find(({ id }) => id === entry.guid);
  if (!claim) return [];
  const message = `${what} is already volume ${JSON.stringify(claim.name)} (${claim.id})`;
  return [conflict('ALREADY_CLAIMED', message, 'select partitions that are no volumes', objects)];
}

function twins(
  selected: readonly DiskPartition[],
  all: readonly DiskPartition[],
  device: string,
): Conflict[] {
  return selected.flatMap(({ entry }) => {
    const twin = all.find((other) => other.entry.number !== entry.number && other.entry.guid === entry.guid);
    if (!twin || entry.guid === ZERO_GUID) return [];
    return [
      conflict(
        'NOT_ADOPTABLE',
        `${partitionWords(entry)} and ${partitionWords(twin.entry)} have the same GUID ${entry.guid}`,
        `give one of them a new one first: \`sgdisk -u ${twin.entry.number}:R ${device}\``,
        [partitionObject(entry), partitionObject(twin.entry)],
      ),
    ];
  });
}

/** A volume's name must tell it apart; a partition's need not. */
function nameConflicts(adopted: readonly Adopted[], layout: Layout): Conflict[] {
  const taken = new Map((layout.catalog?.catalog.claims ?? []).map(({ name, id }) => [name, `volume ${id}`]));
  return adopted.flatMap(({ partition: { entry }, name }) => {
    const owner = taken.get(name);
    taken.set(name, partitionWords(entry));
    if (!owner) return [];
    return [
      conflict(
        'VOLUME_NAME_TAKEN',
        `${partitionWords(entry)} would become volume ${JSON.stringify(name)}, as ${owner} is called`,
        'adopt it by itself and give it a name of its own',
        [name],
      ),
    ];
  });
}

function selectedPartitions(layout: Layout, selector: Selector): DiskPartition[] {
  const selected = diskPartitions(layout).filter((partition) => isSelected(selector, partition));
  // `label:*` means every partition that can be meant; one that is named must be said to be wrong.
  const others = selected.filter((partition) => !isCatalogPartition(partition, layout));
  return mayMatchSeveral(selector) && others.length > 0 ? others : selected;
}

function oneNameForMany(
  layout: Layout,
  request: AdoptRequest,
  selected: readonly DiskPartition[],
): Conflict[] {
  if (request.name === null || selected.length < 2) return [];
  return [
    conflict(
      'SELECTOR_AMBIGUOUS',
      `selector ${request.selector.text} matches ${selected.map(({ entry }) => partitionWords(entry)).join(', ')} of ${layout.disk.path}, ` +
        `which cannot all be called ${JSON.stringify(request.name)}`,
      'select one of them, or leave the name out',
      [request.selector.text],
    ),
  ];
}

/**
 * Plans that existing partitions become volumes, under their own GUIDs. None of them is touched.
 *
 * Throws `CATALOG_DAMAGED` when the disk's catalog stores entries that are none.
 */
export function planAdopt(layout: Layout, request: AdoptRequest, newGuid: () => string): Planned<AdoptPlan> {
  const ground = surveyGround(layout, [request.selector], newGuid);
  const { kept, shape, diskGuid } = ground;
  const all = diskPartitions(layout);
  const selected = selectedPartitions(layout, request.selector);
  const adopted = selected.map((partition) => {
    const { name, number } = partition.entry;
    return { partition, name: request.name ?? (name.trim() === '' ? `volume-${number}` : name) };
  });
  const catalog = planCatalog(layout, ground, newGuid);
  const ambiguous = oneNameForMany(layout, request, selected);
  const found = [
    ...ground.conflicts,
    ...selected.flatMap((partition) => unfit(partition, layout)),
    ...twins(selected, all, layout.disk.path),
    ...(ambiguous.length > 0 ? ambiguous : nameConflicts(adopted, layout)),
    ...catalog.conflicts,
  ];
  return planned(found, () => {
    if (!catalog.place) throw new TypeError('a catalog without a place has no plan');
    const { created, place } = catalog;
    const entries = [...kept, ...created].map(({ entry }) => entry);
    return { kept, created, adopted, catalogPlace: place, table: tableOf(shape, diskGuid, entries) };
  });
}
