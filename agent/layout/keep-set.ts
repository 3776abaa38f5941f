import type { Claim } from '../../proto/catalog.ts';
import { catalogConflicts, isCatalogPartition } from './catalog-conflicts.ts';
import { claimedPartition, missingClaimConflict, overlappingClaims } from './claim-conflicts.ts';
import { type DiskPartition, diskPartitions, keyOf, storedEntry } from './disk-partition.ts';
import { keptConflicts } from './kept-conflicts.ts';
import { isSelected, mayMatchSeveral } from './selector.ts';
import { hasOpenJournal, tableConflicts } from './table-conflicts.ts';
import { tableShape } from './table-shape.ts';
import type { Conflict, KeepReason, Kept, Layout, Selector } from './types.ts';
import { conflict, partitionObject, partitionWords } from './wording.ts';

/** What an operation must not touch, by offset, and everything that speaks against it. */
export interface KeepSet {
  readonly kept: readonly Kept[];
  readonly conflicts: readonly Conflict[];
}

function keep(partition: DiskPartition, reason: KeepReason, claim: Claim | null): Kept {
  const { entry, extent, filesystem, proof } = partition;
  return { entry, extent, reason, claim, filesystem, proof };
}

/** A claim that the table does not list, as the catalog stores it. */
function keepByCatalog(claim: Claim, layout: Layout): Kept {
  const extent = { offset: claim.offset, length: claim.length };
  const entry = storedEntry(claim.entry, layout.disk.path);
  return { entry, extent, reason: 'claim', claim, filesystem: null, proof: null };
}

function keepClaims(layout: Layout, partitions: readonly DiskPartition[]): KeepSet {
  const claims = layout.catalog?.catalog.claims ?? [];
  // A journal or a damaged table explains why a claim is not listed; the latter is a conflict of its own.
  const trusted = !hasOpenJournal(layout) && (layout.table.kind === 'gpt' || layout.table.kind === 'none');
  const kept: Kept[] = [];
  const conflicts = overlappingClaims(claims, layout.disk.path);
  for (const claim of claims) {
    const partition = claimedPartition(claim, partitions);
    kept.push(partition ? keep(partition, 'claim', claim) : keepByCatalog(claim, layout));
    if (!partition && trusted) conflicts.push(missingClaimConflict(claim, partitions, layout));
  }
  return { kept, conflicts };
}

function noMatch(selector: Selector, layout: Layout, partitions: readonly DiskPartition[]): Conflict {
  const there =
    partitions.length > 0
      ? `${layout.disk.path} has ${partitions.map(({ entry }) => partitionWords(entry)).join(', ')}`
      : `${layout.disk.path} lists no partition`;
  return conflict(
    'SELECTOR_NO_MATCH',
    `selector ${selector.text} matches nothing; ${there}`,
    'correct the selector',
    [selector.text],
  );
}

function tooMany(selector: Selector, matches: readonly DiskPartition[]): Conflict {
  return conflict(
    'SELECTOR_AMBIGUOUS',
    `selector ${selector.text} names one partition, but matches ${matches.map(({ entry }) => partitionWords(entry)).join(', ')}`,
    `name them by number (index:${matches[0]?.entry.number ?? 'N'}), or use a pattern that means them all`,
    [selector.text, ...matches.map(({ entry }) => partitionObject(entry))],
  );
}

function keepSelected(
  layout: Layout,
  selectors: readonly Selector[],
  partitions: readonly DiskPartition[],
): KeepSet {
  const kept: Kept[] = [];
  const conflicts: Conflict[] = [];
  for (const selector of selectors) {
    const matches = partitions.filter((partition) => isSelected(selector, partition));
    kept.push(...matches.map((partition) => keep(partition, 'selector', null)));
    if (matches.length > 1 && !mayMatchSeveral(selector)) conflicts.push(tooMany(selector, matches));
    // Filesystems were probed by the table; what only the journal lists is kept whatever the selector says.
    const unprobed =
      selector.kind === 'fslabel' && partitions.some(({ journalled, listed }) => journalled && !listed);
    if (matches.length === 0 && !unprobed) conflicts.push(noMatch(selector, layout, partitions));
  }
  return { kept, conflicts };
}

/**
 * What is to become of the partitions that an interrupted deployment kept without a claim (by selector, or an
 * ephemeral partition): they stay for its repetition, or go with the instance that they belonged to.
 */
export type OfDeployment = 'keep' | 'erase';

/**
 * Everything that must not be touched: our catalog, every claim, all that an interrupted operation kept,
 * and what the selectors pick; each partition once, with its strongest reason. With conflicts, `kept` is
 * still the best reading, so that later checks can find theirs too.
 *
 * Throws `CATALOG_DAMAGED` when the catalog stores an entry that is no partition.
 */
export function keepSet(
  layout: Layout,
  selectors: readonly Selector[],
  ofDeployment: OfDeployment = 'keep',
): KeepSet {
  const partitions = diskPartitions(layout);
  const catalog = partitions.filter((partition) => isCatalogPartition(partition, layout));
  const claims = keepClaims(layout, partitions);
  const journalled = partitions.filter(({ journalled }) => journalled && ofDeployment === 'keep');
  const selected = keepSelected(layout, selectors, partitions);

  const byKey = new Map<string, Kept>();
  const all = [
    ...catalog.map((partition) => keep(partition, 'catalog', null)),
    ...claims.kept,
    ...journalled.map((partition) => keep(partition, 'journal', null)),
    ...selected.kept,
  ];
  for (const item of all) if (!byKey.has(keyOf(item))) byKey.set(keyOf(item), item);
  const kept = [...byKey.values()].sort(
    (a, b) => a.extent.offset - b.extent.offset || a.entry.number - b.entry.number,
  );

  const wanted = selectors.length > 0 || kept.some(({ reason }) => reason !== 'catalog');
  return {
    kept,
    conflicts: [
      ...catalogConflicts(layout, partitions),
      ...(wanted ? tableConflicts(layout) : []),
      ...claims.conflicts,
      ...selected.conflicts,
      ...keptConflicts(kept, layout, tableShape(layout, kept, null)),
    ],
  };
}
