import { crc32 } from 'node:zlib';
import { guidFromBytes, guidToBytes } from './guid.ts';

const SIGNATURE = Buffer.from('EFI PART');
const HEADER_MIN_BYTES = 92;
const REVISION_1_0 = 0x00010000;
const MIN_ENTRY_SIZE = 128;
const MAX_ENTRY_SIZE = 4096;

/** An array larger than this is taken for damage, not read. Linux's limit is the same (KMALLOC_MAX_SIZE). */
const MAX_ARRAY_BYTES = 4 * 1024 * 1024;

/** Offsets within a header (UEFI 2.10, table 5.5). */
const AT = {
  revision: 8,
  headerSize: 12,
  headerCrc: 16,
  headerLba: 24,
  alternateLba: 32,
  firstUsable: 40,
  lastUsable: 48,
  diskGuid: 56,
  entriesLba: 72,
  entryCount: 80,
  entrySize: 84,
  entriesCrc: 88,
} as const;

/** The fields of a GPT header. LBAs above 2^53 are read as `Number.MAX_SAFE_INTEGER`, which no disk reaches. */
export interface GptHeader {
  readonly headerLba: number;
  readonly alternateLba: number;
  readonly firstUsableLba: number;
  readonly lastUsableLba: number;
  readonly diskGuid: string;
  readonly entriesLba: number;
  readonly entryCount: number;
  readonly entrySize: number;
  readonly entriesCrc: number;
}

export function hasSignature(sector: Uint8Array): boolean {
  return SIGNATURE.equals(sector.subarray(0, SIGNATURE.byteLength));
}

/**
 * The fields of a header whose checksum is right, or one clause that says why it is none. Reserved bytes, a
 * size above 92 and the place that the header names are not judged here.
 */
export function parseHeader(sector: Uint8Array): GptHeader | string {
  const bytes = Buffer.from(sector);
  const size = bytes.readUInt32LE(AT.headerSize);
  if (size < HEADER_MIN_BYTES || size > bytes.byteLength) return `its header claims ${size} bytes`;
  const expected = bytes.readUInt32LE(AT.headerCrc);
  bytes.writeUInt32LE(0, AT.headerCrc);
  if (crc32(bytes.subarray(0, size)) !== expected) return 'the checksum of its header is wrong';

  const entryCount = bytes.readUInt32LE(AT.entryCount);
  const entrySize = bytes.readUInt32LE(AT.entrySize);
  if (entrySize < MIN_ENTRY_SIZE || entrySize > MAX_ENTRY_SIZE || entrySize % MIN_ENTRY_SIZE !== 0) {
    return `its entries have ${entrySize} bytes`;
  }
  if (entryCount < 1 || entryCount * entrySize > MAX_ARRAY_BYTES)
    return `its array has ${entryCount} entries`;
  return {
    headerLba: readLba(bytes, AT.headerLba),
    alternateLba: readLba(bytes, AT.alternateLba),
    firstUsableLba: readLba(bytes, AT.firstUsable),
    lastUsableLba: readLba(bytes, AT.lastUsable),
    diskGuid: guidFromBytes(bytes.subarray(AT.diskGuid, AT.diskGuid + 16)),
    entriesLba: readLba(bytes, AT.entriesLba),
    entryCount,
    entrySize,
    entriesCrc: bytes.readUInt32LE(AT.entriesCrc),
  };
}

/** One sector with this header, 92 bytes of it used. */
export function encodeHeader(header: GptHeader, sectorBytes: number): Uint8Array {
  const sector = Buffer.alloc(sectorBytes);
  SIGNATURE.copy(sector);
  sector.writeUInt32LE(REVISION_1_0, AT.revision);
  sector.writeUInt32LE(HEADER_MIN_BYTES, AT.headerSize);
  sector.writeBigUInt64LE(BigInt(header.headerLba), AT.headerLba);
  sector.writeBigUInt64LE(BigInt(header.alternateLba), AT.alternateLba);
  sector.writeBigUInt64LE(BigInt(header.firstUsableLba), AT.firstUsable);
  sector.writeBigUInt64LE(BigInt(header.lastUsableLba), AT.lastUsable);
  sector.set(guidToBytes(header.diskGuid), AT.diskGuid);
  sector.writeBigUInt64LE(BigInt(header.entriesLba), AT.entriesLba);
  sector.writeUInt32LE(header.entryCount, AT.entryCount);
  sector.writeUInt32LE(header.entrySize, AT.entrySize);
  sector.writeUInt32LE(header.entriesCrc, AT.entriesCrc);
  sector.writeUInt32LE(crc32(sector.subarray(0, HEADER_MIN_BYTES)), AT.headerCrc);
  return sector;
}

function readLba(bytes: Buffer, offset: number): number {
  const value = bytes.readBigUInt64LE(offset);
  return value > BigInt(Number.MAX_SAFE_INTEGER) ? Number.MAX_SAFE_INTEGER : Number(value);
}
