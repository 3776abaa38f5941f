import type { Claim } from '../../proto/catalog.ts';
import { type DiskPartition, keyOf, partitionKey } from './disk-partition.ts';
import { overlaps } from './extent.ts';
import type { Conflict, Layout } from './types.ts';
import { conflict, extentWords } from './wording.ts';

/** A claim's place in the table as it is now. */
export function claimedPartition(claim: Claim, partitions: readonly DiskPartition[]): DiskPartition | null {
  const key = partitionKey(claim.id, claim);
  return partitions.find((partition) => keyOf(partition) === key) ?? null;
}

/** A claim whose partition the table does not list, or lists elsewhere. */
export function missingClaimConflict(
  claim: Claim,
  partitions: readonly DiskPartition[],
  layout: Layout,
): Conflict {
  const wayOut = `run \`bmv recover ${layout.disk.path}\`, which shows first what it would do`;
  const elsewhere = partitions.find(({ entry }) => entry.guid === claim.id);
  const volume = `volume ${JSON.stringify(claim.name)} (${claim.id}), ${extentWords(claim)},`;
  return elsewhere
    ? conflict(
        'CLAIM_MOVED',
        `${volume} is listed as partition ${elsewhere.entry.number} with ${extentWords(elsewhere.extent)} instead`,
        wayOut,
        [claim.name],
      )
    : conflict('CLAIM_MISSING', `${volume} is not in the partition table of ${layout.disk.path}`, wayOut, [
        claim.name,
      ]);
}

/** Claims that share bytes: the catalog contradicts itself, and nobody but the operator can say which is true. */
export function overlappingClaims(claims: readonly Claim[], device: string): Conflict[] {
  return claims.flatMap((claim, index) =>
    claims
      .slice(index + 1)
      .filter((other) => overlaps(claim, other))
      .map((other) =>
        conflict(
          'CLAIMS_OVERLAP',
          `volumes ${JSON.stringify(claim.name)} (${extentWords(claim)}) and ${JSON.stringify(other.name)} (${extentWords(other)}) share bytes`,
          `look at both with \`bmv volume list ${device}\`, then release the one that is wrong with erase none`,
          [claim.name, other.name],
        ),
      ),
  );
}
