import { makeEntry } from '../../hardware-managers/partition-table/gpt-entry.ts';
import { TYPE_GUIDS } from '../../hardware-managers/partition-table/type-guids.ts';
import type { GptEntry, GptTable } from '../../hardware-managers/partition-table/types.ts';
import type { Encryption, Filesystem, TellWay } from '../../proto/catalog.ts';
import { alignDown, alignUp, type Extent, endOf, MIB } from './extent.ts';
import { allocateFromEnd, freeExtents } from './free-space.ts';
import { LUKS_HEADER_BYTES, luksLabel } from './luks.ts';
import { mountConflicts } from './mount-conflicts.ts';
import { noNumber } from './numbering.ts';
import { takeNumberFromEnd } from './numbers.ts';
import { tableOf } from './tables.ts';
import type { Conflict, Created, Kept, Layout } from './types.ts';
import { type Planned, planCatalog, planned, surveyGround, type VolumeGround } from './volume-ground.ts';
import { conflict, sizeWords } from './wording.ts';

/** A volume as the caller wants it. */
export interface CreateRequest {
  /** Lower-case GUID that the volume is to have, where somebody else has chosen it; a new one by default. */
  readonly id?: string | undefined;
  readonly name: string;
  /** Bytes, rounded up to whole MiB; `rest` takes the largest free extent. */
  readonly size: number | 'rest';
  readonly filesystem: Filesystem;
  /** Of the filesystem; empty for none. */
  readonly label: string;
  readonly mountPoint: string;
  /** Absent for the default. */
  readonly tell?: readonly TellWay[] | undefined;
  readonly project: string;
  /** Absent: none. */
  readonly encryption?: Encryption | undefined;
}

/** A new volume and the table that lists it. */
export interface CreatePlan {
  /** Everything that was on the disk before, the catalog included. */
  readonly kept: readonly Kept[];
  readonly created: readonly Created[];
  readonly entry: GptEntry;
  readonly extent: Extent;
  readonly catalogPlace: Extent;
  readonly table: GptTable;
}

/** The smallest filesystem that mkfs makes, bytes. */
const MIN_BYTES: Readonly<Record<Filesystem, number>> = { none: MIB, ext4: MIB, xfs: 300 * MIB, swap: MIB };

/** The same with what encryption needs besides. */
function minBytes({ filesystem, encryption }: CreateRequest): number {
  return MIN_BYTES[filesystem] + (encryption === 'luks2' ? LUKS_HEADER_BYTES : 0);
}

/** HAZARD: what is told by its type to be swap or a filesystem would be taken for one without its key. */
function typeOf({ filesystem, encryption }: CreateRequest): string {
  return encryption === 'luks2' ? TYPE_GUIDS.luks : TYPES[filesystem];
}

/** What the volume shows of itself to a system that looks for labels. */
function labelsOf({ name, label, encryption }: CreateRequest): readonly string[] {
  const labels = encryption === 'luks2' ? [label, luksLabel({ name, label })] : [label];
  // FAT knows no case, and whoever reads the two side by side may not see it either.
  return labels.filter((text) => text !== '').map((text) => text.toLowerCase());
}

const TYPES: Readonly<Record<Filesystem, string>> = {
  none: TYPE_GUIDS.linuxFilesystem,
  ext4: TYPE_GUIDS.linuxFilesystem,
  xfs: TYPE_GUIDS.linuxFilesystem,
  swap: TYPE_GUIDS.linuxSwap,
};

/** The part of an extent that is whole MiB. */
function wholeMib(extent: Extent): Extent {
  const offset = alignUp(extent.offset, MIB);
  return { offset, length: Math.max(0, alignDown(endOf(extent), MIB) - offset) };
}

/** Largest first; of equal ones the one nearest the end of the disk. */
function bySize(free: readonly Extent[]): Extent[] {
  return free
    .map(wholeMib)
    .filter(({ length }) => length > 0)
    .sort((a, b) => b.length - a.length || b.offset - a.offset);
}

function allocate(free: readonly Extent[], size: number | 'rest'): Extent | null {
  return size === 'rest' ? (bySize(free)[0] ?? null) : allocateFromEnd(free, alignUp(size, MIB));
}

function noSpace(layout: Layout, request: CreateRequest, free: readonly Extent[]): Conflict {
  const [largest] = bySize(free);
  const total = free.reduce((sum, { length }) => sum + length, 0);
  const wanted = request.size === 'rest' ? 'space' : sizeWords(alignUp(request.size, MIB));
  const room = largest
    ? `has ${sizeWords(total)} free, the largest piece ${sizeWords(largest.length)} at ${largest.offset}`
    : 'has no free MiB';
  const wayOut = largest
    ? `ask for ${largest.length / MIB}M at most, or remove a partition or volume`
    : 'remove a partition or release a volume';
  return conflict(
    'NO_SPACE',
    `volume ${JSON.stringify(request.name)} needs ${wanted}, but ${layout.disk.path} ${room}`,
    wayOut,
    [request.name],
  );
}

