import type { TableMedium } from './gpt-copy.ts';
import { hasBootSignature, isExtended, parseRecords } from './mbr.ts';
import type { MbrPartition } from './types.ts';

/** Links of a chain of logical partitions that are followed. Linux stops at 100 empty ones. */
const MAX_LINKS = 256;

interface LogicalPartitions {
  readonly partitions: readonly MbrPartition[];
  /** One line for each chain that cannot be followed to its end. */
  readonly broken: readonly string[];
}

/**
 * The logical partitions of every extended one, numbered from 5. An extended partition is a chain of boot
 * records: one record is the logical partition, relative to its own boot record, another the next link,
 * relative to the extended partition.
 */
export async function readLogicals(
  medium: TableMedium,
  primaries: readonly MbrPartition[],
): Promise<LogicalPartitions> {
  const partitions: MbrPartition[] = [];
  const broken: string[] = [];
  for (const extended of primaries.filter(isExtended)) {
    const seen = new Set<number>();
    let at: number | null = extended.firstLba;
    while (at !== null) {
      const records = await readLink(medium, at, seen);
      if (typeof records === 'string') {
        broken.push(`extended partition ${extended.number}: ${records}; logical partitions may be hidden`);
        break;
      }
      seen.add(at);
      const [lba, logical] = [at, records.find((record) => !isExtended(record))];
      if (logical)
        partitions.push({ ...logical, number: 5 + partitions.length, firstLba: lba + logical.firstLba });
      const next: MbrPartition | undefined = records.find(isExtended);
      at = next ? extended.firstLba + next.firstLba : null;
    }
  }
  return { partitions, broken };
}

/** The records of one link, none where the reader does not reach; or one clause that says what is wrong. */
async function readLink(
  medium: TableMedium,
  lba: number,
  seen: ReadonlySet<number>,
): Promise<MbrPartition[] | string> {
  const { reader, sectorBytes, lastLba } = medium;
  if (seen.has(lba)) return `the chain returns to LBA ${lba}`;
  if (seen.size >= MAX_LINKS) return `the chain has more than ${MAX_LINKS} links`;
  if (lastLba !== null && lba > lastLba) return `the chain leads to LBA ${lba}, beyond the end of the disk`;
  if ((lba + 1) * sectorBytes > reader.sizeBytes) return [];
  const sector = await reader.read(lba * sectorBytes, sectorBytes);
  return hasBootSignature(sector) ? parseRecords(sector) : `no boot record stands at LBA ${lba}`;
}
