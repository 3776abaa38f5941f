import { TYPE_GUIDS } from '../../hardware-managers/partition-table/type-guids.ts';
import type { DiskPartition } from './disk-partition.ts';
import { contains } from './extent.ts';
import type { Conflict, Layout } from './types.ts';
import { conflict, partitionWords, sizeWords } from './wording.ts';

function differ(recorded: string | null, present: string | null): boolean {
  return recorded !== null && present !== null && recorded !== present;
}

/**
 * Why a disk's catalog is another disk's, as on a cloned disk; null when nothing says so. What either
 * side does not know proves nothing.
 */
export function foreignCatalogReason(layout: Layout): string | null {
  const identity = layout.catalog?.catalog.identity;
  if (!identity) return null;
  const { disk } = layout;
  if (differ(identity.serial, disk.serial))
    return `serial ${identity.serial}, but this disk is ${disk.serial}`;
  if (differ(identity.wwn, disk.wwn)) return `WWN ${identity.wwn}, but this disk is ${disk.wwn}`;
  if (identity.sectorBytes !== layout.sectorBytes) {
    return `${identity.sectorBytes}-byte sectors, but this disk has ${layout.sectorBytes}-byte ones`;
  }
  if (identity.sizeBytes > layout.sizeBytes) {
    return `${sizeWords(identity.sizeBytes)}, but this disk has ${sizeWords(identity.sizeBytes - layout.sizeBytes)} less`;
  }
  return null;
}

/** Our own partition in the table, at the place where the catalog was read. */
export function isCatalogPartition(partition: DiskPartition, layout: Layout): boolean {
  if (partition.entry.typeGuid !== TYPE_GUIDS.catalog || !layout.catalog) return false;
  const { place } = layout.catalog;
  return partition.extent.offset === place.offset && contains(partition.extent, place);
}

/** A catalog that is another disk's, and a catalog partition without a catalog: claims may be lost with it. */
export function catalogConflicts(layout: Layout, partitions: readonly DiskPartition[]): Conflict[] {
  const { path } = layout.disk;
  const foreign = foreignCatalogReason(layout);
  if (foreign !== null) {
    return [
      conflict(
        'CATALOG_FOREIGN',
        `the catalog on ${path} belongs to a disk with ${foreign}`,
        `if ${path} is a copy whose volumes are now its own, take them over with \`bmv recover --accept-clone ${path}\``,
      ),
    ];
  }
  if (layout.catalog) return [];
  return partitions
    .filter(({ entry }) => entry.typeGuid === TYPE_GUIDS.catalog)
    .map(({ entry }) =>
      conflict(
        'CATALOG_MISSING',
        `${partitionWords(entry)} of ${path} should hold the catalog of its volumes, but no catalog is in it`,
        `if ${path} holds no volume, remove that partition with \`sgdisk -d ${entry.number} ${path}\``,
        [`${entry.number}`],
      ),
    );
}