function requestConflicts(layout: Layout, request: CreateRequest): Conflict[] {
  const found: Conflict[] = [];
  const device = layout.disk.path;
  const namesake = layout.catalog?.catalog.claims.find(({ name }) => name === request.name);
  if (namesake) {
    const message = `${device} already has a volume ${JSON.stringify(request.name)} (${namesake.id})`;
    found.push(conflict('VOLUME_NAME_TAKEN', message, 'choose another name', [request.name]));
  }
  found.push(...mountConflicts(layout, [request]));
  const twin = layout.table.gpt?.entries.find(({ guid }) => guid === request.id);
  if (twin) {
    const message = `volume ${JSON.stringify(request.name)} should have the GUID ${twin.guid}, which partition ${twin.number} of ${device} has`;
    found.push(
      conflict('DUPLICATE_KEPT_GUID', message, `adopt that partition, or remove it`, [
        request.name,
        `${twin.number}`,
      ]),
    );
  }
  const labels = labelsOf(request);
  const labelled = [...layout.filesystems].find(([, { label }]) => labels.includes(label.toLowerCase()));
  if (labelled) {
    found.push(
      conflict(
        'DUPLICATE_FILESYSTEM_LABEL',
        `partition ${labelled[0]} of ${device} already has a filesystem with label ${JSON.stringify(labelled[1].label)}`,
        'choose another label: a system that mounts by label could take the wrong one',
        [request.name, `${labelled[0]}`],
      ),
    );
  }
  return found;
}

function tooSmall(request: CreateRequest, extent: Extent): Conflict[] {
  const { name, filesystem, encryption } = request;
  const needed = minBytes(request);
  if (extent.length >= needed) return [];
  const what = encryption === 'luks2' ? `luks2 with ${filesystem}` : filesystem;
  const message = `volume ${JSON.stringify(name)} would have ${sizeWords(extent.length)}, but ${what} needs ${sizeWords(needed)}`;
  return [conflict('VOLUME_TOO_SMALL', message, 'make it larger, or choose another filesystem', [name])];
}

/** Where the volume goes and under which number. */
function place(
  layout: Layout,
  request: CreateRequest,
  ground: VolumeGround,
  created: readonly Created[],
): {
  readonly extent: Extent | null;
  readonly number: number | null;
  readonly conflicts: readonly Conflict[];
} {
  const { shape, kept, taken } = ground;
  const used = new Set([...kept, ...created].map(({ entry }) => entry.number));
  const number = takeNumberFromEnd(used, shape.entryCount);
  const occupied = [...taken, ...created.map(({ extent }) => extent)];
  const free = freeExtents(layout, occupied, shape.entryCount, shape.entrySize);
  const extent = allocate(free, request.size);
  return {
    extent,
    number,
    conflicts: [
      ...(extent ? tooSmall(request, extent) : [noSpace(layout, request, free)]),
      ...(number === null ? [noNumber(`volume ${JSON.stringify(request.name)}`, shape.entryCount)] : []),
    ],
  };
}

/**
 * Plans a volume in free space, nearest the end of the disk, with the highest free number; on a blank disk
 * also the table and the catalog. Nothing that the disk has is moved, changed or renumbered.
 *
 * Throws `CATALOG_DAMAGED` when the disk's catalog stores entries that are none.
 */
export function planCreate(
  layout: Layout,
  request: CreateRequest,
  newGuid: () => string,
): Planned<CreatePlan> {
  const ground = surveyGround(layout, [], newGuid);
  const { kept, shape, diskGuid } = ground;
  const catalog = planCatalog(layout, ground, newGuid);
  const { extent, number, conflicts } = place(layout, request, ground, catalog.created);
  const found = [
    ...ground.conflicts,
    ...requestConflicts(layout, request),
    ...catalog.conflicts,
    ...conflicts,
  ];
  return planned(found, () => {
    if (!extent || number === null || !catalog.place)
      throw new TypeError('a volume without a place has no plan');
    const { sectorBytes } = layout;
    const entry = makeEntry(
      {
        number,
        typeGuid: typeOf(request),
        guid: request.id ?? newGuid(),
        firstLba: extent.offset / sectorBytes,
        lastLba: endOf(extent) / sectorBytes - 1,
        name: request.name,
      },
      shape.entrySize,
    );
    const created: Created[] = [...catalog.created, { entry, extent, purpose: 'volume' }];
    const entries = [...kept, ...created].map((item) => item.entry);
    return {
      kept,
      created,
      entry,
      extent,
      catalogPlace: catalog.place,
      table: tableOf(shape, diskGuid, entries),
    };
  });
}
