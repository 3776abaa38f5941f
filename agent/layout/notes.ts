import { TYPE_GUIDS } from '../../hardware-managers/partition-table/type-guids.ts';
import type { GptTable } from '../../hardware-managers/partition-table/types.ts';
import { endOf, overlaps } from './extent.ts';
import type { TableShape } from './table-shape.ts';
import type { Kept, Layout, Placement } from './types.ts';
import { partitionWords } from './wording.ts';

/** What people should know of the disk as it is before an operation that goes ahead. */
export function diskNotes(layout: Layout): string[] {
  const { table, disk, wholeDisk, catalog } = layout;
  const notes = table.verdicts.flatMap(({ severity, message }) => {
    if (severity === 'note') return [];
    return [
      severity === 'repair' ? `${message}; the new table repairs it` : `${message}; a new table replaces it`,
    ];
  });
  if (table.mbr.length > 0) {
    const numbers = table.mbr.map(({ number }) => number).join(', ');
    notes.push(`the MBR of ${disk.path} with partition ${numbers} will be gone`);
  }
  if (table.kind === 'none' && wholeDisk)
    notes.push(`${disk.path} is ${wholeDisk.type} without a table; that will be gone`);
  const journal = catalog?.catalog.journal;
  const fate = journal?.operation === 'deploy' ? 'is continued' : 'was not completed';
  if (journal) notes.push(`an interrupted ${journal.operation} ${fate}; everything it kept stays kept`);
  for (const damage of catalog?.damage ?? []) notes.push(damage);
  return notes;
}

/** Names under which two partitions would be found. */
function nameNotes(kept: readonly Kept[], placements: readonly Placement[]): string[] {
  return placements.flatMap(({ entry }) =>
    kept
      .filter((item) => item.entry.name !== '' && item.entry.name === entry.name)
      .map(
        (item) =>
          `kept ${partitionWords(item.entry)} and partition ${entry.number} of the image have the same name: /dev/disk/by-partlabel will show one of them`,
      ),
  );
}

/** Firmware knows no numbers: without a boot entry it tries every EFI system partition that it finds. */
function espNotes(kept: readonly Kept[]): string[] {
  return kept
    .filter(({ entry }) => entry.typeGuid === TYPE_GUIDS.esp)
    .map(
      ({ entry }) =>
        `kept ${partitionWords(entry)} is an EFI system partition: firmware without a boot entry for the image may start what is on it instead`,
    );
}

function windowsNotes(kept: readonly Kept[], image: GptTable, diskGuid: string): string[] {
  const windows: readonly string[] = [TYPE_GUIDS.microsoftReserved, TYPE_GUIDS.microsoftBasicData];
  if (kept.length === 0 || image.diskGuid === diskGuid) return [];
  if (!image.entries.some(({ typeGuid }) => windows.includes(typeGuid))) return [];
  return [
    `the disk keeps its GUID ${diskGuid}; Windows in the image may refer to the image's (${image.diskGuid})`,
  ];
}

function alignmentNotes(placements: readonly Placement[], physicalSectorBytes: number): string[] {
  return placements
    .filter(({ extent }) => physicalSectorBytes > 0 && extent.offset % physicalSectorBytes !== 0)
    .map(
      ({ entry, extent }) =>
        `${partitionWords(entry)} stays at ${extent.offset}, which is no multiple of the disk's physical ${physicalSectorBytes}-byte sectors: it will be slower`,
    );
}

function spareNotes(kept: readonly Kept[], shape: TableShape): string[] {
  return kept
    .filter(({ extent }) => overlaps(extent, shape.spare))
    .map(
      ({ entry }) =>
        `kept ${partitionWords(entry)} begins before ${endOf(shape.spare)}, where a second table would be written first: until the table is complete, a power cut needs \`bmv recover\``,
    );
}

export interface PlanNotesInput {
  readonly layout: Layout;
  readonly kept: readonly Kept[];
  readonly placements: readonly Placement[];
  readonly shape: TableShape;
  readonly image: GptTable;
  readonly diskGuid: string;
  readonly hasCatalog: boolean;
}

/** What people should know of a plan that has no conflicts. */
export function planNotes(input: PlanNotesInput): string[] {
  const { layout, kept, placements, shape, image, diskGuid } = input;
  const unprotected = kept.length > 0 && !input.hasCatalog;
  return [
    ...diskNotes(layout),
    ...(unprotected
      ? [
          `${layout.disk.path} has no free MiB for a catalog: after a power cut only the partition table tells what is kept`,
        ]
      : []),
    ...spareNotes(kept, shape),
    ...nameNotes(kept, placements),
    ...espNotes(kept),
    ...windowsNotes(kept, image, diskGuid),
    ...alignmentNotes(placements, layout.disk.physicalSectorBytes),
  ];
}
