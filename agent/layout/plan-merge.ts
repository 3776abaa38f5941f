import { entryExtent } from '../../hardware-managers/partition-table/gpt-entry.ts';
import type { GptTable } from '../../hardware-managers/partition-table/types.ts';
import { planBiosBoot } from './bios-boot.ts';
import { type CatalogChoice, chooseCatalog } from './catalog-choice.ts';
import { createPartitions, type NewPartition } from './created.ts';
import { keyOf, partitionKey } from './disk-partition.ts';
import { alignUp, type Extent, endOf, MIB, union } from './extent.ts';
import { guidNotes } from './guid-duplicates.ts';
import { type ImagePartition, imageTableArea } from './image-partitions.ts';
import { tableAreaConflicts } from './kept-conflicts.ts';
import { planNotes } from './notes.ts';
import { numberPartitions } from './numbering.ts';
import { makePlacements } from './placements.ts';
import { findPlaces, type Obstacle, type Places } from './placing.ts';
import { gapConflicts, imageSegments, segmentTargets } from './segments.ts';
import { type TableShape, tableShape } from './table-shape.ts';
import { chooseDiskGuid, tableOf } from './tables.ts';
import type { Conflict, DeployRequest, ImageHead, Kept, Layout, Plan } from './types.ts';
import { partitionWords } from './wording.ts';

export interface MergeInput {
  readonly layout: Layout;
  readonly head: ImageHead;
  readonly request: DeployRequest;
  readonly kept: readonly Kept[];
  /** The image's. */
  readonly table: GptTable;
  /** The image's, checked: none overlaps another, all lie in the image. */
  readonly partitions: readonly ImagePartition[];
}

export interface Merge {
  /** Not to be carried out unless `conflicts` is empty. */
  readonly plan: Plan;
  readonly conflicts: readonly Conflict[];
  /** What the write map must not touch. */
  readonly forbidden: readonly Extent[];
}

interface Arrangement {
  readonly places: Places;
  readonly catalog: CatalogChoice;
  readonly obstacles: readonly Obstacle[];
}

function obstaclesOf(kept: readonly Kept[], catalog: CatalogChoice): Obstacle[] {
  const obstacles = kept.map(({ entry, extent }) => ({ extent, what: `kept ${partitionWords(entry)}` }));
  if (!catalog.needsPartition || !catalog.place) return obstacles;
  return [...obstacles, { extent: catalog.place, what: 'the catalog of volumes' }];
}

/** Places everything; where a catalog that the disk does not have yet leaves too little room, without it. */
function arrange({ layout, head, request, kept, partitions }: MergeInput, shape: TableShape): Arrangement {
  const usableFrom = endOf(shape.spare);
  const usable = { offset: usableFrom, length: Math.max(0, shape.tail.offset - usableFrom) };
  const attempt = (catalog: CatalogChoice): Arrangement => {
    const obstacles = obstaclesOf(kept, catalog);
    const ground = {
      usable,
      obstacles,
      configDriveBytes: alignUp(request.configDriveBytes, MIB),
      physicalSectorBytes: layout.disk.physicalSectorBytes,
      imageName: head.name,
      ...(head.made ? { shrink: 'ask for smaller partitions (root_mb, swap_mb, ephemeral_mb)' } : {}),
    };
    return { places: findPlaces(partitions, ground), catalog, obstacles };
  };
  const catalog = chooseCatalog(layout, kept, shape);
  const first = attempt(catalog);
  if (first.places.conflicts.length === 0 || !catalog.optional || !catalog.place) return first;
  const second = attempt({ ...catalog, place: null, needsPartition: false });
  return second.places.conflicts.length === 0 ? second : first;
}

function newPartitions({ catalog, places }: Arrangement): NewPartition[] {
  const wanted: NewPartition[] = [];
  if (catalog.needsPartition && catalog.place) wanted.push({ extent: catalog.place, purpose: 'catalog' });
  if (places.configDrive) wanted.push({ extent: places.configDrive, purpose: 'config-drive' });
  return wanted;
}

