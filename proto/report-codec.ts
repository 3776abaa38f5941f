/** The reports of an agent as they go over the channel. Decoders throw `Unreadable`; `channel-codec.ts` words it. */
import { bmv } from './generated/channel.js';
import {
  decodeExtent,
  decodeIdentity,
  decodeKnownEncryption,
  decodeKnownTell,
  decodeOrigin,
  decodeProof,
  encodeEncryption,
  encodeIdentity,
  encodeOrigin,
  encodeProof,
  encodeTell,
  FILESYSTEMS,
  OPERATIONS,
  PHASES,
  STATES,
} from './parts-codec.ts';
import type {
  DiskReport,
  Erasure,
  ErasureMethod,
  Inventory,
  OpenOperation,
  PartitionReport,
  ReportedStepKind,
  Severity,
  StepFinished,
  StepProgress,
  StepStarted,
  TableKind,
  VolumeChange,
  VolumeEvent,
  VolumeReport,
} from './report.ts';
import { EnumMap, guid, required, safeInteger } from './wire.ts';

const wire = bmv.v1;

/** Every enum of the channel has a word for what a newer peer may say. */
const UNKNOWN = 0;

const TABLES = new EnumMap<TableKind>('the kind of a table', {
  none: wire.TableKind.TABLE_KIND_NONE,
  gpt: wire.TableKind.TABLE_KIND_GPT,
  mbr: wire.TableKind.TABLE_KIND_MBR,
  hybrid: wire.TableKind.TABLE_KIND_HYBRID,
  damaged: wire.TableKind.TABLE_KIND_DAMAGED,
  unknown: UNKNOWN,
});
const SEVERITIES = new EnumMap<Severity>('a severity', {
  note: wire.Severity.SEVERITY_NOTE,
  repair: wire.Severity.SEVERITY_REPAIR,
  refuse: wire.Severity.SEVERITY_REFUSE,
  unknown: UNKNOWN,
});
const CHANGES = new EnumMap<VolumeChange>('a change of a volume', {
  created: wire.VolumeChange.VOLUME_CHANGE_CREATED,
  adopted: wire.VolumeChange.VOLUME_CHANGE_ADOPTED,
  extended: wire.VolumeChange.VOLUME_CHANGE_EXTENDED,
  released: wire.VolumeChange.VOLUME_CHANGE_RELEASED,
  verified: wire.VolumeChange.VOLUME_CHANGE_VERIFIED,
  altered: wire.VolumeChange.VOLUME_CHANGE_ALTERED,
  found: wire.VolumeChange.VOLUME_CHANGE_FOUND,
  lost: wire.VolumeChange.VOLUME_CHANGE_LOST,
  recovered: wire.VolumeChange.VOLUME_CHANGE_RECOVERED,
  unknown: UNKNOWN,
});
export const ERASURES = new EnumMap<ErasureMethod>('a method of erasure', {
  none: wire.ErasureMethod.ERASURE_METHOD_NONE,
  metadata: wire.ErasureMethod.ERASURE_METHOD_METADATA,
  zero: wire.ErasureMethod.ERASURE_METHOD_ZERO,
  discard: wire.ErasureMethod.ERASURE_METHOD_DISCARD,
  crypto: wire.ErasureMethod.ERASURE_METHOD_CRYPTO,
  unknown: UNKNOWN,
});
export const STEP_KINDS = new EnumMap<ReportedStepKind>('the kind of a step', {
  clean: wire.StepKind.STEP_KIND_CLEAN,
  deploy: wire.StepKind.STEP_KIND_DEPLOY,
  service: wire.StepKind.STEP_KIND_SERVICE,
  unknown: UNKNOWN,
});

/** A domain that has no `unknown` of its own on the wire. */
export function encodeKnown<Domain extends string>(map: EnumMap<Domain>, value: Domain | 'unknown'): number {
  return map.has(value) ? map.encode(value) : UNKNOWN;
}

