/** Where a GPT's parts lie on a disk. LBAs in logical sectors, extents in bytes. UEFI 2.10, section 5.3. */
export interface TableGeometry {
  readonly entriesSectors: number;
  readonly entriesLba: number;
  /** Right behind the array: where the next array is written before the header points to it. */
  readonly spareEntriesLba: number;
  readonly firstUsableLba: number;
  readonly lastUsableLba: number;
  readonly lastLba: number;
  readonly backupEntriesLba: number;
  /** Protective MBR, header, array and spare array. */
  readonly head: { readonly offset: number; readonly length: number };
  /** Backup array and header. */
  readonly tail: { readonly offset: number; readonly length: number };
}

/** UEFI reserves at least this many bytes for the array, however few its entries are. */
const MIN_ARRAY_BYTES = 16384;

/** Never throws: a disk that is too small has its last usable LBA before its first. */
export function tableGeometry(
  disk: { readonly sizeBytes: number; readonly sectorBytes: number },
  entryCount = 128,
  entrySize = 128,
): TableGeometry {
  const { sizeBytes, sectorBytes } = disk;
  const entriesSectors = Math.ceil(Math.max(MIN_ARRAY_BYTES, entryCount * entrySize) / sectorBytes);
  const lastLba = Math.floor(sizeBytes / sectorBytes) - 1;
  const spareEntriesLba = 2 + entriesSectors;
  const backupEntriesLba = lastLba - entriesSectors;
  return {
    entriesSectors,
    entriesLba: 2,
    spareEntriesLba,
    firstUsableLba: 2 + entriesSectors,
    lastUsableLba: backupEntriesLba - 1,
    lastLba,
    backupEntriesLba,
    head: { offset: 0, length: (spareEntriesLba + entriesSectors) * sectorBytes },
    tail: { offset: backupEntriesLba * sectorBytes, length: (entriesSectors + 1) * sectorBytes },
  };
}
