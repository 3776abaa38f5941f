import { entryExtent } from '../../hardware-managers/partition-table/gpt-entry.ts';
import { isExtended } from '../../hardware-managers/partition-table/mbr.ts';
import type { ByteReader, TableReading } from '../../hardware-managers/partition-table/types.ts';
import type { Extent } from '../layout/extent.ts';
import type { ArrayMember } from '../layout/types.ts';
import { findSuperblock } from './filesystem-probe.ts';
import { ARRAY_PROBES } from './probes/stacked.ts';

/** Of every version of the superblock: what `mdadm --zero-superblock` clears (drivers/md/md_p.h). */
const SUPERBLOCK_BYTES = 4096;

interface Place {
  readonly number: number | null;
  readonly extent: Extent;
}

/** Every place that Linux shows as a device: the disk, whatever its table, and the partitions of each table. */
function placesOf({ gpt, mbr }: TableReading, sizeBytes: number, sectorBytes: number): readonly Place[] {
  const all: readonly Place[] = [
    { number: null, extent: { offset: 0, length: sizeBytes } },
    ...(gpt?.entries ?? []).map((entry) => ({
      number: entry.number,
      extent: entryExtent(entry, sectorBytes),
    })),
    ...mbr
      .filter((partition) => !isExtended(partition))
      .map(({ number, firstLba, sectors }) => ({
        number,
        extent: { offset: firstLba * sectorBytes, length: sectors * sectorBytes },
      })),
  ];
  // A hybrid MBR lists partitions of the GPT again.
  return all.filter(
    ({ extent }, index) =>
      all.findIndex(
        ({ extent: { offset, length } }) => offset === extent.offset && length === extent.length,
      ) === index,
  );
}

/**
 * The members of arrays (MD) on a disk. HAZARD: the array may hold volumes, whose catalog lies inside it and shows on
 * none of its members; and a superblock at the end of a disk stands behind a table, which is that of the array.
 */
export async function findArrayMembers(
  reader: ByteReader,
  table: TableReading,
  sectorBytes: number,
): Promise<readonly ArrayMember[]> {
  const members: ArrayMember[] = [];
  for (const { number, extent } of placesOf(table, reader.sizeBytes, sectorBytes)) {
    const found = await findSuperblock(reader, extent, ARRAY_PROBES);
    if (!found) continue;
    const { label: name, uuid } = found.signature;
    members.push({ number, extent, superblock: { offset: found.at, length: SUPERBLOCK_BYTES }, name, uuid });
  }
  return members;
}
