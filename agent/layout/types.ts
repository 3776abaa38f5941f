import type { DiskInfo } from '../../hardware-managers/disk.ts';
import type { GptEntry, GptTable, TableReading } from '../../hardware-managers/partition-table/types.ts';
import type { Catalog, Claim, Proof } from '../../proto/catalog.ts';
import type { Extent } from './extent.ts';

/** What stands in an extent, by its superblock. Empty text where the format has no such field. */
export interface FilesystemSignature {
  /** `ext4`, `xfs`, `btrfs`, `vfat`, `swap`, `crypto_LUKS`, `LVM2_member`, `linux_raid_member`, ... as blkid names them. */
  readonly type: string;
  readonly label: string;
  /** As blkid prints it. */
  readonly uuid: string;
}

/** A catalog as found on a disk. */
export interface CatalogReading {
  readonly catalog: Catalog;
  readonly generation: number;
  /** The MiB that holds both slots. */
  readonly place: Extent;
  /** What is wrong with the slots that were not used; one line each. */
  readonly damage: readonly string[];
  /** Ids of claims that are longer here than it stores: their partitions have grown since. Absent for none. */
  readonly grown?: readonly string[];
}

/** A disk or partition that is a member of an array (MD) by its superblock, whether the array runs or not. */
export interface ArrayMember {
  /** Of the partition, in whichever table; null: the disk itself. */
  readonly number: number | null;
  readonly extent: Extent;
  readonly superblock: Extent;
  /** Of the array; empty where the superblock has none. */
  readonly name: string;
  readonly uuid: string;
}

/** A disk's table, claims and contents as data. */
export interface Layout {
  readonly disk: DiskInfo;
  readonly sizeBytes: number;
  readonly sectorBytes: number;
  readonly table: TableReading;
  readonly catalog: CatalogReading | null;
  /** By partition number of `table.gpt`. */
  readonly filesystems: ReadonlyMap<number, FilesystemSignature>;
  /** A signature that covers the disk from its first byte (an LVM PV, a filesystem without a table). */
  readonly wholeDisk: FilesystemSignature | null;
  readonly arrayMembers: readonly ArrayMember[];
}

/** Why an extent is kept. `catalog`: it holds our catalog; `journal`: an interrupted operation kept it. */
export type KeepReason = 'claim' | 'selector' | 'catalog' | 'journal';

/** One partition that this operation must not touch. */
export interface Kept {
  readonly entry: GptEntry;
  readonly extent: Extent;
  readonly reason: KeepReason;
  readonly claim: Claim | null;
  readonly filesystem: FilesystemSignature | null;
  /** Digest from before an interrupted operation; null when there was none. */
  readonly proof: Proof | null;
}

/** The first bytes of an image and what they say. */
export interface ImageHead {
  /** Path or URL without credentials. */
  readonly name: string;
  /** `raw`, `gzip`, `zstd`, `xz`, `bzip2`, `qcow2`. */
  readonly format: string;
  /** Decoded size in bytes; null when it is known only at the end of the stream. */
  readonly sizeBytes: number | null;
  /** The first MiB or the whole image, whichever is shorter. */
  readonly bytes: Uint8Array;
  /** Sector size of the image's GPT; null without one. */
  readonly sectorBytes: 512 | 4096 | null;
  readonly table: TableReading;
  /** By image partition number; null when the source cannot be read out of order. */
  readonly filesystems: ReadonlyMap<number, FilesystemSignature> | null;
  /** Numbers of partitions that the deployment makes, because the image is but a part of a disk. */
  readonly made?: ReadonlySet<number>;
  /** GUIDs (lower-case) that occur as text in the image; null when it was not searched. */
  readonly guidsInText: ReadonlySet<string> | null;
}

/** What the caller wants of a deployment. */
export interface DeployRequest {
  readonly selectors: readonly Selector[];
  /** Bytes to reserve for a config drive; 0 for none. */
  readonly configDriveBytes: number;
  /** Makes a GUID; given by the caller, so that a plan is a pure function of its input. */
  readonly newGuid: () => string;
}

/** A rule that picks existing partitions. `text` is as the operator wrote it. */
export type Selector =
  | { readonly kind: 'label'; readonly glob: string; readonly text: string }
  | { readonly kind: 'partuuid'; readonly guid: string; readonly text: string }
  | { readonly kind: 'index'; readonly first: number; readonly last: number; readonly text: string }
  | { readonly kind: 'fslabel'; readonly glob: string; readonly text: string };

