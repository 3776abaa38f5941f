import type { DiskIdentity } from '../../proto/catalog.ts';
import type { DiskReport, Erasure, Inventory, VolumeEvent, VolumeReport } from '../../proto/report.ts';
import type { NodeState } from '../../registry/decisions/node-state.ts';
import type { ReportInput } from '../../registry/decisions/report-input.ts';
import type { NewVolumeInput } from '../../registry/decisions/request.ts';
import { claimOf } from '../../registry/decisions/sighting.ts';
import type { By } from '../../registry/decisions/states.ts';
import type { Alarm, ClaimRecord, Disk, Node, Volume } from '../../registry/model.ts';

export const MIB = 1024 * 1024;
export const NODE = '11111111-1111-4111-8111-111111111111';
export const OTHER_NODE = '22222222-2222-4222-8222-222222222222';
/** Of the project that most records of these builders are of. */
export const PROJECT = 'web';
/** The WWN of the disk that these builders make, and the key that it gives. */
export const WWN = '0x5000c500a1b2c3d4';
export const DISK = 'wwn:5000c500a1b2c3d4';
export const NOW = 1_790_000_000_000;
/** A time before now. */
const EARLIER = NOW - 3_600_000;

/** The n-th of a row of ids. */
export function volumeId(n: number): string {
  return `aaaaaaaa-0000-4000-8000-${n.toString(16).padStart(12, '0')}`;
}

/** Makes ids of alarms, the same ones every time. */
export function alarmIds(): () => string {
  let n = 0;
  return () => {
    n += 1;
    return `ffffffff-0000-4000-8000-${n.toString(16).padStart(12, '0')}`;
  };
}

export function aNode(changes: Partial<Node> = {}): Node {
  return {
    ...{ uuid: NODE, name: 'node-1', systemUuid: '', systemSerial: '', macAddresses: [] },
    ...{ firstSeenMs: EARLIER, lastSeenMs: EARLIER, inventoryAtMs: EARLIER, generation: 3 },
    ...changes,
  };
}

export function anIdentity(changes: Partial<DiskIdentity> = {}): DiskIdentity {
  const diskGuid = 'dddddddd-0000-4000-8000-000000000001';
  return { serial: 'S1', wwn: WWN, diskGuid, sizeBytes: 100 * MIB, sectorBytes: 512, ...changes };
}

/** A disk of 100 MiB with a catalog at its end and the rest free, from the first MiB. */
export function aDiskReport(changes: Partial<DiskReport> = {}): DiskReport {
  return {
    ...{ device: '/dev/sda', identity: anIdentity(), model: null, vendor: null, transport: 'sata' },
    ...{ rotational: false, readOnly: false, table: 'gpt', verdicts: [], partitions: [], volumes: [] },
    ...{
      free: [{ offset: MIB, length: 97 * MIB }],
      catalogGeneration: 1,
      openOperation: null,
      wholeDisk: '',
    },
    ...changes,
  };
}

export function aDisk(changes: Partial<Disk> = {}): Disk {
  return {
    ...{ key: DISK, node: NODE, report: aDiskReport(), isPresent: true, seenAtMs: EARLIER, generation: 2 },
    ...changes,
  };
}

/** An available volume of 10 MiB at 50 MiB. */
export function aVolume(changes: Partial<Volume> = {}): Volume {
  const length = changes.length ?? 10 * MIB;
  return {
    ...{ id: volumeId(1), name: 'data', project: PROJECT, set: '', node: NODE, disk: DISK },
    ...{ state: 'available', stateBefore: null, offset: 50 * MIB, length, wantedLength: length },
    ...{ allowedDisks: [DISK], isAdopted: false, filesystem: 'ext4', label: '' },
    ...{
      mountPoint: '/data',
      tell: [],
      onRelease: 'erase',
      onInstanceDelete: 'keep',
      policySinceMs: EARLIER,
    },
    ...{
      encryption: 'none',
      erase: 'zero',
      proof: null,
      createdAtMs: EARLIER,
      updatedAtMs: EARLIER,
      generation: 5,
    },
    ...changes,
  };
}

