import { ZERO_GUID } from '../../hardware-managers/partition-table/guid.ts';
import type { ImagePartition } from './image-partitions.ts';
import type { Conflict, ImageHead, Kept } from './types.ts';
import { conflict, partitionObject, partitionWords } from './wording.ts';

/** The partition of an image that has the GUID of something kept, and the kept one; the zero GUID is no name. */
function twinOf({ entry }: ImagePartition, kept: readonly Kept[]): Kept | null {
  if (entry.guid === ZERO_GUID) return null;
  return kept.find((item) => item.entry.guid === entry.guid) ?? null;
}

export function needsNewGuid(partition: ImagePartition, kept: readonly Kept[]): boolean {
  return twinOf(partition, kept) !== null;
}

/**
 * Partitions of an image that would get a new GUID although the image's own files name the old one: they
 * would find the kept partition instead. Only known after the image was searched.
 */
export function guidConflicts(
  partitions: readonly ImagePartition[],
  kept: readonly Kept[],
  head: ImageHead,
): Conflict[] {
  return partitions.flatMap((partition) => {
    const twin = twinOf(partition, kept);
    const { entry } = partition;
    if (!twin || !head.guidsInText?.has(entry.guid)) return [];
    return [
      conflict(
        'DUPLICATE_GUID_IN_BOOT_FILES',
        `${partitionWords(entry)} of ${head.name} and kept ${partitionWords(twin.entry)} have the same GUID ${entry.guid}, ` +
          'and files of the image name it: the system would find the kept partition instead of its own',
        'give the kept partition a new GUID (`sgdisk -u N:R`; not possible for a volume), or build the image with other GUIDs',
        [partitionObject(entry), partitionObject(twin.entry)],
      ),
    ];
  });
}

/** What people should know of new GUIDs. */
export function guidNotes(
  partitions: readonly ImagePartition[],
  kept: readonly Kept[],
  head: ImageHead,
): string[] {
  return partitions.flatMap((partition) => {
    const twin = twinOf(partition, kept);
    if (!twin) return [];
    const searched =
      head.guidsInText === null
        ? 'whether its files name the old one was not searched'
        : 'its files do not name the old one';
    return [
      `${partitionWords(partition.entry)} of the image gets a new GUID, because kept ${partitionWords(twin.entry)} has the same; ${searched}`,
    ];
  });
}
