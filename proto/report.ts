import type {
  DiskIdentity,
  Encryption,
  Filesystem,
  JournalOperation,
  JournalPhase,
  Proof,
  TellWay,
  VolumeOrigin,
  VolumeState,
} from './catalog.ts';

/**
 * What an agent tells the registry of its node. Offsets, lengths and sizes are bytes; times are milliseconds since
 * the epoch by the agent's clock. `unknown`: a newer agent said something that this program has no word for.
 */

export type TableKind = 'none' | 'gpt' | 'mbr' | 'hybrid' | 'damaged' | 'unknown';

/** `note`: nothing to do; `repair`: the next commit mends it; `refuse`: nothing is written to the disk. */
export type Severity = 'note' | 'repair' | 'refuse' | 'unknown';

/** Something that a table has which it should not. */
interface VerdictReport {
  /** Stable, in capitals. */
  readonly code: string;
  readonly severity: Severity;
  /** One line for people. */
  readonly message: string;
}

/** A range of a disk. */
export interface ExtentReport {
  readonly offset: number;
  readonly length: number;
}

/** An entry of a GPT. */
export interface PartitionReport extends ExtentReport {
  /** From 1. */
  readonly number: number;
  /** Lower-case unique GUID. */
  readonly guid: string;
  /** Lower-case. */
  readonly typeGuid: string;
  readonly name: string;
  /** As blkid names it; empty for none that was recognised. */
  readonly filesystem: string;
  readonly filesystemLabel: string;
}

/** A volume as its disk has it. */
export interface VolumeReport extends ExtentReport, VolumeOrigin {
  /** Lower-case GUID; the partition's unique GUID. */
  readonly id: string;
  readonly name: string;
  /** As the disk says, which proves nothing; empty for none. */
  readonly project: string;
  /** `missing` where the table does not list it at its place. */
  readonly state: VolumeState | 'unknown';
  /** Partition number, from 1. */
  readonly number: number;
  readonly filesystem: Filesystem | 'unknown';
  readonly label: string;
  /** Where the instance should mount it; empty when not said. */
  readonly mountPoint: string;
  /** How the instance is told; absent where nobody said. */
  readonly tell?: readonly TellWay[];
  /** Absent: its bytes are not encrypted. */
  readonly encryption?: Exclude<Encryption, 'none'> | 'unknown';
  readonly createdAtMs: number;
  /** From the last operation that took one; null before the first. */
  readonly proof: Proof | null;
}

/** An operation that began on a disk and has not ended. */
export interface OpenOperation {
  readonly operation: JournalOperation | 'unknown';
  readonly phase: JournalPhase | 'unknown';
  readonly startedAtMs: number;
  /** Path or URL without credentials; empty where none is written. */
  readonly imageName: string;
}

/** A disk and all that is on it. Null: the disk does not say. */
export interface DiskReport {
  /** Path in the ramdisk; it may be another after the next boot. */
  readonly device: string;
  readonly identity: DiskIdentity;
  readonly model: string | null;
  readonly vendor: string | null;
  /** nvme, sata, sas, virtio, ... */
  readonly transport: string | null;
  readonly rotational: boolean | null;
  readonly readOnly: boolean;
  readonly table: TableKind;
  readonly verdicts: readonly VerdictReport[];
  readonly partitions: readonly PartitionReport[];
  readonly volumes: readonly VolumeReport[];
  /** Where a volume may be made. */
  readonly free: readonly ExtentReport[];
  /** Null where the disk has no catalog. */
  readonly catalogGeneration: number | null;
  readonly openOperation: OpenOperation | null;
  /** What covers the disk from its first byte, as blkid names it; empty for nothing that was recognised. */
  readonly wholeDisk: string;
}

/** A disk that could not be read: nothing is known of it, least of all that it is empty. */
interface UnreadableDisk {
  readonly device: string;
  /** Stable, in capitals. */
  readonly code: string;
  /** One line for people. */
  readonly message: string;
}

/** All disks of a node. What is not in it is not in the node. */
export interface Inventory {
  readonly takenAtMs: number;
  readonly disks: readonly DiskReport[];
  readonly unreadable: readonly UnreadableDisk[];
}

/**
 * What became of a volume. `released`: no longer on the disk; `altered`: its digest is another than before, which
 * must never be; `found`, `lost`: since the last inventory; `recovered`: a lost entry of the table was written again.
 */
export type VolumeChange =
  | 'created'
  | 'adopted'
  | 'extended'
  | 'released'
  | 'verified'
  | 'altered'
  | 'found'
  | 'lost'
  | 'recovered'
  | 'unknown';

/**
 * What is done to the bytes of a volume that is released. `none`: they stay. `crypto`, for LUKS2: what its key is needed
 * with is overwritten, so that nobody reads the rest again.
 */
export type ErasureMethod = 'none' | 'metadata' | 'zero' | 'discard' | 'crypto' | 'unknown';

/** Proof of an erasure. */
export interface Erasure {
  readonly method: ErasureMethod;
  readonly bytesErased: number;
  /** And were as they should be; 0 where nothing was read back. */
  readonly bytesReadBack: number;
}

/** A change of one volume. */
export interface VolumeEvent {
  readonly change: VolumeChange;
  readonly atMs: number;
  /** As it is now; as it was last, where it is gone. */
  readonly volume: VolumeReport;
  readonly disk: DiskIdentity;
  /** Of the step that made the change; empty where none did. */
  readonly run: string;
  /** Of a release; null otherwise. */
  readonly erasure: Erasure | null;
}

/** What Ironic runs a step as part of. */
export type ReportedStepKind = 'clean' | 'deploy' | 'service' | 'unknown';

export interface StepStarted {
  /** UUID of this run. */
  readonly run: string;
  /** As Ironic names it. */
  readonly step: string;
  readonly kind: ReportedStepKind;
  readonly atMs: number;
}

/** How far a running step is. May be lost. */
export interface StepProgress {
  readonly run: string;
  /** write, verify, scan, ... */
  readonly phase: string;
  readonly doneBytes: number;
  /** Null where only the end tells. */
  readonly totalBytes: number | null;
  readonly atMs: number;
}

interface StepFailure {
  /** Stable, in capitals. */
  readonly code: string;
  /** One line for people. */
  readonly message: string;
}

export interface StepFinished extends StepStarted {
  /** Null where it succeeded. */
  readonly failure: StepFailure | null;
  readonly durationMs: number;
  /** To disks, where it writes an image; 0 otherwise. */
  readonly bytesWritten: number;
  /** Over the network; 0 where none came. */
  readonly bytesDownloaded: number;
}
