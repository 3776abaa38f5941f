import type { Claim, DiskIdentity } from '../../proto/catalog.ts';
import type { DiskReport, Inventory, VolumeReport } from '../../proto/report.ts';

const MIB = 1024 * 1024;

/** A UUID that is told apart by its number. */
export function uuidOf(number: number): string {
  return `00000000-0000-4000-8000-${number.toString(16).padStart(12, '0')}`;
}

/** A volume of 8 MiB at 16 MiB. */
export function aVolume(changes: Partial<VolumeReport> = {}): VolumeReport {
  return {
    id: uuidOf(1),
    name: 'data',
    project: 'p1',
    state: 'available',
    offset: 16 * MIB,
    length: 8 * MIB,
    number: 127,
    filesystem: 'none',
    label: '',
    mountPoint: '',
    createdAtMs: 1,
    proof: null,
    ...changes,
  };
}

export function anIdentity(name: string): DiskIdentity {
  return { serial: `serial-${name}`, wwn: null, diskGuid: null, sizeBytes: 1024 * MIB, sectorBytes: 512 };
}

/** A disk of 1 GiB, mostly free. */
export function aDisk(
  device: string,
  volumes: readonly VolumeReport[] = [],
  changes: Partial<DiskReport> = {},
): DiskReport {
  return {
    device,
    identity: anIdentity(device),
    model: null,
    vendor: null,
    transport: null,
    rotational: null,
    readOnly: false,
    table: 'gpt',
    verdicts: [],
    partitions: volumes.map(({ number, id, name, offset, length }) => ({
      ...{ number, guid: id, typeGuid: uuidOf(0xfff), name, offset, length },
      filesystem: '',
      filesystemLabel: '',
    })),
    volumes,
    free: [{ offset: 512 * MIB, length: 256 * MIB }],
    catalogGeneration: 1,
    openOperation: null,
    wholeDisk: '',
    ...changes,
  };
}

export function anInventory(disks: readonly DiskReport[], unreadable: readonly string[] = []): Inventory {
  return {
    takenAtMs: 1,
    disks,
    unreadable: unreadable.map((device) => ({ device, code: 'IO_ERROR', message: 'it cannot be read' })),
  };
}

/** As the catalog has a volume. */
export function claimOf(volume: VolumeReport): Claim {
  const { number, state, encryption, ...rest } = volume;
  if (encryption === 'unknown') throw new Error('no catalog has an encryption that its reader does not know');
  return {
    ...rest,
    ...(encryption ? { encryption } : {}),
    state: state === 'unknown' ? 'error' : state,
    entry: { number, raw: new Uint8Array(128) },
  };
}
