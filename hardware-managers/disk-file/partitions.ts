import type { KernelPartition } from '../disk.ts';
import type { WantedPartition } from '../linux/block-partitions.ts';

/** The kernel does not partition a plain file: its view is whatever was asked for. */
export function syncPartitions(wanted: readonly WantedPartition[]): readonly KernelPartition[] {
  return wanted.map((partition) => ({ ...partition, device: '' }));
}
