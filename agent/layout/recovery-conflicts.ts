import type { Claim } from '../../proto/catalog.ts';
import { catalogConflicts, foreignCatalogReason } from './catalog-conflicts.ts';
import { overlappingClaims } from './claim-conflicts.ts';
import { diskPartitions } from './disk-partition.ts';
import { endOf, overlaps } from './extent.ts';
import { tableAreaConflicts } from './kept-conflicts.ts';
import { takeNumberFromEnd } from './numbers.ts';
import { asKept, isTableSound, type RecoveryTarget, type TargetEntry } from './recovery-target.ts';
import type { TableShape } from './table-shape.ts';
import type { Conflict, Layout } from './types.ts';
import { conflict, extentWords, partitionObject, partitionWords } from './wording.ts';

/** What of a disk's table an operator has to decide before anything can be restored. */
function tableVerdicts(layout: Layout): Conflict[] {
  const { table, disk, wholeDisk } = layout;
  const otherSectors = table.verdicts.find(
    ({ code, severity }) => code === 'OTHER_SECTOR_SIZE' && severity === 'refuse',
  );
  if (otherSectors) {
    return [
      conflict(
        'SECTOR_SIZE_MISMATCH',
        `${disk.path}: ${otherSectors.message}`,
        'open it with its own sector size',
      ),
    ];
  }
  if (table.kind === 'hybrid' || (table.kind === 'mbr' && table.mbr.length > 0)) {
    const numbers = table.mbr.map(({ number }) => number).join(', ');
    return [
      conflict(
        'TABLE_NOT_GPT',
        `${disk.path} has ${table.kind === 'mbr' ? 'an MBR' : 'a hybrid MBR'} with partition ${numbers}, which would be lost`,
        `if nothing of it is needed, erase that table (\`wipefs -a ${disk.path}\` leaves volumes and catalog) and run this again`,
      ),
    ];
  }
  if (table.kind === 'none' && wholeDisk) {
    return [
      conflict(
        'WHOLE_DISK_CONTENT',
        `${disk.path} has no partition table but is itself ${wholeDisk.type}: another system has taken the whole disk`,
        `if nothing of it is needed, run \`wipefs -a ${disk.path}\` (which leaves volumes and catalog) and then this again`,
      ),
    ];
  }
  if (table.kind !== 'gpt' || isTableSound(layout)) return [];
  return table.verdicts
    .filter(({ severity }) => severity === 'refuse')
    .map(({ message }) =>
      conflict(
        'TABLE_DAMAGED',
        `the table of ${disk.path} contradicts itself: ${message}`,
        'correct it and run this again',
      ),
    );
}

function catalogVerdicts(layout: Layout, acceptClone: boolean): Conflict[] {
  const identity = layout.catalog?.catalog.identity;
  const { path } = layout.disk;
  if (identity && identity.sectorBytes !== layout.sectorBytes) {
    return [
      conflict(
        'SECTOR_SIZE_MISMATCH',
        `the catalog on ${path} is for ${identity.sectorBytes}-byte sectors, but ${path} has ${layout.sectorBytes}-byte ones`,
        'open the disk with the sector size that it had when its volumes were made',
      ),
    ];
  }
  const foreign = foreignCatalogReason(layout);
  if (foreign === null) return layout.catalog ? [] : catalogConflicts(layout, diskPartitions(layout));
  if (acceptClone) return [];
  return [
    conflict(
      'CATALOG_FOREIGN',
      `the catalog on ${path} belongs to a disk with ${foreign}: this disk is a copy, or its volumes are another disk's`,
      `if the volumes on ${path} are its own from now on, say so: \`bmv recover --accept-clone ${path}\``,
    ),
  ];
}

/** What a partition of the target is to the operator. */
function wordsOf(item: TargetEntry, claims: readonly Claim[]): string {
  const claim = claims.find(({ id }) => id === item.entry.guid);
  const what = claim ? `volume ${JSON.stringify(claim.name)} (${claim.id})` : partitionWords(item.entry);
  return `${what}, ${extentWords(item.extent)}`;
}