/** A reserved volume of 10 MiB, that is on no disk yet. */
export function aReservation(changes: Partial<Volume> = {}): Volume {
  return aVolume({ state: 'reserved', disk: null, offset: null, ...changes });
}

/** A volume as a disk shows it; by default as it should. */
export function shown(volume: Volume, changes: Partial<VolumeReport> = {}): VolumeReport {
  const { id, name, project, length, filesystem, label, mountPoint, tell, encryption } = volume;
  return {
    ...{ id, name, project, state: 'available', number: 1, offset: volume.offset ?? 50 * MIB, length },
    ...{ filesystem, label, mountPoint, createdAtMs: EARLIER, proof: null },
    ...(tell.length === 0 ? {} : { tell }),
    ...(encryption === 'none' ? {} : { encryption }),
    ...changes,
  };
}

/** What a disk is known to claim of a volume; by default what it should. */
export function aClaim(volume: Volume, changes: Partial<ClaimRecord> = {}): ClaimRecord {
  const sighting = { report: shown(volume), disk: volume.disk ?? DISK, mayBe: [], device: '' };
  return { ...claimOf(sighting, volume.node, EARLIER), ...changes };
}

export function anAlarm(changes: Partial<Alarm> = {}): Alarm {
  return {
    ...{ id: 'eeeeeeee-0000-4000-8000-000000000001', kind: 'moved', node: NODE, volume: volumeId(1) },
    ...{ message: 'it moved', raisedAtMs: EARLIER, resolvedAtMs: null, resolution: '' },
    ...changes,
  };
}

/** A node with one disk; claims are those of the volumes that are on it. */
export function aState(changes: Partial<NodeState> = {}): NodeState {
  const volumes = changes.volumes ?? [];
  const there = volumes.filter(
    ({ disk, state }) => disk !== null && !['missing', 'released'].includes(state),
  );
  const claims = there.map((volume) => aClaim(volume));
  return { node: aNode(), disks: [aDisk()], claims, volumes, alarms: [], ...changes };
}

export function aReportInput(changes: Partial<ReportInput> = {}): ReportInput {
  return {
    ...{
      state: aState(),
      elsewhere: [],
      policy: { adoptUnknownClaims: false, defaultProject: '' },
      nowMs: NOW,
      newId: alarmIds(),
    },
    ...changes,
  };
}

/** One disk that shows the volumes given. */
export function anInventory(
  volumes: readonly VolumeReport[] = [],
  changes: Partial<Inventory> = {},
): Inventory {
  return { takenAtMs: 1, disks: [aDiskReport({ volumes })], unreadable: [], ...changes };
}

/** An erasure that zeroed the volumes of these builders and looked. */
export function anErasure(changes: Partial<Erasure> = {}): Erasure {
  return { method: 'zero', bytesErased: 10 * MIB, bytesReadBack: 4096, ...changes };
}

export function aVolumeEvent(
  change: VolumeEvent['change'],
  volume: VolumeReport,
  changes: Partial<VolumeEvent> = {},
): VolumeEvent {
  const erasure = change === 'released' ? anErasure() : null;
  return { change, atMs: 1, volume, disk: anIdentity(), run: '', erasure, ...changes };
}

/** An operator, now. */
export const OPERATOR: By = { actor: { kind: 'user', id: 'alice', project: 'admin' }, nowMs: NOW };

export function aRequestInput(changes: Partial<NewVolumeInput> = {}): NewVolumeInput {
  return { state: aState(), by: OPERATOR, newId: alarmIds(), namesakes: [], ...changes };
}

/** What a function that should refuse threw: its code and message. */
export function refusalOf(act: () => unknown): { readonly code: string; readonly message: string } {
  try {
    act();
  } catch (error) {
    const { code, message } = error as { readonly code: string; readonly message: string };
    return { code, message };
  }
  return { code: 'none', message: 'nothing was refused' };
}
