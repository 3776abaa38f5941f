import { ZERO_GUID } from './guid.ts';
import type { GptCopy, GptTable, MbrPartition, Verdict, VerdictCode, VerdictSeverity } from './types.ts';

export function verdict(code: VerdictCode, severity: VerdictSeverity, message: string): Verdict {
  return { code, severity, message };
}

/** A run of LBAs, both ends included, and whose it is. */
interface Run {
  readonly number: number;
  readonly first: number;
  readonly last: number;
}

/** What is wrong with the table that one goes by, in itself. `lastLba` is null when the disk's size is not known. */
export function judgeTable(copy: GptCopy, sectorBytes: number, lastLba: number | null): Verdict[] {
  return [...judgeUsableRange(copy.table, lastLba), ...judgeEntries(copy, sectorBytes, lastLba)];
}

/** Linux reads no table whose usable LBAs are not on the disk. */
function judgeUsableRange({ firstUsableLba, lastUsableLba }: GptTable, lastLba: number | null): Verdict[] {
  const end = lastLba ?? Number.MAX_SAFE_INTEGER;
  if (firstUsableLba <= lastUsableLba && lastUsableLba <= end) return [];
  const range = `the GPT gives partitions the LBAs ${firstUsableLba} to ${lastUsableLba}`;
  const disk = lastLba === null ? '' : ` of a disk that ends at LBA ${lastLba}`;
  return [verdict('USABLE_RANGE_BAD', 'repair', `${range}${disk}; Linux ignores it until the next commit`)];
}

function judgeEntries(
  { table, headerLba, entriesLba }: GptCopy,
  sectorBytes: number,
  lastLba: number | null,
): Verdict[] {
  const runs = table.entries.map(({ number, firstLba, lastLba: last }) => ({
    number,
    first: firstLba,
    last,
  }));
  const sound = runs.filter(({ first, last }) => first <= last);
  const arrayEnd = entriesLba + Math.ceil((table.entryCount * table.entrySize) / sectorBytes) - 1;
  const own: Run[] = [
    { number: 0, first: 0, last: 1 },
    { number: 0, first: headerLba, last: headerLba },
    { number: 0, first: entriesLba, last: arrayEnd },
  ];
  const invalid = runs
    .filter((run) => run.first > run.last || own.some((part) => touches(run, part)))
    .map(({ number, first, last }) => {
      const why = first > last ? 'ends before it begins' : "covers the table's own sectors";
      return verdict(
        'ENTRY_INVALID',
        'refuse',
        `partition ${number} (LBA ${first} to ${last}) ${why}; delete or correct it`,
      );
    });
  return [...invalid, ...judgeEnd(sound, lastLba), ...judgeOverlaps(sound), ...judgeGuids(table)];
}

/** What is wrong with an MBR's partitions. Extended partitions contain the logical ones, which is no overlap. */
export function judgeMbr(
  partitions: readonly MbrPartition[],
  extended: ReadonlySet<number>,
  lastLba: number | null,
): Verdict[] {
  const runs = partitions.map(({ number, firstLba, sectors }) => ({
    number,
    first: firstLba,
    last: firstLba + sectors - 1,
  }));
  const isExtended = ({ number }: Run) => extended.has(number);
  const primaries = runs.filter(({ number }) => number <= 4);
  const data = runs.filter((run) => !isExtended(run));
  const overlaps = new Map(
    [...judgeOverlaps(primaries), ...judgeOverlaps(data)].map((found) => [found.message, found]),
  );
  return [...judgeEnd(runs, lastLba), ...overlaps.values()];
}

function touches(a: Run, b: Run): boolean {
  return a.first <= b.last && b.first <= a.last;
}

function judgeEnd(runs: readonly Run[], lastLba: number | null): Verdict[] {
  if (lastLba === null) return [];
  return runs
    .filter(({ last }) => last > lastLba)
    .map(({ number, last }) => {
      const text = `partition ${number} ends at LBA ${last} and the disk at LBA ${lastLba}`;
      return verdict(
        'BEYOND_DISK_END',
        'refuse',
        `${text}: the disk has shrunk, or the table is another disk's`,
      );
    });
}

/** Each partition against the one before it that reaches furthest, which finds every partition that overlaps any. */
function judgeOverlaps(runs: readonly Run[]): Verdict[] {
  const found: Verdict[] = [];
  let furthest: Run | null = null;
  for (const run of [...runs].sort((a, b) => a.first - b.first || a.number - b.number)) {
    if (furthest && run.first <= furthest.last) {
      const text = `partitions ${furthest.number} and ${run.number} overlap from LBA ${run.first}`;
      found.push(verdict('ENTRIES_OVERLAP', 'refuse', `${text}; delete or correct one of them`));
    }
    if (!furthest || run.last > furthest.last) furthest = run;
  }
  return found;
}

/** Partitions without a GUID (zeros) are common enough and tolerated. */
function judgeGuids({ entries }: GptTable): Verdict[] {
  const found: Verdict[] = [];
  const owners = new Map<string, number>();
  for (const { number, guid } of entries) {
    const owner = owners.get(guid);
    if (owner !== undefined && guid !== ZERO_GUID) {
      const text = `partitions ${owner} and ${number} have the same GUID ${guid}`;
      found.push(
        verdict(
          'DUPLICATE_GUID',
          'refuse',
          `${text}; give one of them a new one (\`sgdisk -u ${number}:R\`)`,
        ),
      );
    }
    if (owner === undefined) owners.set(guid, number);
  }
  return found;
}
