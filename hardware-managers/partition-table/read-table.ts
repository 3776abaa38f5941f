import { goodCopy, isTrace, judgeCopies, readCopies } from './gpt-copies.ts';
import type { TableMedium } from './gpt-copy.ts';
import { hasSignature } from './gpt-header.ts';
import { readLogicals } from './logical-partitions.ts';
import { classifyBootSector, isExtended, isSeenAsProtective, parseRecords } from './mbr.ts';
import type { ByteReader, GptCopy, MbrPartition, TableReading, Verdict } from './types.ts';
import { judgeMbr, judgeTable, verdict } from './verdicts.ts';

/** How to read what is not a whole disk. */
export interface ReadTableOptions {
  /** The reader has only the first bytes of an image: nothing is said of what it does not reach. */
  readonly headOnly?: boolean;
  /** Size in bytes of the disk or image; null when it is not known. Default: the reader's, or null for a head. */
  readonly diskSizeBytes?: number | null;
}

/**
 * Reads whatever partition table stands on a disk and judges every damage. Does not throw for what it reads
 * (only when the reader does), and says `none` only while no copy of any table shows a trace.
 */
export async function readTable(
  reader: ByteReader,
  sectorBytes: number,
  options: ReadTableOptions = {},
): Promise<TableReading> {
  const medium = mediumOf(reader, sectorBytes, options);
  const bootSector = await readUpTo(reader, 0, sectorBytes);
  const copies = await readCopies(medium, bootSector);
  const [primary, backup] = [goodCopy(copies.primary), goodCopy(copies.backup)];
  const good = primary ?? backup;
  const verdicts = judgeCopies(copies, medium.lastLba);
  const trace = [copies.primary, copies.backup, copies.atEnd].some(isTrace);
  const other = await findOtherSectorSize(medium);
  const common = { bootSector, primary, backup, mbr: [], gpt: null };

  const kind = classifyBootSector(bootSector);
  if (kind === 'partitions') {
    const mbr = await readMbr(medium, bootSector);
    const stale = trace || other ? [staleGpt(mbr.partitions.length)] : [];
    return { ...common, kind: 'mbr', mbr: mbr.partitions, verdicts: [...stale, ...mbr.verdicts] };
  }
  if (kind === 'hybrid') {
    const mbr = await readMbr(medium, bootSector);
    const gpt = good?.table ?? null;
    const judged = good ? judgeGpt(good, good === primary, medium) : [];
    return {
      ...common,
      kind,
      gpt,
      mbr: mbr.partitions,
      verdicts: [hybrid(mbr.partitions), ...verdicts, ...judged],
    };
  }
  if (good) {
    verdicts.push(...judgeGpt(good, good === primary, medium));
    if (!isSeenAsProtective(bootSector)) verdicts.push(pmbrMissing(kind === 'protective'));
    if (other) verdicts.push(otherSectorSize(other, sectorBytes, true));
    return { ...common, kind: 'gpt', gpt: good.table, verdicts };
  }
  if (other && !trace)
    return { ...common, kind: 'damaged', verdicts: [otherSectorSize(other, sectorBytes, false)] };
  if (trace) return { ...common, kind: 'damaged', verdicts };
  if (kind === 'protective') return { ...common, kind: 'damaged', verdicts: [gptGone()] };
  if (kind === 'garbage') return { ...common, kind: 'damaged', verdicts: [mbrInvalid()] };
  return { ...common, kind: kind === 'empty' ? 'mbr' : 'none', verdicts };
}

function mediumOf(reader: ByteReader, sectorBytes: number, options: ReadTableOptions): TableMedium {
  const { headOnly = false, diskSizeBytes = headOnly ? null : reader.sizeBytes } = options;
  const lastLba = diskSizeBytes === null ? null : Math.floor(diskSizeBytes / sectorBytes) - 1;
  return { reader, sectorBytes, sizeBytes: diskSizeBytes, lastLba };
}

