import { vfat } from './fat.ts';
import { ascii, type Probe, type ProbeReader, signature, text } from './probe.ts';

/** Number of the record in NTFS's master file table that describes the volume. */
const NTFS_VOLUME_RECORD = 3;
const NTFS_VOLUME_NAME = 0x60;

/** A size that NTFS writes as a count of units, or as the power of two when it is negative. */
function ntfsSize(value: number, unit: number): number {
  return value < 0 ? 2 ** -value : value * unit;
}

async function ntfsLabel(reader: ProbeReader, boot: Buffer): Promise<string> {
  const sectorBytes = boot.readUInt16LE(11);
  const perCluster = boot.readUInt8(13);
  const clusterBytes = sectorBytes * (perCluster <= 128 ? perCluster : 2 ** (256 - perCluster));
  const recordBytes = ntfsSize(boot.readInt8(64), clusterBytes);
  const tableOffset = Number(boot.readBigUInt64LE(48)) * clusterBytes;
  if (recordBytes < 512 || recordBytes > 65536) return '';
  const record = await reader.read(tableOffset + NTFS_VOLUME_RECORD * recordBytes, recordBytes);
  if (record?.toString('latin1', 0, 4) !== 'FILE') return '';
  for (let at = record.readUInt16LE(20); at + 24 <= record.byteLength; ) {
    const [type, length] = [record.readUInt32LE(at), record.readUInt32LE(at + 4)];
    if (type === NTFS_VOLUME_NAME) {
      const value = at + record.readUInt16LE(at + 20);
      return text(record.subarray(value, value + record.readUInt32LE(at + 16)), 'utf16le');
    }
    // The end mark, or damage that would loop for ever.
    if (type === 0xffffffff || length === 0) return '';
    at += length;
  }
  return '';
}

/** NTFS: boot sector at 0 (linux-ntfs documentation, $Boot and $Volume). */
const ntfs: Probe = {
  magics: [{ offset: 3, bytes: ascii('NTFS    ') }],
  read: async (reader) => {
    const boot = await reader.read(0, 512);
    if (!boot) return null;
    const serial = boot.readBigUInt64LE(72).toString(16).padStart(16, '0').toUpperCase();
    return signature('ntfs', await ntfsLabel(reader, boot), serial);
  },
};

/** A date of 16 digits as blkid makes a UUID of it; empty when it was not recorded. */
function isoDate(digits: string): string {
  if (!/^\d{16}$/.test(digits) || /^0+$/.test(digits)) return '';
  return (digits.match(/^\d{4}|\d\d/g) ?? []).join('-');
}

const ISO_SECTOR = 2048;
const ISO_FIRST_DESCRIPTOR = 16 * ISO_SECTOR;
const ISO_MAX_DESCRIPTORS = 16;
const ISO_SUPPLEMENTARY = 2;
const ISO_END = 255;

/** The Joliet extension's volume name (UCS-2, at most 16 units); empty without one. */
async function jolietName(reader: ProbeReader): Promise<string> {
  for (let index = 1; index < ISO_MAX_DESCRIPTORS; index += 1) {
    const block = await reader.read(ISO_FIRST_DESCRIPTOR + index * ISO_SECTOR, ISO_SECTOR);
    if (!block || block.readUInt8(0) === ISO_END) return '';
    const isJoliet = ['%/@', '%/C', '%/E'].includes(block.toString('latin1', 88, 91));
    if (block.readUInt8(0) !== ISO_SUPPLEMENTARY || !isJoliet) continue;
    return text(Buffer.from(block.subarray(40, 72)).swap16(), 'utf16le');
  }
  return '';
}

/** Joliet's name, continued by the primary one (32 capitals and underscores) where it is the same but cut short. */
function isoLabel(primary: string, joliet: string): string {
  if (joliet === '') return primary;
  const isCut =
    primary.length > joliet.length &&
    [...joliet].every((letter, at) => primary[at] === '_' || primary[at] === letter.toUpperCase());
  return joliet.length === 16 && isCut ? joliet + primary.slice(16) : joliet;
}

/** ISO 9660: primary volume descriptor at 32 KiB (ECMA-119, 8.4). */
const iso9660: Probe = {
  magics: [{ offset: ISO_FIRST_DESCRIPTOR + 1, bytes: ascii('CD001') }],
  read: async (reader) => {
    const block = await reader.read(ISO_FIRST_DESCRIPTOR, ISO_SECTOR);
    if (!block) return null;
    const [created, modified] = [block.toString('latin1', 813, 829), block.toString('latin1', 830, 846)];
    const label = isoLabel(text(block.subarray(40, 72)), await jolietName(reader));
    return signature('iso9660', label, isoDate(modified) || isoDate(created));
  },
};

export const FOREIGN_PROBES: readonly Probe[] = [vfat, ntfs, iso9660];
