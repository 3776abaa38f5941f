import { entryExtent } from '../../hardware-managers/partition-table/gpt-entry.ts';
import type { GptTable } from '../../hardware-managers/partition-table/types.ts';
import type { Claim } from '../../proto/catalog.ts';
import { BmvError } from '../../proto/error.ts';
import { catalogConflicts } from './catalog-conflicts.ts';
import { claimedPartition, missingClaimConflict } from './claim-conflicts.ts';
import { type DiskPartition, diskPartitions, keyOf } from './disk-partition.ts';
import { type Extent, overlaps } from './extent.ts';
import { tableConflicts } from './table-conflicts.ts';
import type { Conflict, Layout } from './types.ts';
import { openDeploymentConflicts, type Planned, planned } from './volume-ground.ts';
import { conflict, extentWords } from './wording.ts';

/**
 * How a volume's bytes are treated when it is released. `none`: left as they are; `metadata`: the ends and
 * every place of a known signature zeroed; `zero`: all zeroed; `discard`: `metadata`, then the device is
 * told that the rest is unused; `crypto`, of a LUKS2 volume that we made: what its key is needed with is zeroed, and nobody
 * reads the rest again.
 */
export const ERASE_WAYS = ['none', 'metadata', 'zero', 'discard', 'crypto'] as const;
export type Erase = (typeof ERASE_WAYS)[number];

/** How a volume is erased; `said` is absent where nobody said. */
export function eraseOf({ encryption }: Pick<Claim, 'encryption'>, said: Erase | undefined): Erase {
  return said ?? (encryption === 'luks2' ? 'crypto' : 'zero');
}

/** A volume that goes, and the table without it. */
export interface ReleasePlan {
  readonly claim: Claim;
  /** What stays listed. */
  readonly kept: readonly DiskPartition[];
  /** Null where the table does not list the volume: then only its claim goes, and the table is left as it is. */
  readonly table: GptTable | null;
}

/**
 * Finds a volume by its id, else by its name. Throws `VOLUME_UNKNOWN` (with those that there are) or
 * `VOLUME_AMBIGUOUS`.
 */
export function findClaim(layout: Layout, volume: string): Claim {
  const device = layout.disk.path;
  const claims = layout.catalog?.catalog.claims ?? [];
  const matches = claims.filter(({ id, name }) => id === volume.toLowerCase() || name === volume);
  const [first, second] = matches;
  if (!first) {
    const known = claims.map(({ name, id }) => `${JSON.stringify(name)} (${id})`).join(', ');
    const there = known === '' ? `${device} has no volumes` : `${device} has ${known}`;
    throw new BmvError('VOLUME_UNKNOWN', `no volume ${JSON.stringify(volume)}; ${there}`, { device, volume });
  }
  if (second) {
    const ids = matches.map(({ id }) => id).join(' and ');
    throw new BmvError(
      'VOLUME_AMBIGUOUS',
      `${JSON.stringify(volume)} means volumes ${ids} of ${device}; use the id`,
      {
        device,
        volume,
      },
    );
  }
  return first;
}

/** Without our header there is nothing whose loss would hide the rest. What was partly erased may show none any more. */
function cryptoConflicts(claim: Claim, listed: DiskPartition | null, erase: Erase): Conflict[] {
  if (erase !== 'crypto') return [];
  const { name, encryption, state } = claim;
  const shows = listed?.filesystem?.type === 'crypto_LUKS' || listed === null || state === 'releasing';
  if (encryption === 'luks2' && shows) return [];
  const why =
    encryption === 'luks2'
      ? 'it shows no LUKS header'
      : `its encryption is ${encryption ?? 'none'}, not luks2`;
  const message = `volume ${JSON.stringify(name)} is to be erased by crypto, but ${why}`;
  return [conflict('NOT_ENCRYPTED', message, 'release it with erase zero', [name])];
}

/** Whatever else has a right to bytes that are about to be erased. */
function sharedBytes(claim: Claim, others: readonly (Extent & { readonly what: string })[]): Conflict[] {
  return others
    .filter((other) => overlaps(claim, other))
    .map((other) =>
      conflict(
        'KEPT_OVERLAP',
        `volume ${JSON.stringify(claim.name)} (${extentWords(claim)}) shares bytes with ${other.what} (${extentWords(other)})`,
        'release it with erase none, which leaves every byte as it is',
        [claim.name],
      ),
    );
}

function eraseConflicts(
  claim: Claim,
  layout: Layout,
  partitions: readonly DiskPartition[],
  erase: Erase,
): Conflict[] {
  if (erase === 'none') return [];
  const listed = claimedPartition(claim, partitions);
  const claims = layout.catalog?.catalog.claims ?? [];
  const others = [
    ...claims
      .filter(({ id }) => id !== claim.id)
      .map(({ name, offset, length }) => ({ offset, length, what: `volume ${JSON.stringify(name)}` })),
    ...partitions
      .filter((partition) => partition !== listed)
      .map(({ entry, extent }) => ({
        ...extent,
        what: `partition ${entry.number} ${JSON.stringify(entry.name)}`,
      })),
    ...(layout.catalog ? [{ ...layout.catalog.place, what: 'the catalog' }] : []),
    {
      offset: layout.sizeBytes,
      length: Number.MAX_SAFE_INTEGER - layout.sizeBytes,
      what: 'the end of the disk',
    },
  ];
  if (listed) return sharedBytes(claim, others);
  const { code, message, objects } = missingClaimConflict(claim, partitions, layout);
  const wayOut = `run \`bmv recover ${layout.disk.path}\` first, or release the volume with erase none`;
  return [conflict(code, message, wayOut, objects), ...sharedBytes(claim, others)];
}

/**
 * Plans the end of a volume. With `none` also one whose partition is missing, moved or shared can go, so
 * that there is a way out of such a state; what is erased must be the volume's alone and listed.
 */
export function planRelease(layout: Layout, claim: Claim, erase: Erase): Planned<ReleasePlan> {
  const partitions = diskPartitions(layout);
  const listed = claimedPartition(claim, partitions);
  const kept = partitions.filter((partition) => partition !== listed);
  const conflicts = [
    ...openDeploymentConflicts(layout),
    ...catalogConflicts(layout, partitions),
    ...(listed ? tableConflicts(layout) : []),
    ...cryptoConflicts(claim, listed, erase),
    ...eraseConflicts(claim, layout, partitions, erase),
  ];
  return planned(conflicts, () => {
    const { gpt } = layout.table;
    if (!listed || !gpt) return { claim, kept, table: null };
    const gone = keyOf(listed);
    const stays = gpt.entries.filter(
      (entry) => keyOf({ entry, extent: entryExtent(entry, layout.sectorBytes) }) !== gone,
    );
    return { claim, kept, table: { ...gpt, entries: stays } };
  });
}