/** Merges an image with a GPT and what the disk keeps. Conflicts of all kinds are collected before returning. */
export function planMerge(input: MergeInput): Merge {
  const { layout, head, request, kept, table, partitions } = input;
  const { sectorBytes } = layout;
  const shape = tableShape(layout, kept, table);
  const arrangement = arrange(input, shape);
  const { places, catalog } = arrangement;

  const keptNumbers = new Set(kept.map(({ entry }) => entry.number));
  const numbering = numberPartitions(
    partitions.map(({ entry }) => entry),
    keptNumbers,
    shape.entryCount,
  );
  const { numbers } = numbering;
  const diskGuid = chooseDiskGuid(layout, kept, table, request.newGuid);
  const { entrySize, entryCount } = shape;
  const taken = new Set([...keptNumbers, ...numbers]);
  const creation = createPartitions(
    newPartitions(arrangement),
    taken,
    { entryCount, entrySize, sectorBytes },
    request.newGuid,
  );
  const { created } = creation;
  const maybePlaced = makePlacements({
    partitions,
    extents: places.extents,
    numbers,
    kept,
    sectorBytes,
    entrySize,
    newGuid: request.newGuid,
  });
  const placements = maybePlaced.filter((placement) => placement !== null);
  const boot = planBiosBoot(head, partitions, maybePlaced, sectorBytes);

  const tables = [shape.head, shape.spare, shape.tail];
  const behind = { offset: shape.tail.offset, length: Number.MAX_SAFE_INTEGER - shape.tail.offset };
  const obstacles = [
    ...arrangement.obstacles,
    ...created.map(({ entry, extent }) => ({ extent, what: partitionWords(entry) })),
    ...placements.map(({ entry, extent }) => ({ extent, what: `the image's ${partitionWords(entry)}` })),
  ];
  const segments = imageSegments({
    partitions,
    extents: places.extents,
    tableArea: imageTableArea(table, head, sectorBytes),
    sizeBytes: head.sizeBytes,
    blocked: [...tables, behind, ...obstacles.map(({ extent }) => extent)],
  });

  const keptEntries = kept.map(({ entry }) => entry);
  const catalogEntries = created.filter(({ purpose }) => purpose === 'catalog').map(({ entry }) => entry);
  const newEntries = [...placements, ...created].map(({ entry }) => entry);
  const keys = new Set(kept.map(keyOf));
  const configDrive = places.configDrive ? [places.configDrive] : [];
  const plan: Plan = {
    mode: 'gpt',
    kept,
    placements,
    created,
    erased: (layout.table.gpt?.entries ?? []).filter(
      (entry) => !keys.has(partitionKey(entry.guid, entryExtent(entry, sectorBytes))),
    ),
    segments,
    patches: boot.patches,
    sealed: tableOf(shape, diskGuid, [...keptEntries, ...catalogEntries]),
    final: tableOf(shape, diskGuid, [...keptEntries, ...newEntries]),
    bootSector: boot.bootSector,
    catalogPlace: catalog.place,
    writeMap: union([...segmentTargets(segments), ...configDrive]),
    notes: [
      ...planNotes({
        layout,
        kept,
        placements,
        shape,
        image: table,
        diskGuid,
        hasCatalog: catalog.place !== null,
      }),
      ...guidNotes(partitions, kept, head),
    ],
  };
  return {
    plan,
    conflicts: [
      ...tableAreaConflicts(
        kept.filter(({ extent }) => endOf(extent) <= layout.sizeBytes),
        shape,
      ),
      ...places.conflicts,
      ...numbering.conflicts,
      ...creation.conflicts,
      ...boot.conflicts,
      ...gapConflicts(segments, head, obstacles),
    ],
    forbidden: [...tables, ...kept.map(({ extent }) => extent), ...(catalog.place ? [catalog.place] : [])],
  };
}
