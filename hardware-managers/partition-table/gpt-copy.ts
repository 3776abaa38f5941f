import { crc32 } from 'node:zlib';
import { parseEntry } from './gpt-entry.ts';
import { encodeHeader, type GptHeader, hasSignature, parseHeader } from './gpt-header.ts';
import type { ByteReader, GptCopy, GptEntry, GptTable } from './types.ts';

/** A disk or an image, of which a reader may have only the first bytes. */
export interface TableMedium {
  readonly reader: ByteReader;
  readonly sectorBytes: number;
  /** Of the whole medium; null when it is not known. */
  readonly sizeBytes: number | null;
  /** Null when the size is not known. */
  readonly lastLba: number | null;
}

/**
 * One copy of a GPT: good, or what is wrong with it. `missing`: no signature; `unread`: the reader does not
 * reach it; `header`: a signature, and a header that fails its checks; `entries`: a good header, and an array
 * that fails its own.
 */
export type CopyReading =
  | { readonly state: 'good'; readonly copy: GptCopy }
  | { readonly state: 'missing' | 'unread' }
  | { readonly state: 'header'; readonly why: string }
  | { readonly state: 'entries'; readonly why: string; readonly alternateLba: number };

/** Reads the copy whose header is at `headerLba`. Never throws for what stands there. */
export async function readCopy(medium: TableMedium, headerLba: number): Promise<CopyReading> {
  const { reader, sectorBytes, lastLba } = medium;
  if (headerLba < 1 || (lastLba !== null && headerLba > lastLba)) return { state: 'missing' };
  if ((headerLba + 1) * sectorBytes > reader.sizeBytes) return { state: 'unread' };
  const sector = await reader.read(headerLba * sectorBytes, sectorBytes);
  if (!hasSignature(sector)) return { state: 'missing' };
  const header = parseHeader(sector);
  if (typeof header === 'string') return { state: 'header', why: header };

  const array = await readArray(medium, header);
  if (typeof array === 'string') return { state: 'entries', why: array, alternateLba: header.alternateLba };
  const { entriesCrc, headerLba: named, alternateLba, entriesLba, ...fields } = header;
  const table: GptTable = { ...fields, entries: parseArray(array, header) };
  return { state: 'good', copy: { table, headerLba: named, entriesLba, alternateLba } };
}

/** The array's bytes when their checksum is right; else one clause that says what is wrong. */
async function readArray(medium: TableMedium, header: GptHeader): Promise<Uint8Array | string> {
  const { reader, sectorBytes, sizeBytes } = medium;
  const { entriesLba, entryCount, entrySize, entriesCrc } = header;
  const [offset, length] = [entriesLba * sectorBytes, entryCount * entrySize];
  if (entriesLba < 2 || (sizeBytes !== null && offset + length > sizeBytes)) {
    return `its array at LBA ${entriesLba} lies outside the disk`;
  }
  if (offset + length > reader.sizeBytes) {
    return `its array at LBA ${entriesLba} ends beyond the first ${reader.sizeBytes} bytes, which is all that was read`;
  }
  const array = await reader.read(offset, length);
  return crc32(array) === entriesCrc ? array : `the checksum of its array at LBA ${entriesLba} is wrong`;
}

function parseArray(array: Uint8Array, { entryCount, entrySize }: GptHeader): GptEntry[] {
  const entries: GptEntry[] = [];
  for (let slot = 0; slot < entryCount; slot += 1) {
    const entry = parseEntry(array.subarray(slot * entrySize, (slot + 1) * entrySize), slot + 1);
    if (entry) entries.push(entry);
  }
  return entries;
}

/** The array's bytes, `entryCount` slots of `entrySize`. */
export function encodeArray(table: GptTable): Uint8Array {
  const array = new Uint8Array(table.entryCount * table.entrySize);
  for (const { number, raw } of table.entries) array.set(raw, (number - 1) * table.entrySize);
  return array;
}

/** One sector with the header of this copy. */
export function encodeCopyHeader(copy: GptCopy, sectorBytes: number): Uint8Array {
  const { table, ...places } = copy;
  const { entries, ...fields } = table;
  return encodeHeader({ ...fields, ...places, entriesCrc: crc32(encodeArray(table)) }, sectorBytes);
}
