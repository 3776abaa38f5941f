import { expect } from 'chai';
import { ConflictError } from '../../agent/layout/conflict-error.ts';
import { type Extent, endOf, overlaps } from '../../agent/layout/extent.ts';
import type { Planned } from '../../agent/layout/volume-ground.ts';
import { encodeSlot, slotExtent } from '../../agent/volumes/catalog-slots.ts';
import { planTableCommit } from '../../hardware-managers/partition-table/commit-table.ts';
import type { GptEntry } from '../../hardware-managers/partition-table/types.ts';
import type { Catalog, Claim } from '../../proto/catalog.ts';
import { BmvError } from '../../proto/error.ts';
import { applyOps } from './gpt-disk.ts';
import { MemoryDisk } from './memory-disk.ts';
import { digestOf, layoutOf } from './volume-disk.ts';

export const no = async () => false;

/** The plan of a result, or a failure with all that stood in its way. */
export function planOf<Plan>({ plan, conflicts }: Planned<Plan>): Plan {
  if (!plan) throw new Error(conflicts.map(({ code, message }) => `${code} ${message}`).join('\n'));
  return plan;
}

/** Codes of what stood in a plan's way; every message and way out is one line. */
export function codesOf({ conflicts }: Planned<unknown>): string[] {
  for (const { message, wayOut } of conflicts) expect(`${message}${wayOut}`).to.match(/^.+$/);
  return conflicts.map(({ code }) => code);
}

/** Codes of the error that a promise ends with, or of the conflicts in it; none when it does not end so. */
export async function refusalOf(promise: Promise<unknown>): Promise<string[]> {
  try {
    await promise;
    return [];
  } catch (error) {
    if (!(error instanceof BmvError)) throw error;
    expect(error.message).to.match(/^.+$/);
    return error instanceof ConflictError ? error.conflicts.map(({ code }) => code) : [error.code];
  }
}

/** Runs what must be refused, with these codes, without one write and one changed byte. */
export async function expectRefused(
  disk: MemoryDisk,
  operation: () => Promise<unknown>,
  codes: readonly string[],
): Promise<void> {
  const before = digestOf(disk);
  disk.log.length = 0;
  expect(await refusalOf(operation())).to.deep.equal(codes);
  expect(disk.log.filter(({ op }) => op === 'write')).to.have.length(0);
  expect(digestOf(disk)).to.equal(before);
}

export async function catalogOf(disk: MemoryDisk): Promise<Catalog> {
  const { catalog } = await layoutOf(disk);
  if (!catalog) throw new Error('the disk has no catalog');
  return catalog.catalog;
}

/** Puts a changed catalog on a disk, as an interrupted operation (or somebody else) would have left it. */
export async function changeCatalog(disk: MemoryDisk, change: (catalog: Catalog) => Catalog): Promise<void> {
  const { catalog } = await layoutOf(disk);
  if (!catalog) throw new Error('the disk has no catalog');
  const generation = catalog.generation + 1;
  const slot = slotExtent(catalog.place, generation);
  disk.bytes.fill(0, slot.offset, endOf(slot));
  disk.bytes.set(encodeSlot(change(catalog.catalog), generation), slot.offset);
}

/** Changes the claims of a disk's catalog. */
export async function changeClaims(disk: MemoryDisk, change: (claim: Claim) => Claim): Promise<void> {
  await changeCatalog(disk, (catalog) => ({ ...catalog, claims: catalog.claims.map(change) }));
}

/** Whether every byte of an extent has this value. */
export function isAll(disk: MemoryDisk, { offset, length }: Extent, value: number): boolean {
  const run = disk.bytes.subarray(offset, offset + length);
  // The same as itself moved by one byte: all are as the first.
  return run.byteLength === length && run[0] === value && run.subarray(1).equals(run.subarray(0, -1));
}

/** Writes a table with changed entries, as another tool would. */
export async function changeTable(
  disk: MemoryDisk,
  change: (entries: readonly GptEntry[]) => readonly GptEntry[],
): Promise<void> {
  const { table: current, sizeBytes, sectorBytes } = await layoutOf(disk);
  if (!current.gpt) throw new Error('the disk has no table');
  const table = { ...current.gpt, entries: change(current.gpt.entries) };
  const commit = { sizeBytes, sectorBytes, bootCode: 'keep' as const, occupied: [] };
  applyOps(disk.bytes, planTableCommit({ ...commit, current, table }).ops);
}

/** A disk that says yes to writes into one extent and forgets them, and counts how often it was closed. */
export class ForgetfulDisk extends MemoryDisk {
  forgets: Extent | null = null;
  closed = 0;

  override async write(offset: number, bytes: Uint8Array): Promise<void> {
    if (this.forgets && overlaps({ offset, length: bytes.byteLength }, this.forgets)) return;
    await super.write(offset, bytes);
  }

  override async close(): Promise<void> {
    this.closed += 1;
  }
}
