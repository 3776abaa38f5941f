import { expect } from 'chai';
import { planTableCommit } from '../../hardware-managers/partition-table/commit-table.ts';
import { readTable } from '../../hardware-managers/partition-table/read-table.ts';
import type {
  GptTable,
  TableCommit,
  TableCommitPlan,
  TableReading,
} from '../../hardware-managers/partition-table/types.ts';
import { BmvError } from '../../proto/error.ts';
import { bufferReader, byteReader } from './readers.ts';

/** What stands on a disk in memory. */
export async function readDisk(disk: Buffer, sectorBytes = 512): Promise<TableReading> {
  return await readTable(byteReader(bufferReader(disk)), sectorBytes);
}

/** The commit of a table to a disk in memory as it is now. */
export async function planFor(
  disk: Buffer,
  table: GptTable,
  change: Partial<TableCommit> = {},
): Promise<TableCommitPlan> {
  const sectorBytes = change.sectorBytes ?? 512;
  const current = await readDisk(disk, sectorBytes);
  return planTableCommit({
    sizeBytes: disk.byteLength,
    sectorBytes,
    current,
    table,
    bootCode: 'keep',
    occupied: [],
    ...change,
  });
}

/** What a plan writes, as `first LBA+sectors`, barriers as `|`. */
export function steps({ ops }: TableCommitPlan, sectorBytes = 512): string {
  return ops
    .map((op) =>
      op.op === 'barrier' ? '|' : `${op.offset / sectorBytes}+${op.bytes.byteLength / sectorBytes}`,
    )
    .join(' ');
}

/** Code of the one-line refusal that a promise ends in, or `nothing`. */
export async function refusal(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
    return 'nothing';
  } catch (error) {
    if (!(error instanceof BmvError)) throw error;
    expect(error.message).to.not.match(/\n/);
    return error.code;
  }
}
