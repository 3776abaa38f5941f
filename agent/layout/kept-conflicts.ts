import { ZERO_GUID } from '../../hardware-managers/partition-table/guid.ts';
import { type Extent, endOf, overlaps } from './extent.ts';
import type { TableShape } from './table-shape.ts';
import type { Conflict, Kept, Layout } from './types.ts';
import { conflict, extentWords, partitionObject, partitionWords } from './wording.ts';

/** Every pair of a list once. */
function pairs<T>(items: readonly T[]): (readonly [T, T])[] {
  return items.flatMap((item, index) => items.slice(index + 1).map((other) => [item, other] as const));
}

function objectsOf(...kept: readonly Kept[]): string[] {
  return kept.map(({ entry }) => partitionObject(entry));
}

function pairConflicts(kept: readonly Kept[], device: string): Conflict[] {
  return pairs(kept).flatMap(([a, b]) => {
    const found: Conflict[] = [];
    const both = `${partitionWords(a.entry)} (${extentWords(a.extent)}) and ${partitionWords(b.entry)} (${extentWords(b.extent)})`;
    // Two claims that overlap are reported as such.
    if (overlaps(a.extent, b.extent) && !(a.claim && b.claim)) {
      const wayOut = 'keep only the one that is really in use, or repair the table first';
      found.push(conflict('KEPT_OVERLAP', `${both} are to be kept and share bytes`, wayOut, objectsOf(a, b)));
    }
    if (a.entry.guid === b.entry.guid && a.entry.guid !== ZERO_GUID) {
      const wayOut = `give one of them a new GUID first: \`sgdisk -u ${b.entry.number}:R ${device}\``;
      found.push(
        conflict(
          'DUPLICATE_KEPT_GUID',
          `${both} are to be kept and have the same GUID ${a.entry.guid}`,
          wayOut,
          objectsOf(a, b),
        ),
      );
    }
    if (a.entry.number === b.entry.number) {
      const wayOut = `look at \`bmv show ${device}\`, then run \`bmv recover ${device}\``;
      found.push(
        conflict('DUPLICATE_KEPT_NUMBER', `${both} are to be kept under one number`, wayOut, objectsOf(a, b)),
      );
    }
    return found;
  });
}

/** A kept partition that a table of this shape would be written over. */
export function tableAreaConflicts(
  kept: readonly Kept[],
  { head, tail, entryCount }: TableShape,
): Conflict[] {
  return kept
    .filter(({ extent }) => overlaps(extent, head) || overlaps(extent, tail))
    .map((item) =>
      conflict(
        'KEPT_IN_TABLE_AREA',
        `${partitionWords(item.entry)} (${extentWords(item.extent)}) lies where a table of ${entryCount} entries stands ` +
          `(up to ${endOf(head)}, and from ${tail.offset})`,
        'move its content to a partition between these, or do not keep it',
        objectsOf(item),
      ),
    );
}

function outsideDisk(item: Kept, disk: Extent, device: string): Conflict[] {
  const { extent, entry } = item;
  if (extent.length > 0 && endOf(extent) <= disk.length) return [];
  const problem =
    extent.length > 0
      ? `ends ${endOf(extent) - disk.length} bytes after the end of ${device} (${disk.length})`
      : 'ends before it begins';
  return [
    conflict(
      'KEPT_OUTSIDE_DISK',
      `${partitionWords(entry)} at ${extent.offset} ${problem}`,
      'check that this is the right disk at its full size, or do not keep the partition',
      objectsOf(item),
    ),
  ];
}

/** Whether the catalog's place, if the table does not list it, is inside something else that is kept. */
function catalogPlaceConflicts(kept: readonly Kept[], layout: Layout): Conflict[] {
  const place = layout.catalog?.place;
  if (!place) return [];
  return kept
    .filter((item) => item.reason !== 'catalog' && overlaps(item.extent, place))
    .map((item) =>
      conflict(
        'KEPT_OVERLAP',
        `${partitionWords(item.entry)} (${extentWords(item.extent)}) is to be kept and covers the catalog at ${place.offset}`,
        `if that catalog is a leftover, erase it: \`dd if=/dev/zero of=${layout.disk.path} bs=1M seek=${place.offset / place.length} count=1 conv=notrunc\``,
        objectsOf(item),
      ),
    );
}

/** What makes a keep set impossible to keep, whatever is deployed next to it. */
export function keptConflicts(kept: readonly Kept[], layout: Layout, shape: TableShape): Conflict[] {
  const device = layout.disk.path;
  const disk = { offset: 0, length: layout.sizeBytes };
  const outside = kept.flatMap((item) => outsideDisk(item, disk, device));
  const inside = kept.filter((item) => outsideDisk(item, disk, device).length === 0);
  return [
    ...outside,
    ...tableAreaConflicts(inside, shape),
    ...pairConflicts(kept, device),
    ...catalogPlaceConflicts(kept, layout),
  ];
}
