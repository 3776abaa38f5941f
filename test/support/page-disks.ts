import type { DiskIdentity } from '../../proto/catalog.ts';
import type { DiskReport, PartitionReport, VolumeReport } from '../../proto/report.ts';
import { subtract } from '../../registry/decisions/extent.ts';

export const MIB = 1024 ** 2;
export const GIB = 1024 ** 3;

const CATALOG_TYPE = '7a1f5c0e-6d4b-4f7e-9c52-2b6d7e0f4a91';
const LINUX_TYPE = '0fc63daf-8483-4772-8e79-3d69d8477de4';

/** A disk as a server has it. */
export interface PageDisk {
  readonly device: string;
  readonly model: string;
  readonly serial: string;
  readonly sizeBytes: number;
  /** Partitions of an image, one behind the other from the first MiB. */
  readonly image: readonly { readonly name: string; readonly bytes: number; readonly filesystem: string }[];
  /** Volumes that are on it, at their places. */
  readonly volumes: readonly VolumeReport[];
  readonly changes?: Partial<DiskReport>;
}

export function identityOf({ serial, sizeBytes }: PageDisk): DiskIdentity {
  return { serial, wwn: null, diskGuid: null, sizeBytes, sectorBytes: 512 };
}

function partition(
  number: number,
  guid: string,
  extent: { readonly offset: number; readonly length: number },
  changes: Partial<PartitionReport> = {},
): PartitionReport {
  const { offset, length } = extent;
  return {
    ...{ number, guid, offset, length, typeGuid: LINUX_TYPE, name: '', filesystem: '', filesystemLabel: '' },
    ...changes,
  };
}

function imagePartitions({ serial, image }: PageDisk): readonly PartitionReport[] {
  let offset = MIB;
  return image.map(({ name, bytes: length, filesystem }, index) => {
    const tail = `${serial}${index}`
      .replaceAll(/[^0-9a-f]/gi, '0')
      .toLowerCase()
      .slice(-12)
      .padStart(12, '0');
    const made = partition(
      index + 1,
      `beefbeef-0000-4000-8000-${tail}`,
      { offset, length },
      { name, filesystem },
    );
    offset += length;
    return made;
  });
}

/** What an agent would report of a disk: its catalog in the last MiB, its volumes, the rest free. */
export function reportOf(disk: PageDisk): DiskReport {
  const { device, model, sizeBytes, volumes, serial } = disk;
  const tail = serial
    .replaceAll(/[^0-9a-f]/gi, '0')
    .toLowerCase()
    .slice(-12)
    .padStart(12, '0');
  const catalog = { offset: sizeBytes - 2 * MIB, length: MIB };
  const partitions = [
    ...imagePartitions(disk),
    ...volumes.map(({ number, id, name, offset, length, filesystem }) =>
      partition(
        number,
        id,
        { offset, length },
        { name, filesystem: filesystem === 'none' ? '' : filesystem },
      ),
    ),
    partition(128, `cafecafe-0000-4000-8000-${tail}`, catalog, {
      name: 'bmv-catalog',
      typeGuid: CATALOG_TYPE,
    }),
  ];
  const usable = { offset: MIB, length: sizeBytes - 3 * MIB };
  return {
    ...{ device, identity: identityOf(disk), model, vendor: null, transport: 'nvme', rotational: false },
    ...{ readOnly: false, table: 'gpt', verdicts: [], partitions, volumes },
    free: subtract([usable], partitions).filter(({ length }) => length >= 4 * MIB),
    ...{ catalogGeneration: 7, openOperation: null, wholeDisk: '' },
    ...disk.changes,
  };
}

/** A volume as a disk reports it. */
export function volumeReport(
  changes: Partial<VolumeReport> & Pick<VolumeReport, 'id' | 'name'>,
): VolumeReport {
  return {
    ...{ project: 'web', state: 'available', offset: 0, length: GIB, number: 120, filesystem: 'xfs' },
    ...{ label: '', mountPoint: '', createdAtMs: 1_790_000_000_000, proof: null },
    ...changes,
  };
}