/** Two partitions of the target that cannot both be listed. */
function pairConflict(
  wanted: TargetEntry,
  other: TargetEntry,
  layout: Layout,
  target: RecoveryTarget,
): Conflict[] {
  const device = layout.disk.path;
  const objects = [partitionObject(wanted.entry), partitionObject(other.entry)];
  const [first, second] = [wordsOf(wanted, target.claims), wordsOf(other, target.claims)];
  const isVolume = target.claims.some(({ id }) => id === wanted.entry.guid);
  const drop = `if partition ${other.entry.number} is not needed, delete it (\`sgdisk -d ${other.entry.number} ${device}\`) and run this again`;
  const giveUp = isVolume
    ? `; if the volume is lost, give it up: \`bmv volume release ${device} ${wanted.entry.guid} --erase none\``
    : '';
  if (wanted.entry.guid === other.entry.guid) {
    const message = `${first}, is listed as partition ${other.entry.number} with ${extentWords(other.extent)} instead`;
    return [
      conflict(
        'CLAIM_MOVED',
        message,
        `give that partition its old extent back, or: ${drop}${giveUp}`,
        objects,
      ),
    ];
  }
  if (overlaps(wanted.extent, other.extent)) {
    const message = `${first}, should be listed, but ${second}, lies over it: another system has written a table since`;
    return [conflict('KEPT_OVERLAP', message, `${drop}${giveUp}`, objects)];
  }
  if (wanted.entry.number !== other.entry.number) return [];
  const free = takeNumberFromEnd(new Set(target.entries.map(({ entry }) => entry.number)), 128);
  const renumber =
    free === null
      ? ''
      : `give that one another number (\`sgdisk -r ${other.entry.number}:${free} ${device}\`), or: `;
  const message = `${first}, should be listed as partition ${wanted.entry.number}, but ${second}, has that number`;
  return [conflict('DUPLICATE_KEPT_NUMBER', message, `${renumber}${drop}`, objects)];
}

function pairConflicts(layout: Layout, target: RecoveryTarget): Conflict[] {
  const claimed = new Set(target.claims.map(({ id }) => id));
  return target.entries.flatMap((item, index) =>
    target.entries.slice(index + 1).flatMap((later) => {
      // Claims that share bytes are told as such; two listed partitions were judged with the table.
      if (
        item.entry.guid !== later.entry.guid &&
        claimed.has(item.entry.guid) &&
        claimed.has(later.entry.guid) &&
        overlaps(item.extent, later.extent)
      )
        return [];
      if (item.listed && later.listed) return [];
      const [wanted, other] =
        later.origin === 'required' && item.origin !== 'required' ? [later, item] : [item, later];
      return pairConflict(wanted, other, layout, target);
    }),
  );
}

function placeConflicts(layout: Layout, target: RecoveryTarget, shape: TableShape): Conflict[] {
  const { sizeBytes, disk, catalog } = layout;
  const outside = target.entries.filter(({ extent }) => endOf(extent) > sizeBytes);
  const inside = target.entries.filter(({ extent }) => endOf(extent) <= sizeBytes);
  const place = catalog?.place;
  const over = place
    ? inside.filter(({ extent }) => overlaps(extent, place) && extent.offset !== place.offset)
    : [];
  return [
    ...outside.map((item) =>
      conflict(
        'KEPT_OUTSIDE_DISK',
        `${wordsOf(item, target.claims)}, ends ${endOf(item.extent) - sizeBytes} bytes after the end of ${disk.path} (${sizeBytes})`,
        'check that this is the right disk at its full size',
        [partitionObject(item.entry)],
      ),
    ),
    ...tableAreaConflicts(inside.map(asKept), shape),
    ...over.map((item) =>
      conflict(
        'KEPT_OVERLAP',
        `${wordsOf(item, target.claims)}, covers the catalog at ${place?.offset}`,
        `delete that partition if it is not needed (\`sgdisk -d ${item.entry.number} ${disk.path}\`)`,
        [partitionObject(item.entry)],
      ),
    ),
  ];
}

/** Everything that stands in the way of restoring a table. */
export function recoveryConflicts(
  layout: Layout,
  target: RecoveryTarget,
  shape: TableShape,
  acceptClone: boolean,
): Conflict[] {
  const found = [...catalogVerdicts(layout, acceptClone), ...tableVerdicts(layout)];
  // Extents in sectors of another size say nothing.
  if (found.some(({ code }) => code === 'SECTOR_SIZE_MISMATCH')) return found;
  return [
    ...found,
    ...overlappingClaims(target.claims, layout.disk.path),
    ...pairConflicts(layout, target),
    ...placeConflicts(layout, target, shape),
  ];
}
