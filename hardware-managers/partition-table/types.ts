/** One used entry of a GPT. `raw` is the truth; the other fields are read from it. */
export interface GptEntry {
  /** 1-based slot. */
  readonly number: number;
  /** The entry's bytes as on the disk, `entrySize` of them. */
  readonly raw: Uint8Array;
  /** Lower-case GUIDs, as `sgdisk` and `blkid` print them (but for case). */
  readonly typeGuid: string;
  readonly guid: string;
  readonly firstLba: number;
  /** Inclusive. */
  readonly lastLba: number;
  readonly attributes: bigint;
  /** The name up to the first NUL; what follows it survives in `raw`. */
  readonly name: string;
}

/** A GPT, whichever copy it was read from. LBAs are in the disk's logical sectors. */
export interface GptTable {
  readonly diskGuid: string;
  readonly entrySize: number;
  readonly entryCount: number;
  readonly firstUsableLba: number;
  readonly lastUsableLba: number;
  /** Used entries by number. */
  readonly entries: readonly GptEntry[];
}

/** What is wrong (or odd) with a table; the text for people is in the verdict itself. */
export type VerdictCode =
  | 'PMBR_MISSING'
  | 'PMBR_HYBRID'
  | 'PRIMARY_HEADER_BAD'
  | 'PRIMARY_ENTRIES_BAD'
  | 'PRIMARY_MISSING'
  | 'BACKUP_HEADER_BAD'
  | 'BACKUP_ENTRIES_BAD'
  | 'BACKUP_MISSING'
  | 'BACKUP_NOT_AT_END'
  | 'BACKUP_STALE_AT_END'
  | 'HEADER_MISPLACED'
  | 'USABLE_RANGE_BAD'
  | 'COPIES_DIFFER'
  | 'BOTH_COPIES_BAD'
  | 'BEYOND_DISK_END'
  | 'ENTRY_INVALID'
  | 'ENTRIES_OVERLAP'
  | 'DUPLICATE_GUID'
  | 'ENTRIES_ELSEWHERE'
  | 'OTHER_SECTOR_SIZE'
  | 'MBR_WITH_STALE_GPT'
  | 'MBR_INVALID';

/**
 * - `note`: worth showing, nothing to do;
 * - `repair`: one copy is wrong, the next commit writes it anew;
 * - `refuse`: nothing may be kept on this disk until an operator has decided.
 */
export type VerdictSeverity = 'note' | 'repair' | 'refuse';

export interface Verdict {
  readonly code: VerdictCode;
  readonly severity: VerdictSeverity;
  /** One line: what, where (LBA), and what to do. */
  readonly message: string;
}

export interface MbrPartition {
  /** 1-4 primaries, 5 and up logicals. */
  readonly number: number;
  readonly type: number;
  readonly active: boolean;
  readonly firstLba: number;
  readonly sectors: number;
}

/** One GPT copy whose checksums are right, with the places it names. */
export interface GptCopy {
  readonly table: GptTable;
  /** Where the header says that it stands; Linux reads no header that stands elsewhere. */
  readonly headerLba: number;
  readonly entriesLba: number;
  readonly alternateLba: number;
}

/**
 * What stands on the disk. `kind` is `none` only when no copy of any table shows a trace:
 *
 * - `gpt`: `gpt` is the table to go by;
 * - `mbr`, `hybrid`: `mbr` lists its partitions (`gpt` too when hybrid);
 * - `damaged`: there is or was a table, and no copy of it can be trusted.
 */
export interface TableReading {
  readonly kind: 'none' | 'gpt' | 'mbr' | 'hybrid' | 'damaged';
  readonly gpt: GptTable | null;
  readonly mbr: readonly MbrPartition[];
  readonly verdicts: readonly Verdict[];
  readonly primary: GptCopy | null;
  readonly backup: GptCopy | null;
  /** Sector 0 as read. */
  readonly bootSector: Uint8Array;
}

/** Reads bytes; a disk, a disk image's head, a buffer. */
export interface ByteReader {
  readonly sizeBytes: number;
  read(offset: number, length: number): Promise<Uint8Array>;
}

/** One step of writing a table. A `barrier` is a flush: everything before it is on media before anything after. */
export type TableOp =
  | { readonly op: 'write'; readonly offset: number; readonly bytes: Uint8Array; readonly what: string }
  | { readonly op: 'barrier' };

/** Bytes of the disk. */
export interface ByteRange {
  readonly offset: number;
  readonly length: number;
}

/** A table to put on a disk. */
export interface TableCommit {
  /** What stands on the disk now. */
  readonly current: TableReading;
  /** Its usable LBAs are computed anew, but for a later first one. */
  readonly table: GptTable;
  readonly sizeBytes: number;
  readonly sectorBytes: number;
  /**
   * At least 440 bytes of boot code for sector 0, or what to do with those that are there. A whole sector
   * brings its disk signature and active flag along.
   */
  readonly bootCode: Uint8Array | 'keep' | 'clear';
  /** Bytes that must not be touched, whatever lies there: kept extents. */
  readonly occupied: readonly ByteRange[];
}

export interface TableCommitPlan {
  readonly ops: readonly TableOp[];
  /** True when a power cut after any sector leaves the old or the new table for a reader with Linux's rules. */
  readonly crashSafe: boolean;
  /** Why not; empty when it is. */
  readonly why: string;
}
