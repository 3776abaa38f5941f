import { crc32 } from 'node:zlib';

/**
 * A GPT reader that follows Linux's rules and shares no code with the product. Source:
 * block/partitions/efi.c (is_pmbr_valid, is_gpt_valid, find_valid_gpt, is_pte_valid), without the `gpt`
 * kernel parameter (force_gpt).
 */
export interface LinuxPartition {
  readonly number: number;
  readonly firstLba: number;
  readonly lastLba: number;
  readonly typeGuid: string;
  readonly guid: string;
  readonly attributes: bigint;
  readonly name: string;
}

export interface SyncReader {
  readonly sizeBytes: number;
  read(offset: number, length: number): Buffer;
}

interface Found {
  readonly alternate: bigint;
  readonly entries: Buffer;
  readonly count: number;
}

/** Limit of partitions that a disk with extended device numbers has, less the disk itself. */
const MAX_PARTITIONS = 255;

/** What the kernel would show; null when it would show no GPT at all. */
export function linuxPartitions(reader: SyncReader, sectorBytes: number): LinuxPartition[] | null {
  if (reader.sizeBytes < 2 * sectorBytes) return null;
  const lastLba = BigInt(Math.floor(reader.sizeBytes / sectorBytes) - 1);
  if (!hasProtectiveMbr(reader.read(0, 512))) return null;
  // A good alternate is only ever compared with a good primary: without one, nothing is shown.
  const table = validGpt(reader, sectorBytes, 1n, lastLba);
  if (!table) return null;
  const partitions: LinuxPartition[] = [];
  for (let index = 0; index < table.count && index < MAX_PARTITIONS; index += 1) {
    const entry = table.entries.subarray(index * 128, (index + 1) * 128);
    const [first, last] = [entry.readBigUInt64LE(32), entry.readBigUInt64LE(40)];
    if (entry.subarray(0, 16).every((byte) => byte === 0) || first > lastLba || last > lastLba) continue;
    if (last < first) continue;
    partitions.push({
      number: index + 1,
      firstLba: Number(first),
      lastLba: Number(last),
      typeGuid: guidText(entry, 0),
      guid: guidText(entry, 16),
      attributes: entry.readBigUInt64LE(48),
      name: entry.subarray(56, 128).toString('utf16le').split('\0')[0] ?? '',
    });
  }
  return partitions;
}

function hasProtectiveMbr(sector: Buffer): boolean {
  if (sector.readUInt16LE(510) !== 0xaa55) return false;
  return [446, 462, 478, 494].some((at) => sector[at + 4] === 0xee && sector.readUInt32LE(at + 8) === 1);
}

function validGpt(reader: SyncReader, sectorBytes: number, lba: bigint, lastLba: bigint): Found | null {
  const header = reader.read(Number(lba) * sectorBytes, sectorBytes);
  if (header.toString('latin1', 0, 8) !== 'EFI PART') return null;
  const size = header.readUInt32LE(12);
  if (size > sectorBytes || size < 92) return null;
  const copy = Buffer.from(header.subarray(0, size));
  copy.fill(0, 16, 20);
  if (crc32(copy) !== header.readUInt32LE(16)) return null;
  if (header.readBigUInt64LE(24) !== lba) return null;
  const [firstUsable, lastUsable] = [header.readBigUInt64LE(40), header.readBigUInt64LE(48)];
  if (firstUsable > lastLba || lastUsable > lastLba || lastUsable < firstUsable) return null;
  if (header.readUInt32LE(84) !== 128) return null;
  const count = header.readUInt32LE(80);
  const start = Number(header.readBigUInt64LE(72)) * sectorBytes;
  if (count === 0 || count * 128 > 4 * 1024 * 1024 || start + count * 128 > reader.sizeBytes) return null;
  const entries = reader.read(start, count * 128);
  if (crc32(entries) !== header.readUInt32LE(88)) return null;
  return { alternate: header.readBigUInt64LE(32), entries, count };
}

function guidText(bytes: Buffer, at: number): string {
  const [a, b, c] = [bytes.readUInt32LE(at), bytes.readUInt16LE(at + 4), bytes.readUInt16LE(at + 6)];
  const tail = bytes.toString('hex', at + 8, at + 16);
  const hex = (value: number, digits: number) => value.toString(16).padStart(digits, '0');
  return `${hex(a, 8)}-${hex(b, 4)}-${hex(c, 4)}-${tail.slice(0, 4)}-${tail.slice(4)}`;
}
