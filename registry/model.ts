import type { Encryption, Filesystem, Proof, TellWay, VolumeState } from '../proto/catalog.ts';
import type { DiskReport, ErasureMethod } from '../proto/report.ts';

/**
 * The words of the registry. Offsets, lengths and sizes are bytes; times are milliseconds since the epoch by the
 * database's clock; ids are lower-case UUIDs. A `generation` grows with each change of its record.
 */

/** A server, as Ironic knows it. */
export interface Node {
  readonly uuid: string;
  /** Ironic's name for it; empty for none. */
  readonly name: string;
  /** By SMBIOS; empty where the machine does not say. */
  readonly systemUuid: string;
  readonly systemSerial: string;
  readonly macAddresses: readonly string[];
  readonly firstSeenMs: number;
  /** Of the newest report. */
  readonly lastSeenMs: number;
  /** Of the newest full inventory; null before the first. */
  readonly inventoryAtMs: number | null;
  readonly generation: number;
}

/**
 * What makes a disk this disk of its node: `wwn:…`, else `serial:…`, else `guid:…` of its table. HAZARD: of one node
 * only; virtual disks of two nodes may say the same of themselves and are two disks. What identifies a disk is its node
 * and its key.
 */
export type DiskKey = string;

/** A disk of a node. */
export interface Disk {
  readonly key: DiskKey;
  readonly node: string;
  /** As its node reported it last. */
  readonly report: DiskReport;
  /** False when the newest inventory of its node does not show it: it is gone, or was not read, or not told apart. */
  readonly isPresent: boolean;
  /** When it was first seen as it is; of one that is not present, when it was seen last. */
  readonly seenAtMs: number;
  readonly generation: number;
}

/** What a disk says of a volume. It locates, and decides nothing. */
export interface ClaimRecord {
  /** `device:…` for a disk that has no key: until the next inventory. */
  readonly disk: DiskKey;
  readonly node: string;
  readonly volume: string;
  readonly name: string;
  /** As the disk says, which proves nothing. */
  readonly project: string;
  readonly state: VolumeState | 'unknown';
  readonly offset: number;
  readonly length: number;
  /** When it was first seen as it is. */
  readonly seenAtMs: number;
}

/** What becomes of a volume's bytes when it is released. `crypto`: of one whose encryption is `luks2` alone. */
export type ReleaseErasure = Extract<ErasureMethod, 'metadata' | 'zero' | 'discard' | 'crypto'>;

/** `keep`: nobody's request releases it, until that is changed. */
export type OnRelease = 'erase' | 'keep';

/** What becomes of a volume when the instance on its node is deleted. */
export type OnInstanceDelete = 'keep' | 'release';

/** Why a volume is quarantined, or that a person must look at it. */
export type AlarmKind =
  /** A disk claims a volume that nobody asked for, or that was released. */
  | 'unknown-claim'
  /** The disk names another project than the registry. */
  | 'project-differs'
  /** It was shown by another node than the one it is on. */
  | 'other-node'
  /** Two disks show it at the same time. */
  | 'shown-twice'
  /** Its extent is not where it was, or not as long. */
  | 'moved'
  /** Its extent is another volume's too. */
  | 'overlap'
  /** Its bytes are others than before. */
  | 'altered'
  /** It was made without the encryption that was asked for, or with another. */
  | 'encryption-differs'
  /** The agent released it without an erasure that was asked for. */
  | 'erasure-unproven'
  /** An operator wants it. */
  | 'asked-for';

export interface Alarm {
  readonly id: string;
  readonly kind: AlarmKind;
  /** Where it was seen. The volume may be another node's. */
  readonly node: string;
  readonly volume: string;
  /** One line for people: what was seen, and the ways out. */
  readonly message: string;
  readonly raisedAtMs: number;
  /** Null while it is open. */
  readonly resolvedAtMs: number | null;
  /** Who resolved it, and how; empty while it is open. */
  readonly resolution: string;
}

/** A volume as the registry has decided. */
export interface Volume {
  readonly id: string;
  readonly name: string;
  /** Empty only in quarantine and released out of it, where no owner is known: it holds neither its node nor space. */
  readonly project: string;
  /** Volumes of one application on several nodes; empty for none. */
  readonly set: string;
  readonly node: string;
  /** Null before the agent has placed it. */
  readonly disk: DiskKey | null;
  readonly state: VolumeState;
  /** Before it went `missing` or `quarantined`, and neither of these; null otherwise, and for an unknown claim. */
  readonly stateBefore: VolumeState | null;
  /** Null before the agent has placed it. */
  readonly offset: number | null;
  /** As it is on the disk; of one that is not there yet, as it was asked for. */
  readonly length: number;
  /** What an extension makes of it; otherwise its length. */
  readonly wantedLength: number;
  /** Keys of disks that it may be made on: of a reserved one, the disk that has space for it. */
  readonly allowedDisks: readonly DiskKey[];
  /** The partition whose unique GUID is its id was there before it. */
  readonly isAdopted: boolean;
  readonly filesystem: Filesystem | 'unknown';
  readonly label: string;
  /** Empty when not said. */
  readonly mountPoint: string;
  /** How instances are told of it, in the order of `TELL_WAYS`; empty for the default. */
  readonly tell: readonly TellWay[];
  readonly encryption: Encryption;
  readonly erase: ReleaseErasure;
  readonly onRelease: OnRelease;
  readonly onInstanceDelete: OnInstanceDelete;
  /** Since when `onInstanceDelete` is what it is. */
  readonly policySinceMs: number;
  /** From the newest report that had one. */
  readonly proof: Proof | null;
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
  readonly generation: number;
}

/** A step of Ironic as its agent told it. */
export interface StepRun {
  readonly run: string;
  readonly node: string;
  readonly step: string;
  readonly kind: string;
  readonly state: 'running' | 'succeeded' | 'failed';
  readonly startedAtMs: number;
  readonly endedAtMs: number | null;
  /** Of the newest progress; empty before the first. */
  readonly phase: string;
  readonly doneBytes: number;
  readonly totalBytes: number | null;
  /** Empty but for a failed one. */
  readonly failureCode: string;
  readonly failureMessage: string;
  readonly updatedAtMs: number;
}

/** Who did something: a person or program at the API, or an agent. */
export interface Actor {
  readonly kind: 'user' | 'agent' | 'registry';
  /** A user's name or id, a node's UUID; empty for the registry. */
  readonly id: string;
  /** The user's project; empty for none. */
  readonly project: string;
}

/** What happened, for the audit. Appended, never changed. */
export interface EventRecord {
  /** From 1, without gaps. */
  readonly seq: number;
  readonly atMs: number;
  /** `volume.created`, `volume.quarantined`, `step.finished`, `permission.refused`, `node.seen`, ... */
  readonly kind: string;
  /** Empty where it is about none. */
  readonly node: string;
  readonly volume: string;
  readonly project: string;
  readonly actor: Actor;
  /** JSON, without secrets. */
  readonly details: Readonly<Record<string, unknown>>;
  /** SHA-256 of the event before, lower-case hex; 64 zeros for the first. */
  readonly previous: string;
  /** SHA-256 over `previous` and the canonical JSON of all the rest. */
  readonly hash: string;
}

/** An event before the store numbers and chains it. */
export type NewEvent = Omit<EventRecord, 'seq' | 'atMs' | 'previous' | 'hash'>;
