import { entryExtent } from '../../hardware-managers/partition-table/gpt-entry.ts';
import type { TableReading } from '../../hardware-managers/partition-table/types.ts';
import type { Claim } from '../../proto/catalog.ts';
import { overlaps } from './extent.ts';
import { isTableSound } from './recovery-target.ts';
import type { CatalogReading } from './types.ts';

/** The claim as its partition is now, where that has only become longer, into space that is nobody's. */
function grown(
  claim: Claim,
  { catalog, place }: CatalogReading,
  table: TableReading,
  sectorBytes: number,
): Claim {
  const entries = (table.gpt?.entries ?? []).map((entry) => ({
    entry,
    extent: entryExtent(entry, sectorBytes),
  }));
  const [own, twin] = entries.filter(({ entry }) => entry.guid === claim.id);
  if (!own || twin) return claim;
  const { entry, extent } = own;
  if (extent.offset !== claim.offset || extent.length <= claim.length) return claim;
  const others = [
    ...catalog.claims.filter((other) => other !== claim),
    ...entries.filter((other) => other !== own).map((other) => other.extent),
    place,
  ];
  if (others.some((other) => overlaps(other, extent))) return claim;
  const { number, raw } = entry;
  return { ...claim, length: extent.length, entry: { number, raw }, proof: null };
}

/**
 * A catalog whose claims reach as far as their partitions do. An instance may have let a volume grow into the free space
 * behind it, as cloud-init's growpart does with the root it has booted from. HAZARD: the filesystem has grown too; what
 * is behind the old end is the volume's, and nobody may write there. The next write of the catalog stores it.
 *
 * While an operation is open its journal says what is whose.
 */
export function withGrownClaims(
  reading: CatalogReading | null,
  table: TableReading,
  sectorBytes: number,
): CatalogReading | null {
  if (!reading || reading.catalog.journal || !isTableSound({ table, catalog: reading })) return reading;
  const { catalog } = reading;
  const claims = catalog.claims.map((claim) => grown(claim, reading, table, sectorBytes));
  const changed = claims.filter((claim, index) => claim !== catalog.claims[index]);
  if (changed.length === 0) return reading;
  return { ...reading, catalog: { ...catalog, claims }, grown: changed.map(({ id }) => id) };
}
