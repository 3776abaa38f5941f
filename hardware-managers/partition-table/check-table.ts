import { BmvError } from '../../proto/error.ts';
import type { TableGeometry } from './geometry.ts';
import { ZERO_GUID } from './guid.ts';
import type { ByteRange, GptEntry, GptTable, TableCommit } from './types.ts';

const MIN_CODE_BYTES = 440;
const MAX_ARRAY_BYTES = 4 * 1024 * 1024;
const MAX_ENTRY_SIZE = 4096;

export function overlapsAny(range: ByteRange, others: readonly ByteRange[]): boolean {
  const end = range.offset + range.length;
  return others.some(
    (other) => other.length > 0 && range.offset < other.offset + other.length && other.offset < end,
  );
}

/**
 * The last look at a table before it is written: planners refuse all of this earlier and say more. Throws
 * `DISK_TOO_SMALL` or `TABLE_INVALID`.
 */
export function checkTable(
  { table, bootCode, occupied, sizeBytes, sectorBytes }: TableCommit,
  places: TableGeometry,
): void {
  if (places.lastUsableLba < places.firstUsableLba) {
    throw new BmvError(
      'DISK_TOO_SMALL',
      `a disk of ${sizeBytes} bytes has no room for a partition table and a partition; use a larger one`,
    );
  }
  const tableAreas = [{ offset: 0, length: places.firstUsableLba * sectorBytes }, places.tail];
  const taken = occupied.find((kept) => tableAreas.some((area) => overlapsAny(kept, [area])));
  if (taken) {
    throw new BmvError(
      'TABLE_INVALID',
      `a kept partition at ${taken.offset} lies where the partition table itself must be; move or release it first`,
      { offset: taken.offset, length: taken.length },
    );
  }
  const problem =
    findBadShape(table) ??
    findBadEntry(table, places) ??
    findOverlap(table.entries) ??
    findDuplicate(table.entries);
  if (problem)
    throw new BmvError('TABLE_INVALID', `the table to be written is wrong: ${problem}; nothing was written`);
  if (bootCode instanceof Uint8Array && bootCode.byteLength < MIN_CODE_BYTES) {
    throw new BmvError(
      'TABLE_INVALID',
      `boot code has ${bootCode.byteLength} bytes, and a boot sector takes ${MIN_CODE_BYTES}`,
    );
  }
}

function findBadShape({ entryCount, entrySize }: GptTable): string | null {
  if (entrySize < 128 || entrySize > MAX_ENTRY_SIZE || entrySize % 128 !== 0)
    return `its entries have ${entrySize} bytes`;
  if (!Number.isInteger(entryCount) || entryCount < 1 || entryCount * entrySize > MAX_ARRAY_BYTES) {
    return `it has ${entryCount} entries of ${entrySize} bytes`;
  }
  return null;
}

function findBadEntry({ entries, entryCount }: GptTable, places: TableGeometry): string | null {
  for (const { number, firstLba, lastLba } of entries) {
    const where = `partition ${number} (LBA ${firstLba} to ${lastLba})`;
    if (!Number.isInteger(number) || number < 1 || number > entryCount)
      return `${where} is not among ${entryCount} entries`;
    if (firstLba > lastLba) return `${where} ends before it begins`;
    if (firstLba < places.firstUsableLba || lastLba > places.lastUsableLba) {
      return `${where} leaves the usable LBAs ${places.firstUsableLba} to ${places.lastUsableLba}`;
    }
  }
  return null;
}

function findOverlap(entries: readonly GptEntry[]): string | null {
  const sorted = [...entries].sort((a, b) => a.firstLba - b.firstLba);
  const at = sorted.findIndex((entry, index) => entry.firstLba <= (sorted[index - 1]?.lastLba ?? -1));
  return at < 0 ? null : `partitions ${sorted[at - 1]?.number} and ${sorted[at]?.number} overlap`;
}

function findDuplicate(entries: readonly GptEntry[]): string | null {
  for (const [index, { number, guid }] of entries.entries()) {
    const other = entries
      .slice(index + 1)
      .find((entry) => entry.number === number || (entry.guid === guid && guid !== ZERO_GUID));
    if (other) return `partitions ${number} and ${other.number} have the same number or GUID`;
  }
  return null;
}
