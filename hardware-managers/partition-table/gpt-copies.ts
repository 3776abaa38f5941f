import { type CopyReading, readCopy, type TableMedium } from './gpt-copy.ts';
import { sameArrays } from './gpt-entry.ts';
import { announcedLastLba } from './mbr.ts';
import type { GptCopy, Verdict } from './types.ts';
import { verdict } from './verdicts.ts';

/** The two copies of a GPT, and what else stands where one is looked for. */
export interface GptCopies {
  readonly primary: CopyReading;
  readonly backup: CopyReading;
  /** Where `backup` was read: the primary's alternate LBA, or else the end of the disk; null when not known. */
  readonly backupLba: number | null;
  /** What stands at the disk's last LBA when that is not `backupLba`. */
  readonly atEnd: CopyReading;
}

/** The copy when it is good. */
export function goodCopy(reading: CopyReading): GptCopy | null {
  return reading.state === 'good' ? reading.copy : null;
}

/** Whether a GPT signature stands there, whatever its state. */
export function isTrace(reading: CopyReading): boolean {
  return reading.state !== 'missing' && reading.state !== 'unread';
}

/** Reads both copies. `bootSector` tells where a disk that has grown since once ended. */
export async function readCopies(medium: TableMedium, bootSector: Uint8Array): Promise<GptCopies> {
  const { lastLba } = medium;
  const primary = await readCopy(medium, 1);
  const atEnd: CopyReading = lastLba === null ? { state: 'unread' } : await readCopy(medium, lastLba);
  const none: CopyReading = { state: 'missing' };

  const named = alternateOf(primary);
  if (named !== null && named !== lastLba) {
    return { primary, backup: await readCopy(medium, named), backupLba: named, atEnd };
  }
  const announced = announcedLastLba(bootSector);
  if (named === null && announced !== null && announced !== lastLba) {
    const backup = await readCopy(medium, announced);
    if (backup.state === 'good') return { primary, backup, backupLba: announced, atEnd };
  }
  return { primary, backup: atEnd, backupLba: lastLba, atEnd: none };
}

/** Where the primary says that the backup is; null when there is no primary header to believe. */
function alternateOf(primary: CopyReading): number | null {
  if (primary.state === 'entries') return primary.alternateLba > 1 ? primary.alternateLba : null;
  if (primary.state !== 'good') return null;
  // A copy of the backup header at LBA 1 names LBA 1 as its alternate, which says nothing.
  return primary.copy.alternateLba > 1 ? primary.copy.alternateLba : null;
}

/** What is wrong with the two copies as copies. */
export function judgeCopies(copies: GptCopies, lastLba: number | null): Verdict[] {
  const { primary, backup } = copies;
  const anyGood = primary.state === 'good' || backup.state === 'good';
  const anyTrace = isTrace(primary) || isTrace(backup) || isTrace(copies.atEnd);
  if (!anyTrace) return [];
  const found = [...judgePrimary(copies, anyGood), ...judgeBackup(copies, anyGood, lastLba)];
  if (!anyGood) {
    const wayOut = 'restore it (`bmv recover`, `gdisk`) or keep nothing on this disk';
    found.unshift(verdict('BOTH_COPIES_BAD', 'refuse', `no copy of the GPT can be trusted; ${wayOut}`));
  }
  return found;
}

function judgePrimary({ primary, backup, backupLba }: GptCopies, anyGood: boolean): Verdict[] {
  const severity = anyGood ? 'repair' : 'refuse';
  const instead = backup.state === 'good' ? `; its backup at LBA ${backupLba} is used` : '';
  switch (primary.state) {
    case 'header':
      return [
        verdict('PRIMARY_HEADER_BAD', severity, `the primary GPT at LBA 1 is bad: ${primary.why}${instead}`),
      ];
    case 'entries':
      return [
        verdict('PRIMARY_ENTRIES_BAD', severity, `the primary GPT at LBA 1 is bad: ${primary.why}${instead}`),
      ];
    case 'missing':
    case 'unread':
      return [verdict('PRIMARY_MISSING', severity, `no primary GPT stands at LBA 1${instead}`)];
    case 'good':
      return judgePlace(primary.copy, 1);
  }
}

function judgeBackup(
  { primary, backup, backupLba, atEnd }: GptCopies,
  anyGood: boolean,
  lastLba: number | null,
): Verdict[] {
  const severity = anyGood ? 'repair' : 'refuse';
  const where = `the backup GPT at LBA ${backupLba}`;
  const found: Verdict[] = [];
  if (backup.state === 'header')
    found.push(verdict('BACKUP_HEADER_BAD', severity, `${where} is bad: ${backup.why}`));
  if (backup.state === 'entries')
    found.push(verdict('BACKUP_ENTRIES_BAD', severity, `${where} is bad: ${backup.why}`));
  if (backup.state === 'missing') {
    const shrunk = backupLba !== null && lastLba !== null && backupLba > lastLba;
    const why = shrunk ? `: the disk ends at LBA ${lastLba}` : '';
    found.push(verdict('BACKUP_MISSING', severity, `no backup GPT stands at LBA ${backupLba}${why}`));
  }
  if (backup.state === 'good' && backupLba !== null) {
    found.push(...judgePlace(backup.copy, backupLba));
    if (primary.state === 'good') found.push(...judgeDifference(primary.copy, backup.copy, backupLba));
  }
  if (backupLba !== null && lastLba !== null && backupLba < lastLba && backup.state !== 'unread') {
    const place = `the backup GPT belongs at the disk's last LBA ${lastLba} and is expected at LBA ${backupLba}`;
    found.push(
      verdict('BACKUP_NOT_AT_END', 'repair', `${place}; the disk has grown, and the next commit moves it`),
    );
  }
  if (primary.state !== 'good' && backup.state === 'good' && atEnd.state === 'good') {
    if (!sameArrays(backup.copy.table, atEnd.copy.table)) found.push(judgeTwoBackups(backupLba, lastLba));
  }
  if (isTrace(atEnd)) {
    const stale = `a GPT that is not this table's backup stands at the disk's last LBA ${lastLba}`;
    found.push(verdict('BACKUP_STALE_AT_END', severity, `${stale}; the next commit replaces it`));
  }
  return found;
}

/** Without a primary, nothing says which of two different backups is the stale one. */
function judgeTwoBackups(backupLba: number | null, lastLba: number | null): Verdict {
  const text = `the primary GPT is bad, and the copies at LBA ${backupLba} and ${lastLba} list different partitions`;
  return verdict(
    'COPIES_DIFFER',
    'refuse',
    `${text}; decide which is right (\`gdisk\`, r) before anything is kept`,
  );
}

function judgePlace(copy: GptCopy, foundAt: number): Verdict[] {
  if (copy.headerLba === foundAt) return [];
  const text = `the GPT header at LBA ${foundAt} says that it stands at LBA ${copy.headerLba}`;
  return [verdict('HEADER_MISPLACED', 'repair', `${text}; Linux ignores it until the next commit`)];
}

function judgeDifference(primary: GptCopy, backup: GptCopy, backupLba: number): Verdict[] {
  const both = `the primary GPT and its backup at LBA ${backupLba} are both valid`;
  if (!sameArrays(primary.table, backup.table)) {
    const wayOut = 'decide which is right (`gdisk`, r, then b or d) before anything is kept';
    return [verdict('COPIES_DIFFER', 'refuse', `${both} and list different partitions; ${wayOut}`)];
  }
  if (primary.table.diskGuid === backup.table.diskGuid) return [];
  return [verdict('COPIES_DIFFER', 'repair', `${both} and differ in the disk's GUID; the primary's is used`)];
}
