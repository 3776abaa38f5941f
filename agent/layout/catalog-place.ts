import { contains, type Extent, MIB } from './extent.ts';
import { allocateFromEnd, freeExtents } from './free-space.ts';
import type { Layout } from './types.ts';

/** Bytes of the partition that holds the catalog's two slots. */
export const CATALOG_BYTES = MIB;

/** Room that is left for the backup table, however many entries it has. */
const TAIL_RESERVE = 128 * 1024;

/** The last aligned MiB before the backup table: found by the disk's size alone. */
export function fixedCatalogPlace(sizeBytes: number): Extent {
  const offset = Math.floor((sizeBytes - TAIL_RESERVE - CATALOG_BYTES) / MIB) * MIB;
  return { offset: Math.max(0, offset), length: CATALOG_BYTES };
}

/**
 * Where the catalog is or should be: its present place, else the fixed place unless something kept is
 * there, else the free MiB nearest the end; null when there is none.
 */
export function chooseCatalogPlace(
  layout: Layout,
  kept: readonly Extent[],
  entryCount = 128,
  entrySize = 128,
): Extent | null {
  if (layout.catalog) return layout.catalog.place;
  const free = freeExtents(layout, kept, entryCount, entrySize);
  const fixed = fixedCatalogPlace(layout.sizeBytes);
  if (free.some((extent) => contains(extent, fixed))) return fixed;
  return allocateFromEnd(free, CATALOG_BYTES);
}
