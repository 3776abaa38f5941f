import { fixedCatalogPlace } from '../../agent/layout/catalog-place.ts';
import { type Extent, MIB } from '../../agent/layout/extent.ts';
import type {
  CatalogReading,
  DeployRequest,
  FilesystemSignature,
  ImageHead,
  Layout,
} from '../../agent/layout/types.ts';
import type { DiskInfo } from '../../hardware-managers/disk.ts';
import { tableGeometry } from '../../hardware-managers/partition-table/geometry.ts';
import { entryExtent, makeEntry } from '../../hardware-managers/partition-table/gpt-entry.ts';
import { TYPE_GUIDS } from '../../hardware-managers/partition-table/type-guids.ts';
import type {
  GptEntry,
  GptTable,
  TableReading,
  Verdict,
} from '../../hardware-managers/partition-table/types.ts';
import type { Catalog, Claim, Journal, StoredTable } from '../../proto/catalog.ts';

/** A partition in words short enough for a table of cases. Offsets and lengths are bytes. */
export interface PartitionSketch {
  readonly number: number;
  readonly offset: number;
  readonly length: number;
  readonly name?: string;
  readonly guid?: string;
  readonly typeGuid?: string;
  readonly attributes?: bigint;
  readonly filesystem?: FilesystemSignature;
}

interface TableSketch {
  readonly sectorBytes?: 512 | 4096;
  readonly entryCount?: number;
  readonly entrySize?: number;
  readonly diskGuid?: string;
  readonly kind?: TableReading['kind'];
  readonly verdicts?: readonly Verdict[];
  readonly mbr?: TableReading['mbr'];
}

/** The n-th of an endless row of GUIDs, by family (a hex digit), so that none collides by accident. */
export function guidOf(family: string, n: number): string {
  return `${family.repeat(8)}-0000-4000-8000-${n.toString(16).padStart(12, '0')}`;
}

/** Makes `ffffffff-...` GUIDs in order, the same ones every time. */
export function guidSequence(): () => string {
  let n = 0;
  return () => {
    n += 1;
    return guidOf('f', n);
  };
}

export function aFilesystem(type: string, label = '', uuid = ''): FilesystemSignature {
  return { type, label, uuid };
}

function entryOf(sketch: PartitionSketch, family: string, sectorBytes: number, entrySize: number): GptEntry {
  const { number, offset, length } = sketch;
  const firstLba = offset / sectorBytes;
  return makeEntry(
    {
      number,
      typeGuid: sketch.typeGuid ?? TYPE_GUIDS.linuxFilesystem,
      guid: sketch.guid ?? guidOf(family, number),
      firstLba,
      lastLba: firstLba + length / sectorBytes - 1,
      attributes: sketch.attributes ?? 0n,
      name: sketch.name ?? `p${number}`,
    },
    entrySize,
  );
}

function tableReading(
  partitions: readonly PartitionSketch[],
  family: string,
  sizeBytes: number,
  sketch: TableSketch,
): TableReading {
  const {
    sectorBytes = 512,
    entryCount = 128,
    entrySize = 128,
    kind = 'gpt',
    verdicts = [],
    mbr = [],
  } = sketch;
  const bootSector = new Uint8Array(sectorBytes);
  const { firstUsableLba, lastUsableLba, lastLba } = tableGeometry(
    { sizeBytes, sectorBytes },
    entryCount,
    entrySize,
  );
  const table: GptTable = {
    diskGuid: sketch.diskGuid ?? guidOf(family, 0xd15c),
    entrySize,
    entryCount,
    firstUsableLba,
    lastUsableLba,
    entries: partitions.map((partition) => entryOf(partition, family, sectorBytes, entrySize)),
  };
  const listed = kind === 'gpt' || kind === 'hybrid';
  const copy = { table, headerLba: 1, entriesLba: 2, alternateLba: lastLba };
  return {
    kind,
    gpt: listed ? table : null,
    mbr,
    verdicts,
    primary: listed ? copy : null,
    backup: null,
    bootSector,
  };
}

function filesystemsOf(partitions: readonly PartitionSketch[]): Map<number, FilesystemSignature> {
  return new Map(
    partitions.flatMap(({ number, filesystem }) => (filesystem ? [[number, filesystem] as const] : [])),
  );
}

export function aDiskInfo(overrides: Partial<DiskInfo> = {}): DiskInfo {
  return {
    path: '/dev/sdx',
    manager: 'test',
    sizeBytes: 0,
    logicalSectorBytes: 512,
    physicalSectorBytes: 4096,
    serial: 'SERIAL-1',
    wwn: null,
    model: null,
    vendor: null,
    transport: null,
    hctl: null,
    byId: [],
    byPath: [],
    rotational: null,
    removable: false,
    readOnly: false,
    zoned: 'none',
    uses: [],
    restsOn: [],
    partitions: [],
    ...overrides,
  };
}

/** A claim of a partition sketch, exactly as a disk of these partitions lists it. */
export function aClaim(sketch: PartitionSketch, sectorBytes = 512, overrides: Partial<Claim> = {}): Claim {
  const entry = entryOf(sketch, 'd', sectorBytes, 128);
  return {
    id: entry.guid,
    name: entry.name,
    project: '',
    state: 'available',
    ...entryExtent(entry, sectorBytes),
    filesystem: 'none',
    label: '',
    mountPoint: '',
    entry: { number: entry.number, raw: entry.raw },
    createdAtMs: 0,
    proof: null,
    ...overrides,
  };
}

