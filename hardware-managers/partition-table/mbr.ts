import type { MbrPartition } from './types.ts';

/** Offsets and sizes within sector 0 (UEFI 2.10, tables 5.1 and 5.2). */
const CODE_BYTES = 440;
const RECORDS = 446;
const RECORD_BYTES = 16;
const SLOTS = [0, 1, 2, 3] as const;
const MBR_BYTES = 512;

const PROTECTIVE = 0xee;
const ACTIVE = 0x80;
const EXTENDED_TYPES: ReadonlySet<number> = new Set([0x05, 0x0f, 0x85]);

/** Where FAT, exFAT and NTFS put their names into a volume's boot sector. */
const VOLUME_NAMES = [
  { at: 3, name: 'NTFS    ' },
  { at: 3, name: 'EXFAT   ' },
  { at: 54, name: 'FAT' },
  { at: 82, name: 'FAT' },
] as const;

/**
 * What sector 0 is: `absent` without 0x55AA; `protective`, a lone 0xEE; `hybrid`, 0xEE and other partitions;
 * `partitions`, a real MBR; `empty`, an MBR that lists nothing; `volume`, a filesystem's own boot sector;
 * `garbage`, 0x55AA behind bytes that are no table.
 */
type BootSectorKind = 'absent' | 'protective' | 'hybrid' | 'partitions' | 'empty' | 'volume' | 'garbage';

export function isExtended({ type }: MbrPartition): boolean {
  return EXTENDED_TYPES.has(type);
}

export function hasBootSignature(sector: Uint8Array): boolean {
  return sector[510] === 0x55 && sector[511] === 0xaa;
}

/** The records in use, numbered by slot. As in Linux, a record is in use when it has a length. */
export function parseRecords(sector: Uint8Array): MbrPartition[] {
  if (!hasBootSignature(sector)) return [];
  const view = new DataView(sector.buffer, sector.byteOffset, sector.byteLength);
  return SLOTS.flatMap((slot) => {
    const at = RECORDS + slot * RECORD_BYTES;
    const sectors = view.getUint32(at + 12, true);
    if (sectors === 0) return [];
    const active = view.getUint8(at) === ACTIVE;
    return [
      {
        number: slot + 1,
        type: view.getUint8(at + 4),
        active,
        firstLba: view.getUint32(at + 8, true),
        sectors,
      },
    ];
  });
}

export function classifyBootSector(sector: Uint8Array): BootSectorKind {
  if (!hasBootSignature(sector)) return 'absent';
  const used = parseRecords(sector);
  const listed = used.filter(({ type }) => type !== PROTECTIVE && type !== 0);
  // As in Linux, 0xEE is believed whatever the other bytes of its record are.
  if (used.some(({ type }) => type === PROTECTIVE)) return listed.length > 0 ? 'hybrid' : 'protective';

  const statuses = SLOTS.map((slot) => sector[RECORDS + slot * RECORD_BYTES]);
  const isTable = statuses.every((status) => status === 0 || status === ACTIVE);
  const isVolume = VOLUME_NAMES.some(
    ({ at, name }) => Buffer.from(sector).toString('latin1', at, at + name.length) === name,
  );
  if (isTable && used.length > 0 && !(isVolume && used.some(({ firstLba }) => firstLba === 0)))
    return 'partitions';
  if (isVolume) return 'volume';
  return isTable ? 'empty' : 'garbage';
}

/** Linux's rule (block/partitions/efi.c, is_pmbr_valid): a 0xEE record, in any slot, that starts at LBA 1. */
export function isSeenAsProtective(sector: Uint8Array): boolean {
  return protectiveRecord(sector)?.firstLba === 1;
}

/** The disk's last LBA when the protective MBR was written; null without one, or where 32 bits did not hold it. */
export function announcedLastLba(sector: Uint8Array): number | null {
  const record = protectiveRecord(sector);
  return record?.firstLba === 1 && record.sectors !== 0xffffffff ? record.sectors : null;
}

function protectiveRecord(sector: Uint8Array): MbrPartition | null {
  const found = parseRecords(sector).filter(({ type }) => type === PROTECTIVE);
  return found.find(({ firstLba }) => firstLba === 1) ?? found[0] ?? null;
}

/**
 * Sector 0 for a disk with a GPT: one 0xEE record from LBA 1 to the end, or to 2^32.
 *
 * `code` is at least 440 bytes of boot code. When it is a whole MBR, its disk signature (bytes 440-445), its
 * active flag (some BIOSes boot nothing without one) and what follows byte 512 come along; otherwise those
 * of `old` stay.
 */
export function protectiveSector(
  code: Uint8Array,
  old: Uint8Array,
  lastLba: number,
  sectorBytes: number,
): Uint8Array {
  const donor = code.byteLength >= MBR_BYTES ? code : old;
  const sector = Buffer.alloc(sectorBytes);
  sector.set(donor.subarray(MBR_BYTES, sectorBytes), MBR_BYTES);
  // With 4096-byte sectors a GPT for 512-byte sectors would survive here.
  if (sector.toString('latin1', MBR_BYTES, MBR_BYTES + 8) === 'EFI PART') sector.fill(0, MBR_BYTES);
  sector.set(code.subarray(0, CODE_BYTES));
  sector.set(donor.subarray(CODE_BYTES, RECORDS), CODE_BYTES);
  // CHS fields as UEFI 2.10, table 5.4: from 0/0/2 to the largest.
  const status = protectiveRecord(donor)?.active ? ACTIVE : 0;
  sector.set([status, 0x00, 0x02, 0x00, PROTECTIVE, 0xff, 0xff, 0xff], RECORDS);
  sector.writeUInt32LE(1, RECORDS + 8);
  sector.writeUInt32LE(Math.min(lastLba, 0xffffffff), RECORDS + 12);
  sector.set([0x55, 0xaa], 510);
  return sector;
}