function encodeVolume(volume: VolumeReport): bmv.v1.IVolume {
  return {
    ...volume,
    state: encodeKnown(STATES, volume.state),
    filesystem: FILESYSTEMS.encode(volume.filesystem),
    tell: encodeTell(volume.tell),
    encryption: encodeEncryption(volume.encryption),
    proof: encodeProof(volume.proof),
    ...encodeOrigin(volume),
  };
}

function decodeVolume(message: bmv.v1.IVolume): VolumeReport {
  return {
    id: guid(message.id, 'the id of a volume'),
    name: message.name ?? '',
    project: message.project ?? '',
    state: STATES.decodeOr(message.state, 'unknown'),
    ...decodeExtent(message, 'a volume'),
    number: safeInteger(message.number, 'the partition number of a volume', 1),
    filesystem: FILESYSTEMS.decodeOr(message.filesystem, 'unknown'),
    label: message.label ?? '',
    mountPoint: message.mountPoint ?? '',
    ...decodeKnownTell(message.tell),
    ...decodeKnownEncryption(message.encryption),
    createdAtMs: safeInteger(message.createdAtMs, 'the creation time of a volume'),
    proof: message.proof ? decodeProof(message.proof) : null,
    ...decodeOrigin(message),
  };
}

function encodeOperation(open: OpenOperation | null): bmv.v1.IOpenOperation | null {
  return (
    open && {
      ...open,
      operation: encodeKnown(OPERATIONS, open.operation),
      phase: encodeKnown(PHASES, open.phase),
    }
  );
}

function decodeOperation(message: bmv.v1.IOpenOperation): OpenOperation {
  return {
    operation: OPERATIONS.decodeOr(message.operation, 'unknown'),
    phase: PHASES.decodeOr(message.phase, 'unknown'),
    startedAtMs: safeInteger(message.startedAtMs, 'the start of an operation'),
    imageName: message.imageName ?? '',
  };
}

function encodeDisk(disk: DiskReport): bmv.v1.IDisk {
  return {
    ...disk,
    identity: encodeIdentity(disk.identity),
    table: TABLES.encode(disk.table),
    verdicts: disk.verdicts.map((verdict) => ({ ...verdict, severity: SEVERITIES.encode(verdict.severity) })),
    partitions: [...disk.partitions],
    volumes: disk.volumes.map(encodeVolume),
    free: [...disk.free],
    openOperation: encodeOperation(disk.openOperation),
  };
}

function decodePartition(message: bmv.v1.IPartition): PartitionReport {
  return {
    number: safeInteger(message.number, 'a partition number', 1),
    guid: guid(message.guid, 'the GUID of a partition'),
    typeGuid: guid(message.typeGuid, 'the type of a partition'),
    name: message.name ?? '',
    ...decodeExtent(message, 'a partition'),
    filesystem: message.filesystem ?? '',
    filesystemLabel: message.filesystemLabel ?? '',
  };
}

function decodeDisk(message: bmv.v1.IDisk): DiskReport {
  const { catalogGeneration, openOperation } = message;
  return {
    device: message.device ?? '',
    identity: decodeIdentity(required(message.identity, 'the identity of a disk')),
    model: message.model ?? null,
    vendor: message.vendor ?? null,
    transport: message.transport ?? null,
    rotational: message.rotational ?? null,
    readOnly: message.readOnly ?? false,
    table: TABLES.decodeOr(message.table, 'unknown'),
    verdicts: (message.verdicts ?? []).map((verdict) => ({
      code: verdict.code ?? '',
      severity: SEVERITIES.decodeOr(verdict.severity, 'unknown'),
      message: verdict.message ?? '',
    })),
    partitions: (message.partitions ?? []).map(decodePartition),
    volumes: (message.volumes ?? []).map(decodeVolume),
    free: (message.free ?? []).map((extent) => decodeExtent(extent, 'a free extent')),
    catalogGeneration:
      catalogGeneration === null || catalogGeneration === undefined
        ? null
        : safeInteger(catalogGeneration, 'the generation of a catalog'),
    openOperation: openOperation ? decodeOperation(openOperation) : null,
    wholeDisk: message.wholeDisk ?? '',
  };
}

