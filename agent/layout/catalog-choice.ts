import { chooseCatalogPlace } from './catalog-place.ts';
import type { Extent } from './extent.ts';
import type { TableShape } from './table-shape.ts';
import type { Kept, Layout } from './types.ts';

/** Where the catalog will be, and what the table still lacks of it. */
export interface CatalogChoice {
  readonly place: Extent | null;
  /** Whether the plan has to list a partition for it. */
  readonly needsPartition: boolean;
  /** Whether the disk has no catalog yet, so that a plan without one is possible. */
  readonly optional: boolean;
}

/**
 * A catalog that the table lists stays; one that is needed gets its partition; an empty one that the
 * table does not list is a leftover and no longer counts.
 */
export function chooseCatalog(layout: Layout, kept: readonly Kept[], shape: TableShape): CatalogChoice {
  const optional = layout.catalog === null;
  if (layout.catalog && kept.some(({ reason }) => reason === 'catalog')) {
    return { place: layout.catalog.place, needsPartition: false, optional };
  }
  if (kept.length === 0) return { place: null, needsPartition: false, optional };
  const extents = kept.map(({ extent }) => extent);
  const place = chooseCatalogPlace(layout, extents, shape.entryCount, shape.entrySize);
  return { place, needsPartition: place !== null, optional };
}