/** Stable codes of what stands in the way of a plan. */
const CONFLICT_CODES = [
  'SELECTOR_NO_MATCH',
  'SELECTOR_AMBIGUOUS',
  'TABLE_DAMAGED',
  'TABLE_NOT_GPT',
  'WHOLE_DISK_CONTENT',
  'IMAGE_NOT_GPT',
  'IMAGE_TABLE_DAMAGED',
  'IMAGE_TOO_BIG',
  'IMAGE_PARTITION_INVALID',
  'IMAGE_DATA_IN_THE_WAY',
  'SECTOR_SIZE_MISMATCH',
  'KEPT_OVERLAP',
  'KEPT_OUTSIDE_DISK',
  'KEPT_IN_TABLE_AREA',
  'KEPT_ESP_FIRST',
  'KEPT_FAT_MOUNTED',
  'ARRAY_NOT_RUNNING',
  'DUPLICATE_KEPT_GUID',
  'DUPLICATE_KEPT_NUMBER',
  'DUPLICATE_GUID_IN_BOOT_FILES',
  'DUPLICATE_FILESYSTEM_UUID',
  'DUPLICATE_FILESYSTEM_LABEL',
  'CLAIM_MISSING',
  'CLAIM_MOVED',
  'CLAIMS_OVERLAP',
  'CATALOG_FOREIGN',
  'CATALOG_MISSING',
  'NO_FREE_NUMBER',
  'NO_SPACE',
  'BIOS_BOOT_UNPATCHABLE',
  'BIOS_BOOT_RENUMBERED',
  'VOLUME_NAME_TAKEN',
  'MOUNT_POINT_TAKEN',
  'VOLUME_TOO_SMALL',
  'VOLUME_TOO_LARGE',
  'VOLUME_STATE',
  'ALREADY_CLAIMED',
  'NOT_ADOPTABLE',
  'NOT_EXTENDABLE',
  'NOT_ENCRYPTED',
  'JOURNAL_OPEN',
] as const;
export type ConflictCode = (typeof CONFLICT_CODES)[number];

export interface Conflict {
  readonly code: ConflictCode;
  /** One line: the objects, by how much, and what is in the way. */
  readonly message: string;
  /** One line: what the operator can do. */
  readonly wayOut: string;
  /** Names of the partitions, volumes or selectors that it is about. */
  readonly objects: readonly string[];
}

/** An image partition and where it goes on the disk. */
export interface Placement {
  readonly imageNumber: number;
  readonly imageOffset: number;
  /** The entry as it will stand on the disk. */
  readonly entry: GptEntry;
  readonly extent: Extent;
  readonly moved: boolean;
  readonly renumbered: boolean;
  readonly newGuid: boolean;
}

/** A partition that the operation makes itself. */
export interface Created {
  readonly entry: GptEntry;
  readonly extent: Extent;
  readonly purpose: 'catalog' | 'volume' | 'config-drive';
}

/** Bytes that replace part of the stream, where a moved BIOS boot partition needs it. */
export interface Patch {
  readonly diskOffset: number;
  readonly bytes: Uint8Array;
}

/** A run of the image's bytes and its destination; `null`: no place on the disk, must read as zeros. */
export interface Segment {
  readonly imageOffset: number;
  readonly length: number;
  readonly diskOffset: number | null;
  /** False for the image's own table areas, whose bytes are dropped whatever they are. */
  readonly mustBeZero: boolean;
}

/** What will be written where. Nothing in it depends on anything but its inputs. */
export interface Plan {
  /** `gpt`: tables are merged; `whole`: an image without GPT replaces all of a disk with nothing to keep. */
  readonly mode: 'gpt' | 'whole';
  readonly kept: readonly Kept[];
  readonly placements: readonly Placement[];
  readonly created: readonly Created[];
  /** Existing partitions that will be gone. */
  readonly erased: readonly GptEntry[];
  /** Sorted by image offset, disjoint, covering the image from its first byte. */
  readonly segments: readonly Segment[];
  /** Applied after the image was written and before it is committed. */
  readonly patches: readonly Patch[];
  /** Lists only what is kept; null in mode `whole`. */
  readonly sealed: GptTable | null;
  /** The table at the end; null in mode `whole`. */
  readonly final: GptTable | null;
  /** Sector 0 of the image (with patches), whose boot code is committed last. */
  readonly bootSector: Uint8Array;
  /** Where the catalog is or will be; null when the disk has no room or nothing to keep. */
  readonly catalogPlace: Extent | null;
  /** Where image data, patches and the config drive may be written. Tables and catalog come on top. */
  readonly writeMap: readonly Extent[];
  /** One line each, for people. */
  readonly notes: readonly string[];
}

export type PlanResult =
  | { readonly plan: Plan; readonly conflicts: readonly [] }
  | { readonly plan: null; readonly conflicts: readonly [Conflict, ...Conflict[]] };