export interface LayoutSketch extends TableSketch {
  readonly sizeBytes?: number;
  readonly partitions?: readonly PartitionSketch[];
  /** Numbers of partitions that are claimed; a catalog is made for them. */
  readonly claimed?: readonly number[];
  /** Claims as they are, beside `claimed`. */
  readonly claims?: readonly Claim[];
  /** Whether the table lists the catalog's partition; number 128. */
  readonly catalogListed?: boolean;
  readonly journal?: Journal | null;
  readonly catalog?: Partial<CatalogReading>;
  readonly identity?: Partial<Catalog['identity']>;
  readonly wholeDisk?: FilesystemSignature;
  readonly arrayMembers?: Layout['arrayMembers'];
  readonly disk?: Partial<DiskInfo>;
}

/** A disk of 1 GiB unless told; its partitions' GUIDs are of family `d`. */
export function aLayout(sketch: LayoutSketch = {}): Layout {
  const { sizeBytes = 1024 * MIB, sectorBytes = 512, partitions = [], journal = null, kind = 'gpt' } = sketch;
  const claims = [
    ...partitions
      .filter(({ number }) => sketch.claimed?.includes(number))
      .map((partition) => aClaim(partition, sectorBytes)),
    ...(sketch.claims ?? []),
  ];
  const hasCatalog =
    claims.length > 0 || journal !== null || sketch.catalog !== undefined || sketch.identity !== undefined;
  const disk = aDiskInfo({ sizeBytes, logicalSectorBytes: sectorBytes, ...sketch.disk });
  const place = sketch.catalog?.place ?? fixedCatalogPlace(sizeBytes);
  const reading: CatalogReading = {
    catalog: {
      identity: {
        serial: disk.serial,
        wwn: disk.wwn,
        diskGuid: guidOf('d', 0xd15c),
        sizeBytes,
        sectorBytes,
        ...sketch.identity,
      },
      claims,
      journal,
    },
    generation: 1,
    place,
    damage: [],
    ...sketch.catalog,
  };
  const listed = hasCatalog && (sketch.catalogListed ?? true);
  const all = listed ? [...partitions, aCatalogPartition(place)] : partitions;
  return {
    disk,
    sizeBytes,
    sectorBytes,
    table: tableReading(all, 'd', sizeBytes, { ...sketch, sectorBytes, kind }),
    catalog: hasCatalog ? reading : null,
    filesystems: filesystemsOf(partitions),
    wholeDisk: sketch.wholeDisk ?? null,
    arrayMembers: sketch.arrayMembers ?? [],
  };
}

export function aCatalogPartition(place: Extent): PartitionSketch {
  return { number: 128, ...place, name: 'bmv-catalog', typeGuid: TYPE_GUIDS.catalog };
}

/** The table of these partitions as a journal stores it. */
export function aStoredTable(
  partitions: readonly PartitionSketch[],
  family = 'd',
  sectorBytes = 512,
): StoredTable {
  const entries = partitions.map((partition) => entryOf(partition, family, sectorBytes, 128));
  return {
    diskGuid: guidOf('d', 0xd15c),
    entrySize: 128,
    entryCount: 128,
    entries: entries.map(({ number, raw }) => ({ number, raw })),
  };
}

/** An interrupted deployment that kept these partitions (family `d`) and was placing those (family `a`). */
export function aJournal(
  kept: readonly PartitionSketch[],
  placing: readonly PartitionSketch[] = [],
  overrides: Partial<Journal> = {},
): Journal {
  const sealed = aStoredTable(kept);
  return {
    operation: 'deploy',
    phase: 'sealed',
    startedAtMs: 0,
    kept: kept.map(({ offset, length }, index) => ({
      entry: sealed.entries[index] ?? { number: 0, raw: new Uint8Array() },
      offset,
      length,
      proof: { kind: 'sample', seed: 'before', digest: 'ab', bytesRead: length },
    })),
    sealed,
    final: { ...sealed, entries: [...sealed.entries, ...aStoredTable(placing, 'a').entries] },
    imageName: 'image.raw',
    imageChecksum: '',
    bootSector: new Uint8Array(512),
    volumeId: '',
    erase: '',
    ...overrides,
  };
}

export interface ImageSketch extends TableSketch {
  readonly partitions?: readonly PartitionSketch[];
  /** Decoded size; by default a MiB after the last partition. Null: not known. */
  readonly sizeBytes?: number | null;
  readonly guidsInText?: readonly string[];
  /** Null when the image cannot be read out of order. */
  readonly filesystems?: null;
  /** Writes into the head. */
  readonly paint?: (bytes: Uint8Array) => void;
}

/** An image; its partitions' GUIDs are of family `a`. */
export function anImage(sketch: ImageSketch = {}): ImageHead {
  const { sectorBytes = 512, partitions = [], kind = 'gpt' } = sketch;
  const end = Math.max(2 * MIB, ...partitions.map(({ offset, length }) => offset + length + MIB));
  const sizeBytes = sketch.sizeBytes === undefined ? end : sketch.sizeBytes;
  const bytes = new Uint8Array(MIB);
  sketch.paint?.(bytes);
  const table = tableReading(partitions, 'a', end, { ...sketch, kind });
  return {
    name: 'image.raw',
    format: 'raw',
    sizeBytes,
    bytes,
    sectorBytes: table.gpt ? sectorBytes : null,
    table,
    filesystems: sketch.filesystems === null ? null : filesystemsOf(partitions),
    guidsInText: sketch.guidsInText ? new Set(sketch.guidsInText) : null,
  };
}

export function aRequest(overrides: Partial<DeployRequest> = {}): DeployRequest {
  return { selectors: [], configDriveBytes: 0, newGuid: guidSequence(), ...overrides };
}
