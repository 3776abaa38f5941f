import { entryExtent } from '../../hardware-managers/partition-table/gpt-entry.ts';
import { typeName } from '../../hardware-managers/partition-table/type-guids.ts';
import type { GptEntry } from '../../hardware-managers/partition-table/types.ts';

/** A partition as programs get it. Bytes. */
export interface PartitionJson {
  readonly number: number;
  readonly name: string;
  /** Unique GUID (PARTUUID). */
  readonly id: string;
  readonly typeId: string;
  readonly type: string;
  readonly offset: number;
  readonly size: number;
}

export function partitionJson(entry: GptEntry, sectorBytes: number): PartitionJson {
  const { number, name, guid, typeGuid } = entry;
  const { offset, length } = entryExtent(entry, sectorBytes);
  return { number, name, id: guid, typeId: typeGuid, type: typeName(typeGuid), offset, size: length };
}