/** `length` bytes, zeros where the reader ends before. */
async function readUpTo(reader: ByteReader, offset: number, length: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(length);
  const there = Math.min(length, reader.sizeBytes - offset);
  if (offset >= 0 && there > 0) bytes.set(await reader.read(offset, there));
  return bytes;
}

/** The other sector size when a GPT signature stands where a disk of that size has its copies; null otherwise. */
async function findOtherSectorSize({
  reader,
  sectorBytes,
  sizeBytes,
}: TableMedium): Promise<512 | 4096 | null> {
  const other = sectorBytes === 512 ? 4096 : 512;
  const places = [other];
  if (sizeBytes !== null) places.push((Math.floor(sizeBytes / other) - 1) * other);
  for (const place of places) {
    if (hasSignature(await readUpTo(reader, place, 8))) return other;
  }
  return null;
}

function judgeGpt(copy: GptCopy, isPrimary: boolean, { sectorBytes, lastLba }: TableMedium): Verdict[] {
  const found = judgeTable(copy, sectorBytes, lastLba);
  if (isPrimary && copy.entriesLba !== 2) {
    const text = `the primary GPT's array stands at LBA ${copy.entriesLba}, not at LBA 2`;
    found.push(verdict('ENTRIES_ELSEWHERE', 'note', `${text}; the next commit moves it`));
  }
  return found;
}

/** An MBR's primary and logical partitions with what is wrong with them. */
async function readMbr(
  medium: TableMedium,
  sector: Uint8Array,
): Promise<{ readonly partitions: readonly MbrPartition[]; readonly verdicts: readonly Verdict[] }> {
  const primaries = parseRecords(sector);
  const logicals = await readLogicals(medium, primaries);
  const partitions = [...primaries, ...logicals.partitions];
  const extended = new Set(primaries.filter(isExtended).map(({ number }) => number));
  const broken = logicals.broken.map((text) => verdict('MBR_INVALID', 'refuse', text));
  return { partitions, verdicts: [...broken, ...judgeMbr(partitions, extended, medium.lastLba)] };
}

function staleGpt(partitions: number): Verdict {
  const text = `sector 0 is an MBR with ${partitions} partitions, and a GPT stands beside it`;
  return verdict(
    'MBR_WITH_STALE_GPT',
    'refuse',
    `${text}; remove the one that is stale (\`gdisk\`, or \`wipefs\`)`,
  );
}

function hybrid(mbr: readonly MbrPartition[]): Verdict {
  const text = `sector 0 is a hybrid MBR with ${mbr.length} records beside the GPT`;
  return verdict(
    'PMBR_HYBRID',
    'refuse',
    `${text}; make it protective (\`gdisk\`, x, n) before anything is kept`,
  );
}

function pmbrMissing(isElsewhere: boolean): Verdict {
  const what = isElsewhere ? 'does not start at LBA 1' : 'is missing';
  return verdict(
    'PMBR_MISSING',
    'repair',
    `the protective MBR ${what}; Linux shows no partitions until the next commit`,
  );
}

function otherSectorSize(other: number, sectorBytes: number, isStale: boolean): Verdict {
  const text = `a GPT for ${other}-byte sectors stands on a disk with ${sectorBytes}-byte sectors`;
  if (isStale) return verdict('OTHER_SECTOR_SIZE', 'note', `${text}; it is stale beside the valid one`);
  return verdict(
    'OTHER_SECTOR_SIZE',
    'refuse',
    `${text}; give the disk its old sector size or keep nothing on it`,
  );
}

function gptGone(): Verdict {
  const text = 'a protective MBR says that this disk has a GPT, and neither copy is there';
  return verdict(
    'BOTH_COPIES_BAD',
    'refuse',
    `${text}; restore it (\`bmv recover\`) or keep nothing on this disk`,
  );
}

function mbrInvalid(): Verdict {
  const text = 'sector 0 ends in 0x55AA and its records are no partition table';
  return verdict('MBR_INVALID', 'refuse', `${text}; clear it (\`wipefs\`) if nothing on this disk is needed`);
}