export function encodeInventory(inventory: Inventory): bmv.v1.IInventory {
  return {
    takenAtMs: inventory.takenAtMs,
    disks: inventory.disks.map(encodeDisk),
    unreadable: [...inventory.unreadable],
  };
}

export function decodeInventory(message: bmv.v1.IInventory): Inventory {
  return {
    takenAtMs: safeInteger(message.takenAtMs, 'the time of an inventory'),
    disks: (message.disks ?? []).map(decodeDisk),
    unreadable: (message.unreadable ?? []).map((disk) => ({
      device: disk.device ?? '',
      code: disk.code ?? '',
      message: disk.message ?? '',
    })),
  };
}

function encodeErasure(erasure: Erasure | null): bmv.v1.IErasure | null {
  return erasure && { ...erasure, method: ERASURES.encode(erasure.method) };
}

function decodeErasure(message: bmv.v1.IErasure): Erasure {
  return {
    method: ERASURES.decodeOr(message.method, 'unknown'),
    bytesErased: safeInteger(message.bytesErased, 'the size of an erasure'),
    bytesReadBack: safeInteger(message.bytesReadBack, 'the proof of an erasure'),
  };
}

export function encodeVolumeEvent(event: VolumeEvent): bmv.v1.IVolumeEvent {
  const { atMs, run } = event;
  return {
    change: CHANGES.encode(event.change),
    atMs,
    volume: encodeVolume(event.volume),
    disk: encodeIdentity(event.disk),
    run,
    erasure: encodeErasure(event.erasure),
  };
}

export function decodeVolumeEvent(message: bmv.v1.IVolumeEvent): VolumeEvent {
  return {
    change: CHANGES.decodeOr(message.change, 'unknown'),
    atMs: safeInteger(message.atMs, 'the time of a change'),
    volume: decodeVolume(required(message.volume, 'the volume of a change')),
    disk: decodeIdentity(required(message.disk, 'the disk of a change')),
    run: message.run ?? '',
    erasure: message.erasure ? decodeErasure(message.erasure) : null,
  };
}

export function encodeStepStarted({ run, step, kind, atMs }: StepStarted): bmv.v1.IStepStarted {
  return { run, step, kind: STEP_KINDS.encode(kind), atMs };
}

export function decodeStepStarted(message: bmv.v1.IStepStarted): StepStarted {
  return {
    run: guid(message.run, 'the run of a step'),
    step: message.step ?? '',
    kind: STEP_KINDS.decodeOr(message.kind, 'unknown'),
    atMs: safeInteger(message.atMs, 'the time of a step'),
  };
}

export function encodeStepProgress(progress: StepProgress): bmv.v1.IStepProgress {
  const { run, phase, doneBytes, totalBytes, atMs } = progress;
  return { run, phase, doneBytes, totalBytes, atMs };
}

export function decodeStepProgress(message: bmv.v1.IStepProgress): StepProgress {
  const { totalBytes } = message;
  return {
    run: guid(message.run, 'the run of a step'),
    phase: message.phase ?? '',
    doneBytes: safeInteger(message.doneBytes, 'the progress of a step'),
    totalBytes:
      totalBytes === null || totalBytes === undefined
        ? null
        : safeInteger(totalBytes, 'the size of what a step does'),
    atMs: safeInteger(message.atMs, 'the time of a progress'),
  };
}

export function encodeStepFinished(finished: StepFinished): bmv.v1.IStepFinished {
  const { failure, durationMs, bytesWritten, bytesDownloaded } = finished;
  return { ...encodeStepStarted(finished), failure, durationMs, bytesWritten, bytesDownloaded };
}

export function decodeStepFinished(message: bmv.v1.IStepFinished): StepFinished {
  const { failure } = message;
  return {
    ...decodeStepStarted(message),
    failure: failure ? { code: failure.code ?? '', message: failure.message ?? '' } : null,
    durationMs: safeInteger(message.durationMs, 'the duration of a step'),
    bytesWritten: safeInteger(message.bytesWritten, 'what a step wrote'),
    bytesDownloaded: safeInteger(message.bytesDownloaded, 'what a step downloaded'),
  };
}
