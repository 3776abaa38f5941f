import { entryExtent } from '../../hardware-managers/partition-table/gpt-entry.ts';
import { ZERO_GUID } from '../../hardware-managers/partition-table/guid.ts';
import { TYPE_GUIDS } from '../../hardware-managers/partition-table/type-guids.ts';
import type { GptEntry, GptTable, VerdictCode } from '../../hardware-managers/partition-table/types.ts';
import { type Extent, endOf, overlaps } from './extent.ts';
import type { Conflict, ImageHead } from './types.ts';
import { conflict, extentWords, partitionObject, partitionWords } from './wording.ts';

/** A partition of an image, at its place in the image. */
export interface ImagePartition {
  readonly entry: GptEntry;
  readonly extent: Extent;
}

/** Verdicts about single entries, which the checks here say in terms of the image. */
const ENTRY_VERDICTS: readonly VerdictCode[] = [
  'ENTRY_INVALID',
  'ENTRIES_OVERLAP',
  'BEYOND_DISK_END',
  'DUPLICATE_GUID',
];

/** The image's primary table: protective MBR, header and array. Not data: the disk gets a table of its own. */
export function imageTableArea(table: GptTable, head: ImageHead, sectorBytes: number): Extent {
  const arrayLba = head.table.primary?.entriesLba ?? 2;
  const array = { offset: arrayLba * sectorBytes, length: table.entryCount * table.entrySize };
  return { offset: 0, length: Math.ceil(endOf(array) / sectorBytes) * sectorBytes };
}

function placeProblem({ extent, entry }: ImagePartition, area: Extent, head: ImageHead): string | null {
  if (extent.length <= 0) return `ends (LBA ${entry.lastLba}) before it begins (LBA ${entry.firstLba})`;
  if (!Number.isSafeInteger(endOf(extent))) return 'has an impossible LBA';
  if (overlaps(extent, area)) return `begins at ${extent.offset}, inside the image's own table`;
  if (head.sizeBytes !== null && endOf(extent) > head.sizeBytes) {
    return `ends at ${endOf(extent)}, ${endOf(extent) - head.sizeBytes} bytes after the end of the image (${head.sizeBytes})`;
  }
  if (entry.typeGuid === TYPE_GUIDS.catalog)
    return 'is the catalog of the disk that the image was taken from';
  return null;
}

function pairProblem(a: ImagePartition, b: ImagePartition): string | null {
  if (overlaps(a.extent, b.extent)) return `shares bytes with ${partitionWords(b.entry)}`;
  if (a.entry.guid === b.entry.guid && a.entry.guid !== ZERO_GUID) {
    return `has the same GUID ${a.entry.guid} as ${partitionWords(b.entry)}`;
  }
  return null;
}

function invalid(name: string, partition: ImagePartition, problem: string): Conflict {
  const { entry, extent } = partition;
  const what =
    extent.length > 0 ? `${partitionWords(entry)} (${extentWords(extent)})` : partitionWords(entry);
  return conflict(
    'IMAGE_PARTITION_INVALID',
    `${what} of ${name} ${problem}`,
    'get the whole image, or have it built anew with a sound table',
    [partitionObject(entry)],
  );
}

function entryConflicts(partitions: readonly ImagePartition[], area: Extent, head: ImageHead): Conflict[] {
  return partitions.flatMap((partition, index) => {
    const alone = placeProblem(partition, area, head);
    const paired = partitions.slice(index + 1).map((other) => pairProblem(partition, other));
    return [alone, ...paired].flatMap((problem) =>
      problem === null ? [] : [invalid(head.name, partition, problem)],
    );
  });
}

function tableConflicts(head: ImageHead): Conflict[] {
  const refused = head.table.verdicts.filter(({ severity }) => severity === 'refuse');
  const whole = refused.filter(({ code }) => !ENTRY_VERDICTS.includes(code)).map(({ message }) => message);
  return whole.map((reason) =>
    conflict(
      'IMAGE_TABLE_DAMAGED',
      `the table of ${head.name} is not sound: ${reason}`,
      'get or build the image anew',
    ),
  );
}

/** Why an image's GPT cannot be deployed; empty when it can. `partitions` are its entries. */
export function imageTableConflicts(
  head: ImageHead,
  table: GptTable,
  partitions: readonly ImagePartition[],
  sectorBytes: number,
): Conflict[] {
  const conflicts = [
    ...tableConflicts(head),
    ...entryConflicts(partitions, imageTableArea(table, head, sectorBytes), head),
  ];
  if (conflicts.length > 0) return conflicts;
  const verdict = head.table.verdicts.find(({ severity }) => severity === 'refuse');
  const reason = verdict?.message ?? (partitions.length === 0 ? 'it lists no partition' : null);
  if (reason === null) return [];
  return [
    conflict(
      'IMAGE_PARTITION_INVALID',
      `the table of ${head.name} cannot be deployed: ${reason}`,
      'get or build the image anew',
    ),
  ];
}

/** The image's partitions by offset. `sectorBytes` is the image's. */
export function imagePartitions(table: GptTable, sectorBytes: number): readonly ImagePartition[] {
  return table.entries
    .map((entry) => ({ entry, extent: entryExtent(entry, sectorBytes) }))
    .sort((a, b) => a.extent.offset - b.extent.offset || a.entry.number - b.entry.number);
}
