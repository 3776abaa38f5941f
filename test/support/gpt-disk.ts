import { crc32 } from 'node:zlib';
import { planTableCommit } from '../../hardware-managers/partition-table/commit-table.ts';
import { tableGeometry } from '../../hardware-managers/partition-table/geometry.ts';
import { makeEntry } from '../../hardware-managers/partition-table/gpt-entry.ts';
import { TYPE_GUIDS } from '../../hardware-managers/partition-table/type-guids.ts';
import type {
  GptEntry,
  GptTable,
  TableOp,
  TableReading,
} from '../../hardware-managers/partition-table/types.ts';

export interface DiskShape {
  readonly sizeBytes: number;
  readonly sectorBytes: number;
}

/** A GUID that ends in a number. */
export function guidOf(number: number): string {
  return `0000000a-000b-4000-8000-${number.toString(16).padStart(12, '0')}`;
}

/** A Linux partition named after its number; its GUID too unless said otherwise. */
export function anEntry(number: number, firstLba: number, lastLba: number, guid = guidOf(number)): GptEntry {
  return makeEntry({
    number,
    typeGuid: TYPE_GUIDS.linuxFilesystem,
    guid,
    firstLba,
    lastLba,
    name: `p${number}`,
  });
}

/** A table with the usable LBAs of its disk. */
export function aTable(
  disk: DiskShape,
  entries: readonly GptEntry[],
  entryCount = 128,
  entrySize = 128,
): GptTable {
  const { firstUsableLba, lastUsableLba } = tableGeometry(disk, entryCount, entrySize);
  return { diskGuid: guidOf(0xd15c), entrySize, entryCount, firstUsableLba, lastUsableLba, entries };
}

/** What `readTable` says of a disk of zeros. */
export function emptyReading(sectorBytes: number): TableReading {
  const nothing = { gpt: null, mbr: [], verdicts: [], primary: null, backup: null };
  return { kind: 'none', ...nothing, bootSector: new Uint8Array(sectorBytes) };
}

/** Does all that a table commit asks for. */
export function applyOps(disk: Buffer, ops: readonly TableOp[]): void {
  for (const op of ops) if (op.op === 'write') disk.set(op.bytes, op.offset);
}

export const GPT_DISK_BYTES = 2 * 1024 * 1024;

/** A disk in memory with two partitions. */
export function gptDisk(sectorBytes = 512, entries = [anEntry(1, 200, 299), anEntry(2, 300, 399)]): Buffer {
  const disk = Buffer.alloc(GPT_DISK_BYTES);
  const shape = { sizeBytes: GPT_DISK_BYTES, sectorBytes };
  const commit = { ...shape, current: emptyReading(sectorBytes), bootCode: 'clear' as const, occupied: [] };
  applyOps(disk, planTableCommit({ ...commit, table: aTable(shape, entries) }).ops);
  return disk;
}

/** Changes both headers and makes their checksums right. */
export function changeHeaders(
  disk: Buffer,
  change: (header: Buffer) => void,
  at = [512, GPT_DISK_BYTES - 512],
): void {
  for (const offset of at) {
    const header = disk.subarray(offset, offset + 512);
    change(header);
    header.writeUInt32LE(0, 16);
    header.writeUInt32LE(crc32(header.subarray(0, header.readUInt32LE(12))), 16);
  }
}
