import { entryExtent } from '../../hardware-managers/partition-table/gpt-entry.ts';
import { TYPE_GUIDS } from '../../hardware-managers/partition-table/type-guids.ts';
import type { GptEntry } from '../../hardware-managers/partition-table/types.ts';
import type { Claim, Journal, StoredTable } from '../../proto/catalog.ts';
import { createPartitions } from './created.ts';
import { partitionKey, storedEntry } from './disk-partition.ts';
import type { Extent } from './extent.ts';
import type { Kept, Layout } from './types.ts';

/** A partition that the table should list, and why. */
export interface TargetEntry {
  readonly entry: GptEntry;
  readonly extent: Extent;
  /** `required`: a volume, or what an interrupted operation promised; `other`: the table lists it, and it is in nobody's way. */
  readonly origin: 'required' | 'other' | 'new';
  readonly listed: boolean;
}

/** What the table should list, as far as it is known. */
export interface RecoveryTarget {
  readonly entries: readonly TargetEntry[];
  /** Listed now and not to be listed any more. */
  readonly dropped: readonly GptEntry[];
  /** Of volumes that stay. */
  readonly claims: readonly Claim[];
}

/** Whether a deployment had gone so far that only its table and its proofs are missing. */
export function isPastVerification(journal: Journal): boolean {
  return journal.operation === 'deploy' && (journal.phase === 'verified' || journal.phase === 'committed');
}

/** Whether a release had erased its volume and had only to take it out of the table. */
function isErased(journal: Journal): boolean {
  return journal.operation === 'release' && journal.phase !== 'planned';
}

/** The table that an interrupted operation has a right to. */
export function promisedTable(journal: Journal): StoredTable {
  const isUnverified = journal.operation === 'deploy' && !isPastVerification(journal);
  return isUnverified || journal.operation === 'erase' ? journal.sealed : journal.final;
}

/** Whether this disk's table can be asked for what nothing else knows. */
export function isTableSound(layout: Pick<Layout, 'table' | 'catalog'>): boolean {
  const hasJournal = Boolean(layout.catalog?.catalog.journal);
  // Two copies that differ are what an interrupted commit of ours leaves; the primary is the newer one.
  const excused = (code: string) => hasJournal && code === 'COPIES_DIFFER';
  return (
    layout.table.kind === 'gpt' &&
    layout.table.verdicts.every(({ severity, code }) => severity !== 'refuse' || excused(code))
  );
}

function keyed(entries: readonly GptEntry[], sectorBytes: number): Map<string, GptEntry> {
  return new Map(entries.map((entry) => [partitionKey(entry.guid, entryExtent(entry, sectorBytes)), entry]));
}

/**
 * The image's partitions of a deployment that had begun to write, which hold half an image, and those that an
 * erasure had begun to erase.
 */
function halfWritten(journal: Journal | null, layout: Layout): ReadonlySet<string> {
  const overwrites = journal?.operation === 'deploy' || journal?.operation === 'erase';
  if (!overwrites || journal.phase !== 'sealed') return new Set();
  const listed = journal.final.entries.map((stored) => storedEntry(stored, layout.disk.path));
  return new Set(keyed(listed, layout.sectorBytes).keys());
}

/** Brings together what the catalog, an open journal and the table say; where they differ, in that order. */
export function recoveryTarget(layout: Layout): RecoveryTarget {
  const { sectorBytes, disk } = layout;
  const catalog = layout.catalog?.catalog;
  const journal = catalog?.journal ?? null;
  const erasedId = journal && isErased(journal) ? journal.volumeId : null;
  const claims = (catalog?.claims ?? []).filter(({ id }) => id !== erasedId);
  const promised = journal ? promisedTable(journal).entries : [];
  const stored = [...claims.map(({ entry }) => entry), ...promised].map((item) =>
    storedEntry(item, disk.path),
  );
  const required = keyed(stored, sectorBytes);

  const listed = isTableSound(layout)
    ? keyed(layout.table.gpt?.entries ?? [], sectorBytes)
    : new Map<string, GptEntry>();
  const gone = halfWritten(journal, layout);
  const isGone = (key: string, entry: GptEntry) => gone.has(key) || entry.guid === erasedId;
  // The volume as it was before it was extended.
  const isReplaced = ({ guid }: GptEntry) => journal?.operation === 'extend' && guid === journal.volumeId;
  const surplus = [...listed].filter(([key, entry]) => !required.has(key) && !isReplaced(entry));
  const others = surplus.filter(([key, entry]) => !isGone(key, entry));
  const target = (entry: GptEntry, origin: TargetEntry['origin'], isListed: boolean): TargetEntry => ({
    entry,
    extent: entryExtent(entry, sectorBytes),
    origin,
    listed: isListed,
  });
  return {
    // The table's own entry wins where it lists the same partition: it may have been renamed since.
    entries: [
      ...[...required].map(([key, entry]) => target(listed.get(key) ?? entry, 'required', listed.has(key))),
      ...others.map(([, entry]) => target(entry, 'other', true)),
    ].sort((a, b) => a.extent.offset - b.extent.offset),
    dropped: surplus.filter(([key, entry]) => isGone(key, entry)).map(([, entry]) => entry),
    claims,
  };
}

/** The catalog's own partition where nothing remembers one. */
export function missingCatalogEntry(
  layout: Layout,
  entries: readonly TargetEntry[],
  table: { readonly entryCount: number; readonly entrySize: number },
  newGuid: () => string,
): TargetEntry[] {
  const place = layout.catalog?.place;
  if (!place) return [];
  const isThere = entries.some(
    ({ entry, extent }) => entry.typeGuid === TYPE_GUIDS.catalog && extent.offset === place.offset,
  );
  if (isThere) return [];
  const numbers = new Set(entries.map(({ entry }) => entry.number));
  const shape = { ...table, sectorBytes: layout.sectorBytes };
  return createPartitions([{ extent: place, purpose: 'catalog' }], numbers, shape, newGuid).created.map(
    ({ entry, extent }) => ({ entry, extent, origin: 'new', listed: false }),
  );
}

/** The form in which the checks of a keep set take partitions. */
export function asKept({ entry, extent }: TargetEntry): Kept {
  return { entry, extent, reason: 'claim', claim: null, filesystem: null, proof: null };
}
