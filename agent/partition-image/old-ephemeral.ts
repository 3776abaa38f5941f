import { BmvError } from '../../proto/error.ts';
import { type DiskPartition, diskPartitions } from '../layout/disk-partition.ts';
import { MIB } from '../layout/extent.ts';
import type { Layout } from '../layout/types.ts';
import { partitionWords, sizeWords } from '../layout/wording.ts';
import { EPHEMERAL_NAME } from './parts.ts';
import type { PartitionRequest } from './request.ts';

/** The ephemeral partition that stays, and what people should know of it. */
export interface OldEphemeral {
  readonly partition: DiskPartition | null;
  readonly notes: readonly string[];
}

function refusal(layout: Layout, message: string): BmvError {
  const device = layout.disk.path;
  return new BmvError('EPHEMERAL_NOT_KEPT', `preserve_ephemeral cannot be fulfilled: ${message}`, { device });
}

function words({ entry, filesystem }: DiskPartition): string {
  if (!filesystem) return partitionWords(entry);
  const label = filesystem.label === '' ? '' : ` ${JSON.stringify(filesystem.label)}`;
  return `${partitionWords(entry)} (${filesystem.type}${label})`;
}

function bears({ entry, filesystem }: DiskPartition): boolean {
  return entry.name === EPHEMERAL_NAME || filesystem?.label === EPHEMERAL_NAME;
}

function none(layout: Layout, partitions: readonly DiskPartition[], volumes: number): BmvError {
  const { table, disk } = layout;
  const has =
    table.mbr.length > 0
      ? 'it has an MBR, whose partitions cannot be kept'
      : `it has ${partitions.map(words).join(', ') || 'no partition'}`;
  const mine = volumes > 0 ? ` (a volume is called so, which stays, but is not the ephemeral partition)` : '';
  return refusal(
    layout,
    `no partition of ${disk.path} is named ${EPHEMERAL_NAME} or has a filesystem of that label${mine}; ${has}; ` +
      'deploy without preserve_ephemeral, which makes an empty one',
  );
}

function several(layout: Layout, found: readonly DiskPartition[]): BmvError {
  return refusal(
    layout,
    `${layout.disk.path} has more than one ${EPHEMERAL_NAME}: ${found.map(words).join(', ')}; ` +
      'give all but one of them another name and label, or deploy without preserve_ephemeral',
  );
}

/**
 * Finds the ephemeral partition by what it is, never by its number or place: its name in the table, which
 * our own have, or the label of its filesystem, which those of ironic-python-agent have. Volumes are not
 * meant: they are kept anyway. Throws `EPHEMERAL_NOT_KEPT` unless there is exactly one that is large enough.
 */
export function findOldEphemeral(layout: Layout, request: PartitionRequest): OldEphemeral {
  if (!request.preserveEphemeral) return { partition: null, notes: [] };
  const volumes = new Set((layout.catalog?.catalog.claims ?? []).map(({ id }) => id));
  const partitions = diskPartitions(layout);
  const bearers = partitions.filter(bears);
  const [partition, ...others] = bearers.filter(({ entry }) => !volumes.has(entry.guid));
  if (partition && others.length > 0) throw several(layout, [partition, ...others]);
  if (!partition) {
    // An instance without an ephemeral partition has nothing to lose.
    if (request.ephemeralMb === 0) return { partition: null, notes: [] };
    throw none(layout, partitions, bearers.length);
  }
  const wanted = request.ephemeralMb * MIB;
  const { length } = partition.extent;
  if (length < wanted) {
    throw refusal(
      layout,
      `${words(partition)} of ${layout.disk.path} has ${sizeWords(length)}, but ephemeral_mb asks for ${sizeWords(wanted)}; ` +
        `ask for ${Math.floor(length / MIB)} MiB at most, or deploy without preserve_ephemeral`,
    );
  }
  const kept = `${words(partition)} is kept as the ephemeral partition`;
  const larger =
    length > wanted ? `; it has ${sizeWords(length)}, more than the ${sizeWords(wanted)} asked for` : '';
  return { partition, notes: [`${kept}${larger}`] };
}
