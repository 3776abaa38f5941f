import { tableGeometry } from '../../hardware-managers/partition-table/geometry.ts';
import { makeEntry } from '../../hardware-managers/partition-table/gpt-entry.ts';
import { TYPE_GUIDS } from '../../hardware-managers/partition-table/type-guids.ts';
import type { GptEntry, GptTable, TableReading } from '../../hardware-managers/partition-table/types.ts';

/** An entry by bytes. */
export function entryAt(
  number: number,
  offset: number,
  length: number,
  sectorBytes = 512,
  typeGuid: string = TYPE_GUIDS.linuxFilesystem,
): GptEntry {
  const guid = `00000000-0000-4000-8000-${number.toString(16).padStart(12, '0')}`;
  const [firstLba, lastLba] = [offset / sectorBytes, (offset + length) / sectorBytes - 1];
  return makeEntry({ number, typeGuid, guid, firstLba, lastLba, name: `part${number}` });
}

export function tableOf(
  entries: readonly GptEntry[],
  disk: { sizeBytes: number; sectorBytes: number },
): GptTable {
  const { firstUsableLba, lastUsableLba } = tableGeometry(disk);
  const diskGuid = '11111111-2222-4333-8444-555555555555';
  return { diskGuid, entrySize: 128, entryCount: 128, firstUsableLba, lastUsableLba, entries };
}

/** The reading of a disk without any table. */
export function noTable(changes: Partial<TableReading> = {}): TableReading {
  return {
    kind: 'none',
    gpt: null,
    mbr: [],
    verdicts: [],
    primary: null,
    backup: null,
    bootSector: new Uint8Array(512),
    ...changes,
  };
}
