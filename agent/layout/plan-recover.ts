import { sameArrays } from '../../hardware-managers/partition-table/gpt-entry.ts';
import type { GptEntry, GptTable } from '../../hardware-managers/partition-table/types.ts';
import type { Claim, Journal } from '../../proto/catalog.ts';
import { BmvError } from '../../proto/error.ts';
import { foreignCatalogReason } from './catalog-conflicts.ts';
import { recoveryConflicts } from './recovery-conflicts.ts';
import {
  asKept,
  isPastVerification,
  isTableSound,
  missingCatalogEntry,
  promisedTable,
  type RecoveryTarget,
  recoveryTarget,
  type TargetEntry,
} from './recovery-target.ts';
import { tableShape } from './table-shape.ts';
import { tableOf } from './tables.ts';
import type { Layout } from './types.ts';
import { type Planned, planned } from './volume-ground.ts';
import { extentWords, partitionWords } from './wording.ts';

/** What happens to an interrupted operation. `finish`: a deployment whose image is on the disk and verified. */
type JournalOutcome = 'none' | 'end' | 'keep' | 'finish';

/** How a disk gets back a table that lists its volumes. */
export interface RecoveryPlan {
  readonly sectorBytes: number;
  readonly table: GptTable;
  /** See `TableCommit.bootCode`. */
  readonly bootCode: Uint8Array | 'keep' | 'clear';
  /** Not listed now. */
  readonly restored: readonly GptEntry[];
  /** Listed now and afterwards. */
  readonly kept: readonly GptEntry[];
  /** Listed now and not afterwards. */
  readonly dropped: readonly GptEntry[];
  readonly claims: readonly Claim[];
  readonly journal: JournalOutcome;
  readonly changesTable: boolean;
  readonly changesCatalog: boolean;
  /** What will be done, one line each, for people. */
  readonly lines: readonly string[];
}

export interface RecoverRequest {
  /** Takes over the catalog of another disk, of which this one is a copy. */
  readonly acceptClone: boolean;
}

function outcomeOf(journal: Journal | null): JournalOutcome {
  if (!journal) return 'none';
  if (journal.operation !== 'deploy') return 'end';
  return isPastVerification(journal) ? 'finish' : 'keep';
}

function nothingKnown(device: string): BmvError {
  return new BmvError(
    'NO_CATALOG',
    `${device} has neither a sound table nor a catalog of volumes, so nothing is known to restore; tools that search for filesystems (testdisk) may find more`,
    { device },
  );
}

/** Claims with the entries that their partitions have now. */
function refreshed(
  claims: readonly Claim[],
  entries: readonly TargetEntry[],
): { readonly claims: readonly Claim[]; readonly changed: readonly Claim[] } {
  const changed: Claim[] = [];
  const fresh = claims.map((claim) => {
    const now = entries.find(
      ({ entry, extent }) => entry.guid === claim.id && extent.offset === claim.offset,
    )?.entry;
    const same = !now || (now.number === claim.entry.number && Buffer.from(now.raw).equals(claim.entry.raw));
    if (same) return claim;
    changed.push(claim);
    return { ...claim, entry: { number: now.number, raw: now.raw } };
  });
  return { claims: fresh, changed };
}

/** Of volumes that the catalog does not store as they are. */
function grownClaims({ catalog }: Layout): readonly Claim[] {
  return (catalog?.catalog.claims ?? []).filter(({ id }) => catalog?.grown?.includes(id));
}

function journalLines(journal: Journal | null): string[] {
  if (!journal) return [];
  switch (outcomeOf(journal)) {
    case 'finish':
      return [`ends the deployment of ${journal.imageName}, whose image is complete and verified`];
    case 'keep':
      return [
        `leaves the interrupted deployment of ${journal.imageName} to be run again; all that it kept is listed`,
      ];
    default:
      return journal.operation === 'erase'
        ? ['ends the interrupted erasure; what it had not reached is not erased: run it again']
        : [`ends the interrupted ${journal.operation}`];
  }
}

/** Where every number is taken, the catalog stands where only its place tells of it. */
function unlistedCatalog({ catalog }: Layout, entries: readonly TargetEntry[]): string[] {
  if (!catalog || entries.some(({ extent }) => extent.offset === catalog.place.offset)) return [];
  return [
    `cannot list the catalog itself (${extentWords(catalog.place)}), for no partition number is free: use that space for nothing else`,
  ];
}

