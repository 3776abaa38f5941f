import { entryExtent } from '../../hardware-managers/partition-table/gpt-entry.ts';
import { TYPE_GUIDS } from '../../hardware-managers/partition-table/type-guids.ts';
import type { ByteReader, GptTable, TableReading } from '../../hardware-managers/partition-table/types.ts';
import { BmvError } from '../../proto/error.ts';
import { CATALOG_BYTES, fixedCatalogPlace } from '../layout/catalog-place.ts';
import type { Extent } from '../layout/extent.ts';
import type { CatalogReading } from '../layout/types.ts';
import { readCatalogAt } from './catalog-slots.ts';

/** What has to be known of a disk to find its catalog. */
interface Disk {
  readonly sizeBytes: number;
  readonly sectorBytes: number;
  readonly table: TableReading;
}

/** Places of the catalog partitions that a table lists. */
function listedPlaces(table: GptTable | null | undefined, sectorBytes: number): Extent[] {
  return (table?.entries ?? [])
    .filter(({ typeGuid }) => typeGuid === TYPE_GUIDS.catalog)
    .map((entry) => ({ offset: entryExtent(entry, sectorBytes).offset, length: CATALOG_BYTES }));
}

/** Every place where a catalog may be, without repetitions. */
function candidates({ sizeBytes, sectorBytes, table }: Disk): Extent[] {
  const tables = [table.gpt, table.primary?.table, table.backup?.table];
  // A disk that grew: the catalog is where the old size had it.
  const oldSize = ((table.primary?.alternateLba ?? 0) + 1) * sectorBytes;
  const grown = oldSize > CATALOG_BYTES && oldSize < sizeBytes ? [fixedCatalogPlace(oldSize)] : [];
  const all = [
    fixedCatalogPlace(sizeBytes),
    ...tables.flatMap((gpt) => listedPlaces(gpt, sectorBytes)),
    ...grown,
  ];
  return all.filter((place, index) => all.findIndex(({ offset }) => offset === place.offset) === index);
}

/**
 * Finds the disk's catalog, with a table or without one: at the fixed place, in the catalog partition of
 * any copy of the table, and at the fixed place of the size that the disk had before it grew. Of two
 * catalogs the newer one is taken if the table lists it, and a doubt is refused.
 *
 * Throws `CATALOG_DAMAGED` or `CATALOG_NEWER` rather than pass over a catalog that cannot be used, and
 * `CATALOG_DAMAGED` when the table lists a catalog partition in which there is none: its volumes are
 * still on the disk, and nothing says so any more.
 */
export async function findCatalog(reader: ByteReader, disk: Disk): Promise<CatalogReading | null> {
  const found: CatalogReading[] = [];
  for (const place of candidates(disk)) {
    const reading = await readCatalogAt(reader, place);
    if (reading) found.push(reading);
  }
  const listed = listedPlaces(disk.table.gpt, disk.sectorBytes);
  const isListed = ({ offset }: Extent) => listed.some((place) => place.offset === offset);

  const [best, other] = found.sort(
    (a, b) => b.generation - a.generation || Number(isListed(b.place)) - Number(isListed(a.place)),
  );
  const lost = listed.find(({ offset }) => !found.some(({ place }) => place.offset === offset));
  if (lost && !(best && isListed(best.place))) {
    const instead = best ? `, one that it does not list stands at ${best.place.offset}` : '';
    throw new BmvError(
      'CATALOG_DAMAGED',
      `the table's catalog partition at ${lost.offset} holds no catalog${instead}; where no volume is wanted any more, delete that partition (sgdisk --delete)`,
      { offset: lost.offset },
    );
  }
  if (!best || !other) return best ?? null;
  const sameStanding = other.generation === best.generation && isListed(other.place) === isListed(best.place);
  if (isListed(best.place) && !sameStanding) return best;
  throw new BmvError(
    'CATALOG_DAMAGED',
    `catalogs stand at ${best.place.offset} and at ${other.place.offset}; overwrite the MiB of the stale one with zeros`,
    { offset: other.place.offset },
  );
}
