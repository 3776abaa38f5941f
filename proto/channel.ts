import type { Encryption, Filesystem, TellWay, VolumeState } from './catalog.ts';
import type {
  ErasureMethod,
  Inventory,
  ReportedStepKind,
  StepFinished,
  StepProgress,
  StepStarted,
  VolumeEvent,
} from './report.ts';

/** Of the messages between agent and registry. */
export const CHANNEL_PROTOCOL = 1;

/** Bytes of the key of a LUKS2 volume. */
export const VOLUME_KEY_BYTES = 32;

/** The agent's first message on a connection. Texts are empty where the agent does not know. */
export interface Hello {
  readonly protocol: number;
  readonly agentVersion: string;
  readonly agentBuild: string;
  /** Lower-case UUID that Ironic knows the node by. */
  readonly nodeUuid: string;
  /** Of the machine, by SMBIOS. */
  readonly systemUuid: string;
  readonly systemSerial: string;
  /** Lower-case, with colons. */
  readonly macAddresses: readonly string[];
  /** The newest report that the agent knows to be stored; 0 for none. */
  readonly acked: number;
  /** The newest report that there is; 0 for none. */
  readonly newest: number;
}

/** How far the registry trusts a session. The inventory of an untrusted one is kept apart. */
export type Trust = 'untrusted' | 'trusted' | 'unknown';

/**
 * The registry's answer to a hello. It may come again on a connection, with the same epoch: when the registry has missed
 * something, or with another credential.
 */
export interface Welcome {
  readonly protocol: number;
  /** Newer sessions of the node have larger ones. */
  readonly epoch: number;
  readonly trust: Trust;
  /** The newest report of this boot that is stored; 0 for none. */
  readonly acked: number;
  readonly wantsInventory: boolean;
  /** Longest silence of the agent before the registry takes it for gone. */
  readonly heartbeatMs: number;
  readonly maxFrameBytes: number;
  /** By the registry's clock, since the epoch. */
  readonly nowMs: number;
  /** Secret for the next connection of this boot; empty in an untrusted session. HAZARD: not for logs. */
  readonly credential: string;
}

/**
 * All reports up to this one are stored, or were given up by their sender. In an untrusted session: this inventory was
 * kept apart, and the next one may be sent; no report is to be forgotten for it.
 */
export interface Ack {
  readonly sequence: number;
}

/** Why the sender will not go on. The connection ends behind it. */
export interface Refusal {
  /** Stable, in capitals. */
  readonly code: string;
  /** One line for people. */
  readonly message: string;
  readonly mayRetry: boolean;
}

/** A volume that there should be. */
export interface DesiredVolume {
  /** Lower-case GUID; empty where the agent is to choose it. */
  readonly id: string;
  readonly name: string;
  readonly project: string;
  readonly state: VolumeState | 'unknown';
  /** Bytes. */
  readonly length: number;
  /** WWNs or serials of disks that it may be on; empty for any. */
  readonly disks: readonly string[];
  readonly filesystem: Filesystem | 'unknown';
  readonly label: string;
  readonly mountPoint: string;
  /** How the instance is to be told; absent for the default. */
  readonly tell?: readonly TellWay[];
  /** Of a volume that is to be released. */
  readonly erase: ErasureMethod;
  /** The partition whose unique GUID is the id is there, and becomes the volume. */
  readonly adopt: boolean;
  /** Of a volume that is to be made; absent: none. Where it is `luks2` the id is given. */
  readonly encryption?: Exclude<Encryption, 'none'> | 'unknown';
}

/** All volumes that a node should have. A step of Ironic carries it out, never the message itself. */
export interface DesiredVolumes {
  /** Grows with each change. */
  readonly revision: number;
  readonly volumes: readonly DesiredVolume[];
}

/** The agent asks whether a step may write, before it writes. */
export interface PermissionRequest {
  /** Of this connection, from 1. */
  readonly id: number;
  readonly run: string;
  readonly step: string;
  readonly kind: ReportedStepKind;
  readonly nodeUuid: string;
  /** Empty where the node has no instance. */
  readonly instanceUuid: string;
  /** That the instance is for, as the node says; empty where it does not. */
  readonly project: string;
}

export interface PermissionAnswer {
  /** The request's. */
  readonly id: number;
  readonly allowed: boolean;
  /** One line for people: why not, and the way out. Empty where it is allowed. */
  readonly reason: string;
  /** To be carried out before the step writes; null where nothing is asked for. */
  readonly desired: DesiredVolumes | null;
}

/** The agent asks for the key of a LUKS2 volume that it is about to make. */
export interface KeyRequest {
  /** Of this connection, from 1; of requests of all kinds together. */
  readonly id: number;
  /** That was granted permission on this session, and has not finished. */
  readonly run: string;
  /** Lower-case GUID. */
  readonly volumeId: string;
}

export interface KeyAnswer {
  /** The request's. */
  readonly id: number;
  readonly allowed: boolean;
  /** One line for people: why not, and the way out. Empty where it is allowed. */
  readonly reason: string;
  /** Empty where it is not allowed. HAZARD: not for logs. */
  readonly key: Uint8Array;
}

/** What a frame says. `unknown`: something of a newer peer. */
export type Body =
  | ({ readonly type: 'hello' } & Hello)
  | ({ readonly type: 'welcome' } & Welcome)
  | ({ readonly type: 'ack' } & Ack)
  | ({ readonly type: 'refusal' } & Refusal)
  | ({ readonly type: 'inventory' } & Inventory)
  | ({ readonly type: 'volume-event' } & VolumeEvent)
  | ({ readonly type: 'step-started' } & StepStarted)
  | ({ readonly type: 'step-progress' } & StepProgress)
  | ({ readonly type: 'step-finished' } & StepFinished)
  | ({ readonly type: 'desired-volumes' } & DesiredVolumes)
  | ({ readonly type: 'permission-request' } & PermissionRequest)
  | ({ readonly type: 'permission-answer' } & PermissionAnswer)
  | ({ readonly type: 'key-request' } & KeyRequest)
  | ({ readonly type: 'key-answer' } & KeyAnswer)
  | { readonly type: 'unknown' };

/** One frame. */
export interface Envelope {
  /** Number of a report, from 1, growing within a boot. 0: no report, never acknowledged. */
  readonly sequence: number;
  /** Number of the report before this one that the sender has not given up; 0 for none. */
  readonly follows: number;
  /** Lower-case UUID of the ramdisk's boot. An agent that is started again goes on, with numbers that were never used. */
  readonly bootId: string;
  /** Of the session; 0 before the welcome. */
  readonly epoch: number;
  /** Milliseconds since the epoch by the sender's clock, which may be wrong. */
  readonly sentAtMs: number;
  readonly body: Body;
}
