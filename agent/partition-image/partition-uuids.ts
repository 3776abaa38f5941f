import { BmvError } from '../../proto/error.ts';
import type { DeployResult } from '../deployment/deploy.ts';
import type { DiskPartition } from '../layout/disk-partition.ts';
import type { Part, Parts } from './parts.ts';

/**
 * What ironic-python-agent answers after a partition image (`work_on_disk`): its boot loader step and the
 * conductor go by these. A UUID is the filesystem's, or the partition's where there is none.
 */
export type PartitionUuids = {
  readonly 'root uuid': string;
  readonly 'efi system partition uuid': string | null;
  /** Device paths by what the partitions are for. */
  readonly partitions: Readonly<Record<string, string>>;
};

/** `/dev/sda3`, `/dev/nvme0n1p3`, `/dev/disk/by-path/...-part3`. */
export function partitionPath(device: string, number: number): string {
  if (device.startsWith('/dev/disk/')) return `${device}-part${number}`;
  return /\d$/.test(device) ? `${device}p${number}` : `${device}${number}`;
}

function numberOf(part: Part, { plan }: DeployResult): number {
  const placement = plan.placements.find(({ imageNumber }) => imageNumber === part.number);
  if (placement) return placement.entry.number;
  throw new BmvError('INTERNAL', `partition ${JSON.stringify(part.name)} was deployed and has no place`);
}

/** As the disk has it now. */
function uuidOf(number: number, { after }: DeployResult): string {
  const filesystem = after.filesystems.get(number)?.uuid;
  return filesystem || (after.table.gpt?.entries.find((entry) => entry.number === number)?.guid ?? '');
}

/** Read from the disk after a deployment. `ephemeral`: the partition that was kept, where one was. */
export function partitionUuids(
  result: DeployResult,
  { made, root }: Parts,
  ephemeral: DiskPartition | null,
): PartitionUuids {
  const numbers = new Map<string, number>([...made, root].map((part) => [part.role, numberOf(part, result)]));
  const configDrive = result.plan.created.find(({ purpose }) => purpose === 'config-drive');
  if (configDrive) numbers.set('configdrive', configDrive.entry.number);
  if (ephemeral) numbers.set('ephemeral', ephemeral.entry.number);
  const esp = numbers.get('efi system partition');
  const device = result.after.disk.path;
  return {
    'root uuid': uuidOf(numberOf(root, result), result),
    'efi system partition uuid': esp === undefined ? null : uuidOf(esp, result),
    partitions: Object.fromEntries(
      [...numbers].map(([role, number]) => [role, partitionPath(device, number)]),
    ),
  };
}