function describe(
  layout: Layout,
  entries: readonly TargetEntry[],
  target: RecoveryTarget,
  renamed: readonly Claim[],
): string[] {
  const journal = layout.catalog?.catalog.journal ?? null;
  const foreign = foreignCatalogReason(layout);
  const words = ({ entry, extent }: TargetEntry) => `${partitionWords(entry)}, ${extentWords(extent)}`;
  const unknown =
    layout.table.kind === 'gpt'
      ? []
      : [
          'the table lists nothing that can be trusted: partitions that were neither volumes nor kept are not known and will not be listed',
        ];
  return [
    ...(foreign === null ? [] : [`takes over the volumes of a disk with ${foreign}`]),
    ...layout.table.verdicts
      .filter(({ severity }) => severity !== 'note')
      .map(({ message }) => `repairs the table: ${message}`),
    ...unknown,
    ...entries
      .filter(({ listed, origin }) => !listed && origin === 'required')
      .map((item) => `restores ${words(item)}`),
    ...unlistedCatalog(layout, entries),
    ...entries.filter(({ origin }) => origin === 'new').map((item) => `lists the catalog as ${words(item)}`),
    ...entries.filter(({ listed }) => listed).map((item) => `keeps ${words(item)}`),
    ...target.dropped.map((entry) => `no longer lists ${partitionWords(entry)}`),
    ...renamed.map(
      ({ name }) => `records the entry of volume ${JSON.stringify(name)} as it is in the table now`,
    ),
    ...grownClaims(layout).map(
      (claim) =>
        `takes over volume ${JSON.stringify(claim.name)} as its partition has grown: ${extentWords(claim)}`,
    ),
    ...(layout.catalog?.damage ?? []).map((damage) => `writes the catalog anew: ${damage}`),
    ...journalLines(journal),
  ];
}

/**
 * Plans the table that lists every volume at its place: what the disk's own table says where that is sound,
 * and over it what catalog and journal know. Moves and erases nothing.
 *
 * Throws `NO_CATALOG` where nothing is known, `CATALOG_DAMAGED` when stored entries are none.
 */
export function planRecovery(
  layout: Layout,
  request: RecoverRequest,
  newGuid: () => string,
): Planned<RecoveryPlan> {
  const catalog = layout.catalog?.catalog ?? null;
  const journal = catalog?.journal ?? null;
  const target = recoveryTarget(layout);
  const usual = tableShape(layout, target.entries.map(asKept), null);
  const promised = journal ? promisedTable(journal) : null;
  const highest = Math.max(0, ...target.entries.map(({ entry }) => entry.number));
  const shape = promised
    ? { ...usual, entryCount: Math.max(promised.entryCount, highest), entrySize: promised.entrySize }
    : usual;
  const conflicts = recoveryConflicts(layout, target, usual, request.acceptClone);
  if (conflicts.length === 0 && !catalog && !isTableSound(layout)) throw nothingKnown(layout.disk.path);
  return planned(conflicts, () => {
    const entries = [...target.entries, ...missingCatalogEntry(layout, target.entries, shape, newGuid)];
    const sound = isTableSound(layout);
    const journalOutcome = outcomeOf(journal);
    const known =
      promised?.diskGuid ?? (sound ? layout.table.gpt?.diskGuid : null) ?? catalog?.identity.diskGuid;
    const table = tableOf(
      shape,
      known ?? newGuid(),
      entries.map(({ entry }) => entry),
    );
    const { claims, changed } = refreshed(target.claims, entries);
    const { gpt, verdicts } = layout.table;
    const isAsWanted = sound && gpt !== null && sameArrays(gpt, table) && gpt.diskGuid === table.diskGuid;
    const finishing = journalOutcome === 'finish' && journal && journal.bootSector.byteLength >= 440;
    return {
      sectorBytes: layout.sectorBytes,
      table,
      bootCode: finishing ? journal.bootSector : sound ? 'keep' : 'clear',
      restored: entries.filter(({ listed }) => !listed).map(({ entry }) => entry),
      kept: entries.filter(({ listed }) => listed).map(({ entry }) => entry),
      dropped: target.dropped,
      claims,
      journal: journalOutcome,
      changesTable:
        !isAsWanted || journalOutcome === 'finish' || verdicts.some(({ severity }) => severity !== 'note'),
      changesCatalog:
        catalog !== null &&
        (journalOutcome === 'end' ||
          journalOutcome === 'finish' ||
          changed.length > 0 ||
          grownClaims(layout).length > 0 ||
          foreignCatalogReason(layout) !== null ||
          (layout.catalog?.damage.length ?? 0) > 0),
      lines: describe(layout, entries, target, changed),
    };
  });
}
