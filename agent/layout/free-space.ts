import { tableGeometry } from '../../hardware-managers/partition-table/geometry.ts';
import { alignDown, alignUp, type Extent, endOf, MIB, subtract } from './extent.ts';

interface DiskSize {
  readonly sizeBytes: number;
  readonly sectorBytes: number;
}

/** The bytes that partitions may cover: behind the spare array, before the backup table. */
export function usableExtent(disk: DiskSize, entryCount = 128, entrySize = 128): Extent {
  const { head, tail } = tableGeometry(disk, entryCount, entrySize);
  return { offset: head.length, length: Math.max(0, tail.offset - head.length) };
}

/** The usable bytes that are in none of `taken`, sorted. */
export function freeExtents(
  disk: DiskSize,
  taken: readonly Extent[],
  entryCount = 128,
  entrySize = 128,
): Extent[] {
  return subtract([usableExtent(disk, entryCount, entrySize)], taken);
}

/** The aligned extent of `length` that ends nearest the end of the free space. */
export function allocateFromEnd(free: readonly Extent[], length: number, alignment = MIB): Extent | null {
  for (const extent of [...free].sort((a, b) => b.offset - a.offset)) {
    const offset = alignDown(endOf(extent) - length, alignment);
    if (offset >= extent.offset) return { offset, length };
  }
  return null;
}

/** The first aligned extent of `length` in the free space. */
export function allocateFromStart(free: readonly Extent[], length: number, alignment = MIB): Extent | null {
  for (const extent of [...free].sort((a, b) => a.offset - b.offset)) {
    const offset = alignUp(extent.offset, alignment);
    if (offset + length <= endOf(extent)) return { offset, length };
  }
  return null;
}
