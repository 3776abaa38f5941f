import { makeEntry } from '../../hardware-managers/partition-table/gpt-entry.ts';
import { TYPE_GUIDS } from '../../hardware-managers/partition-table/type-guids.ts';
import type { Extent } from './extent.ts';
import { noNumber } from './numbering.ts';
import { takeNumberFromEnd } from './numbers.ts';
import type { Conflict, Created } from './types.ts';

export interface NewPartition {
  readonly extent: Extent;
  readonly purpose: 'catalog' | 'config-drive';
}

const NAMES = { catalog: 'bmv-catalog', 'config-drive': 'config-2' } as const;
const TYPES = { catalog: TYPE_GUIDS.catalog, 'config-drive': TYPE_GUIDS.linuxFilesystem } as const;

/** Entries for partitions that a deployment makes itself, numbered from the table's end downwards. */
export function createPartitions(
  wanted: readonly NewPartition[],
  taken: ReadonlySet<number>,
  table: { readonly entryCount: number; readonly entrySize: number; readonly sectorBytes: number },
  newGuid: () => string,
): { readonly created: readonly Created[]; readonly conflicts: readonly Conflict[] } {
  const used = new Set(taken);
  const created: Created[] = [];
  const conflicts: Conflict[] = [];
  for (const { extent, purpose } of wanted) {
    const name = NAMES[purpose];
    const number = takeNumberFromEnd(used, table.entryCount);
    if (number === null) {
      conflicts.push(noNumber(name, table.entryCount));
      continue;
    }
    used.add(number);
    const firstLba = extent.offset / table.sectorBytes;
    const lastLba = firstLba + extent.length / table.sectorBytes - 1;
    const fields = { number, typeGuid: TYPES[purpose], guid: newGuid(), firstLba, lastLba, name };
    created.push({ entry: makeEntry(fields, table.entrySize), extent, purpose });
  }
  return { created, conflicts };
}
