import { checkTable, overlapsAny } from './check-table.ts';
import { type TableGeometry, tableGeometry } from './geometry.ts';
import { encodeArray, encodeCopyHeader } from './gpt-copy.ts';
import { padEntry, sameArrays } from './gpt-entry.ts';
import { announcedLastLba, isSeenAsProtective, parseRecords, protectiveSector } from './mbr.ts';
import type {
  ByteRange,
  GptCopy,
  GptTable,
  TableCommit,
  TableCommitPlan,
  TableOp,
  TableReading,
} from './types.ts';

/** A commit with all that is computed once. */
interface Work extends TableCommit {
  readonly places: TableGeometry;
  readonly array: Uint8Array;
}

const BARRIER: TableOp = { op: 'barrier' };

/**
 * The writes that put `table` on a disk, in an order that survives a power cut after any sector. Nothing is
 * written that is right already.
 *
 * HAZARD: Linux ignores a good backup when the primary is torn, so the primary is never torn. Its header is
 * one sector and names the LBA of its array: the new array goes where no valid header points, and one header
 * sector switches to it. Then it goes to LBA 2 in the same way, then to the backup, which therefore is never
 * touched before the primary is valid. The protective MBR, one sector too, comes last. design.md section 4,
 * "Committing a table with one sector".
 *
 * Throws `TABLE_INVALID` for a table that does not fit the disk or the kept extents, `DISK_TOO_SMALL` for a
 * disk without room for any.
 */
export function planTableCommit(commit: TableCommit): TableCommitPlan {
  const places = tableGeometry(commit, commit.table.entryCount, commit.table.entrySize);
  checkTable(commit, places);
  const table = fitTable(commit.table, places);
  const work: Work = { ...commit, table, places, array: wholeArray(table, commit.sectorBytes) };

  const primary = isCurrent(commit.current.primary, primaryAt(work, 2)) ? SAFE_NOTHING : planPrimary(work);
  const isBackupRight = isCurrent(commit.current.backup, backupOf(work));
  const backup = isBackupRight ? [] : backupOps(work);
  const boot = bootSectorOps(work);
  if (primary.crashSafe || hasBackupAtEnd(work))
    return { ...primary, ops: [...primary.ops, ...backup, ...boot] };
  // Should the primary tear, the backup is all that is left: it has to be there before.
  return { ...primary, ops: [...backup, ...primary.ops, ...boot] };
}

const SAFE_NOTHING: TableCommitPlan = { ops: [], crashSafe: true, why: '' };

/** The table with whole entries and the usable LBAs of this disk. */
function fitTable(table: GptTable, places: TableGeometry): GptTable {
  const entries = [...table.entries]
    .sort((a, b) => a.number - b.number)
    .map((entry) => padEntry(entry, table.entrySize));
  const firstStart = Math.min(table.firstUsableLba, ...entries.map(({ firstLba }) => firstLba));
  const firstUsableLba = Math.max(places.firstUsableLba, firstStart);
  return { ...table, entries, firstUsableLba, lastUsableLba: places.lastUsableLba };
}

function planPrimary(work: Work): TableCommitPlan {
  const { current, places } = work;
  const toUsualPlace = [...writeAt(work, 2, work.array, 'array'), ...headerOps(work, 2)];
  // Without a valid primary the backup is what must survive; a few tools let it share the array at LBA 2.
  if (!isNamed(work, current.primary ?? current.backup, 2))
    return { ops: toUsualPlace, crashSafe: true, why: '' };
  const spare = findSpare(work);
  if (spare !== null) {
    const toSpare = [
      ...writeAt(work, spare, work.array, `array at the spare LBA ${spare}`),
      ...headerOps(work, spare),
    ];
    return { ops: [...toSpare, ...toUsualPlace], crashSafe: true, why: '' };
  }
  const header = encodeCopyHeader(primaryAt(work, 2), work.sectorBytes);
  const why =
    `LBA ${places.spareEntriesLba} to ${places.spareEntriesLba + places.entriesSectors - 1}, where a second array would go, ` +
    'belongs to a partition: a power cut while the table is written leaves its backup only';
  return {
    ops: writeAt(work, 1, Buffer.concat([header, work.array]), 'header and array'),
    crashSafe: false,
    why,
  };
}

/** LBA of unused sectors for a second array: behind the new array, or behind the old one where that is longer. */
function findSpare(work: Work): number | null {
  const { current, table, places, sectorBytes, occupied } = work;
  const { spareEntriesLba, entriesSectors, backupEntriesLba } = places;
  const behindOld = current.primary
    ? current.primary.entriesLba + sectorsOf(current.primary.table, sectorBytes)
    : 0;
  const partitions = table.entries.map(({ firstLba, lastLba }) =>
    rangeOf(work, firstLba, lastLba - firstLba + 1),
  );
  const isUnused = (lba: number) =>
    lba >= spareEntriesLba &&
    lba + entriesSectors <= backupEntriesLba &&
    !overlapsAny(rangeOf(work, lba, entriesSectors), [...occupied, ...partitions]) &&
    !isNamed(work, current.primary, lba) &&
    !isNamed(work, current.backup, lba);
  return [spareEntriesLba, behindOld].find(isUnused) ?? null;
}

/** Whether a valid copy has its array or header in the sectors that an array at `lba` would use. */
function isNamed({ places, sectorBytes }: Work, copy: GptCopy | null, lba: number): boolean {
  if (!copy) return false;
  const end = lba + places.entriesSectors;
  const arrayEnd = copy.entriesLba + sectorsOf(copy.table, sectorBytes);
  return (lba < arrayEnd && copy.entriesLba < end) || (lba <= copy.headerLba && copy.headerLba < end);
}

