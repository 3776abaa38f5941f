/** States of a volume; the names are Cinder's, plus `quarantined`. */
export const VOLUME_STATES = [
  'creating',
  'available',
  'reserved',
  'in-use',
  'extending',
  'releasing',
  'released',
  'missing',
  'error',
  'quarantined',
] as const;
export type VolumeState = (typeof VOLUME_STATES)[number];

export const FILESYSTEMS = ['none', 'ext4', 'xfs', 'swap'] as const;
/** What `create` puts into a volume; `none` leaves it as zeros. */
export type Filesystem = (typeof FILESYSTEMS)[number];

export const ENCRYPTIONS = ['none', 'luks2', 'opaque'] as const;
/**
 * Whether what a volume holds is encrypted. `luks2`: by a header that the agent made, with a key that the registry made.
 * `opaque`: by its tenant; nobody else has a key, or looks inside.
 */
export type Encryption = (typeof ENCRYPTIONS)[number];

export const TELL_WAYS = ['cloud-init', 'gpt-auto', 'fstab', 'ignition', 'none'] as const;
/** How an instance is told where a volume is to be mounted. `gpt-auto`: by the partition's type; `none`: it is not. */
export type TellWay = (typeof TELL_WAYS)[number];

/** How a digest of an extent was taken. `sample`: first and last MiB and seeded pieces; `full`: every byte. */
export type ProofKind = 'sample' | 'full';

/** A digest of a kept extent, comparable only with one of the same kind and seed. */
export interface Proof {
  readonly kind: ProofKind;
  /** Chooses the sampled pieces; any text. Empty for `full`. */
  readonly seed: string;
  /** SHA-256, lower-case hex. */
  readonly digest: string;
  /** Bytes that were read for the digest. */
  readonly bytesRead: number;
}

/** A GPT entry as it stands on the disk: bit-exact, with the slot that it occupies. */
export interface StoredEntry {
  /** 1-based partition number. */
  readonly number: number;
  /** The whole entry, as many bytes as the table's entry size (128 at least). */
  readonly raw: Uint8Array;
}

/** What a volume was filled with when it was made. */
export interface VolumeOrigin {
  /** Whether it holds an operating system that a node can be booted from. Absent: no. */
  readonly bootable?: boolean;
  /** Path or URL without credentials, and `algo:hex` of its file, empty when none was asked for. Absent: no image. */
  readonly image?: { readonly name: string; readonly checksum: string };
}

/** Whether a volume's bytes are encrypted. */
export interface VolumeEncryption {
  /** Absent: they are not. */
  readonly encryption?: Exclude<Encryption, 'none'>;
}

/** The record that an extent is a volume and must not be touched. */
export interface Claim extends VolumeOrigin, VolumeEncryption {
  /** Lower-case GUID; equals the partition's unique GUID. */
  readonly id: string;
  readonly name: string;
  /** Owner's project, empty when none was given. */
  readonly project: string;
  readonly state: VolumeState;
  /** Byte offset and length on the disk. */
  readonly offset: number;
  readonly length: number;
  readonly filesystem: Filesystem | 'unknown';
  readonly label: string;
  /** Where the instance should mount it; empty when not said. */
  readonly mountPoint: string;
  /** How the instance is told; absent where nobody said (`tellOf` has the default). Never empty. */
  readonly tell?: readonly TellWay[];
  /**
   * Whether its partition still has the type by which an instance was told of it, though it is not to be told so any
   * more: the next image takes that away. Absent: no.
   */
  readonly toldByType?: boolean;
  readonly entry: StoredEntry;
  /** Milliseconds since the epoch. */
  readonly createdAtMs: number;
  /** Digest taken by the last operation of ours that read the whole layout; null before the first. */
  readonly proof: Proof | null;
}

/** What makes a disk this disk; null where the disk does not say. */
export interface DiskIdentity {
  readonly serial: string | null;
  readonly wwn: string | null;
  /** Lower-case GUID of the disk's GPT; null before it has one. */
  readonly diskGuid: string | null;
  readonly sizeBytes: number;
  readonly sectorBytes: number;
}

export type JournalOperation = 'deploy' | 'create' | 'adopt' | 'release' | 'recover' | 'extend' | 'erase';

/**
 * How far an operation came. `planned`: kept table may not be on the disk yet; `sealed`: table lists
 * only kept partitions; `verified`: image is on the disk and its checksum matched; `committed`: final
 * table is on the disk.
 */
export type JournalPhase = 'planned' | 'sealed' | 'verified' | 'committed';

/** A table to put on the disk. */
export interface StoredTable {
  readonly diskGuid: string;
  readonly entrySize: number;
  readonly entryCount: number;
  readonly entries: readonly StoredEntry[];
}

/** A kept extent with the digest from before the operation. */
export interface JournalKept {
  readonly entry: StoredEntry;
  readonly offset: number;
  readonly length: number;
  readonly proof: Proof | null;
}

/**
 * An operation that has begun and not ended. While one is open its keep set is trusted over the
 * disk's table, which may be half written.
 */
export interface Journal {
  readonly operation: JournalOperation;
  readonly phase: JournalPhase;
  readonly startedAtMs: number;
  /** What is kept; never shrinks while the journal is open. */
  readonly kept: readonly JournalKept[];
  /** Lists only what is kept (and the catalog). */
  readonly sealed: StoredTable;
  /**
   * The table that ends the operation. For `erase`, which ends with `sealed`: all that was listed before, so
   * that a repetition knows what there is to erase.
   */
  readonly final: StoredTable;
  /** For `deploy`: the image's path or URL without credentials, and its checksum `algo:hex` when known. */
  readonly imageName: string;
  readonly imageChecksum: string;
  /** For `deploy`: the sector with the image's boot code, to be committed last; empty otherwise. */
  readonly bootSector: Uint8Array;
  /** For `release` and `extend`: the volume. For `release` and `erase`: how bytes are erased. */
  readonly volumeId: string;
  readonly erase: string;
}

/** All that a disk says about its volumes, stored on the disk itself. */
export interface Catalog {
  readonly identity: DiskIdentity;
  readonly claims: readonly Claim[];
  readonly journal: Journal | null;
}