/** Whether a reader that knows nothing but the disk's size finds a valid backup. */
function hasBackupAtEnd({ current, places }: Work): boolean {
  return current.backup?.headerLba === places.lastLba;
}

function headerOps(work: Work, entriesLba: number): TableOp[] {
  const sector = encodeCopyHeader(primaryAt(work, entriesLba), work.sectorBytes);
  return writeAt(work, 1, sector, `header, array at LBA ${entriesLba}`);
}

function backupOps(work: Work): TableOp[] {
  const { backupEntriesLba, lastLba } = work.places;
  const sector = encodeCopyHeader(backupOf(work), work.sectorBytes);
  return [
    ...writeAt(work, backupEntriesLba, work.array, 'backup array'),
    ...writeAt(work, lastLba, sector, 'backup header'),
  ];
}

/** A protective MBR that is right is left as it is, unless its boot code changes. */
function bootSectorOps(work: Work): TableOp[] {
  const { current, bootCode, places, sectorBytes } = work;
  const old = current.bootSector;
  const isRight =
    isSeenAsProtective(old) && parseRecords(old).length === 1 && coversDisk(old, places.lastLba);
  if (bootCode === 'keep' && isRight) return [];
  const code =
    bootCode === 'keep' ? old.subarray(0, 440) : bootCode === 'clear' ? new Uint8Array(440) : bootCode;
  const sector = protectiveSector(code, old, places.lastLba, sectorBytes);
  return Buffer.from(sector).equals(old) ? [] : writeAt(work, 0, sector, 'protective MBR');
}

function coversDisk(sector: Uint8Array, lastLba: number): boolean {
  const sectors = parseRecords(sector)[0]?.sectors;
  return sectors === 0xffffffff || sectors === lastLba;
}

function primaryAt({ table, places }: Work, entriesLba: number): GptCopy {
  return { headerLba: 1, entriesLba, alternateLba: places.lastLba, table };
}

function backupOf({ table, places }: Work): GptCopy {
  return { headerLba: places.lastLba, entriesLba: places.backupEntriesLba, alternateLba: 1, table };
}

function isCurrent(found: GptCopy | null, wanted: GptCopy): boolean {
  return (
    found !== null &&
    found.headerLba === wanted.headerLba &&
    found.entriesLba === wanted.entriesLba &&
    found.alternateLba === wanted.alternateLba &&
    found.table.diskGuid === wanted.table.diskGuid &&
    found.table.entrySize === wanted.table.entrySize &&
    found.table.entryCount === wanted.table.entryCount &&
    found.table.firstUsableLba === wanted.table.firstUsableLba &&
    found.table.lastUsableLba === wanted.table.lastUsableLba &&
    sameArrays(found.table, wanted.table)
  );
}

/** One write and the barrier behind it. */
function writeAt(work: Work, lba: number, bytes: Uint8Array, what: string): TableOp[] {
  return [{ op: 'write', offset: lba * work.sectorBytes, bytes, what }, BARRIER];
}

function rangeOf({ sectorBytes }: Work, lba: number, sectors: number): ByteRange {
  return { offset: lba * sectorBytes, length: sectors * sectorBytes };
}

function sectorsOf(table: GptTable, sectorBytes: number): number {
  return Math.ceil((table.entryCount * table.entrySize) / sectorBytes);
}

/** The array in whole sectors, and as many as the geometry gives it. */
function wholeArray(table: GptTable, sectorBytes: number): Uint8Array {
  const bytes = encodeArray(table);
  const { entriesSectors } = tableGeometry({ sizeBytes: 0, sectorBytes }, table.entryCount, table.entrySize);
  const whole = new Uint8Array(entriesSectors * sectorBytes);
  whole.set(bytes);
  return whole;
}

/**
 * The writes that leave no trace of a GPT or MBR, for a disk without anything to keep that gets an image with
 * a table of another kind. Backups go first, then the primary's header: a cut on the way leaves the old
 * primary, or nothing that any tool would resurrect later.
 */
export function wipeTablesOps(disk: {
  readonly current: TableReading;
  readonly sizeBytes: number;
  readonly sectorBytes: number;
}): TableOp[] {
  const { current, sizeBytes, sectorBytes } = disk;
  const { lastLba, head, tail } = tableGeometry(disk);
  const size = Math.floor(sizeBytes / sectorBytes) * sectorBytes;
  const zero = (from: number, end: number, what: string): TableOp[] => {
    const [first, last] = [Math.max(0, from), Math.min(end, size)];
    return first < last ? [{ op: 'write', offset: first, bytes: new Uint8Array(last - first), what }] : [];
  };
  const headEnd = Math.min(head.length, Math.max(tail.offset, 2 * sectorBytes));
  const strays = [
    current.primary?.alternateLba,
    current.backup?.headerLba,
    announcedLastLba(current.bootSector),
  ]
    .flatMap((lba) => lba ?? [])
    .filter((lba) => lba * sectorBytes >= headEnd && lba < lastLba);
  return [
    ...[...new Set(strays)].flatMap((lba) =>
      zero(lba * sectorBytes, (lba + 1) * sectorBytes, `stray backup header`),
    ),
    ...zero(Math.max(headEnd, tail.offset), size, 'backup array and header'),
    BARRIER,
    ...zero(sectorBytes, 2 * sectorBytes, 'primary header'),
    BARRIER,
    ...zero(2 * sectorBytes, headEnd, 'primary array'),
    ...zero(0, sectorBytes, 'sector 0'),
    BARRIER,
  ];
}
