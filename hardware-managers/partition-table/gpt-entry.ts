import { BmvError } from '../../proto/error.ts';
import { guidFromBytes, guidToBytes, ZERO_GUID } from './guid.ts';
import type { GptEntry, GptTable } from './types.ts';

/** Offsets within an entry (UEFI 2.10, table 5.6). */
const TYPE = 0;
const UNIQUE = 16;
const FIRST = 32;
const LAST = 40;
const ATTRIBUTES = 48;
const NAME = 56;
const NAME_BYTES = 72;

/** A u64 as a number; values above 2^53 become `Number.MAX_SAFE_INTEGER`, which no disk reaches. */
function readLba(view: DataView, offset: number): number {
  const value = view.getBigUint64(offset, true);
  return value > BigInt(Number.MAX_SAFE_INTEGER) ? Number.MAX_SAFE_INTEGER : Number(value);
}

function viewOf(raw: Uint8Array): DataView {
  return new DataView(raw.buffer, raw.byteOffset, raw.byteLength);
}

/** Reads one slot of the array; null when it is unused. `number` is 1-based. Keeps a copy of `raw`. */
export function parseEntry(raw: Uint8Array, number: number): GptEntry | null {
  const typeGuid = guidFromBytes(raw.subarray(TYPE, UNIQUE));
  if (typeGuid === ZERO_GUID) return null;
  const view = viewOf(raw);
  const name = Buffer.from(raw.subarray(NAME, NAME + NAME_BYTES)).toString('utf16le');
  const end = name.indexOf('\0');
  return {
    number,
    raw: Uint8Array.from(raw),
    typeGuid,
    guid: guidFromBytes(raw.subarray(UNIQUE, FIRST)),
    firstLba: readLba(view, FIRST),
    lastLba: readLba(view, LAST),
    attributes: view.getBigUint64(ATTRIBUTES, true),
    name: end < 0 ? name : name.slice(0, end),
  };
}

/** A new entry. `name` is cut at 36 UTF-16 units. */
export function makeEntry(
  fields: {
    readonly number: number;
    readonly typeGuid: string;
    readonly guid: string;
    readonly firstLba: number;
    readonly lastLba: number;
    readonly attributes?: bigint;
    readonly name: string;
  },
  entrySize = 128,
): GptEntry {
  const raw = new Uint8Array(entrySize);
  const view = viewOf(raw);
  raw.set(guidToBytes(fields.typeGuid), TYPE);
  raw.set(guidToBytes(fields.guid), UNIQUE);
  view.setBigUint64(FIRST, BigInt(fields.firstLba), true);
  view.setBigUint64(LAST, BigInt(fields.lastLba), true);
  view.setBigUint64(ATTRIBUTES, fields.attributes ?? 0n, true);
  raw.set(Buffer.from(fields.name.slice(0, NAME_BYTES / 2), 'utf16le'), NAME);
  return parsed(raw, fields.number);
}

/** The same entry with some fields changed; every other byte of `raw` survives. */
export function changeEntry(
  entry: GptEntry,
  change: {
    readonly number?: number;
    readonly typeGuid?: string;
    readonly guid?: string;
    readonly firstLba?: number;
    readonly lastLba?: number;
    readonly attributes?: bigint;
  },
): GptEntry {
  const raw = Uint8Array.from(entry.raw);
  const view = viewOf(raw);
  if (change.typeGuid !== undefined) raw.set(guidToBytes(change.typeGuid), TYPE);
  if (change.guid !== undefined) raw.set(guidToBytes(change.guid), UNIQUE);
  if (change.firstLba !== undefined) view.setBigUint64(FIRST, BigInt(change.firstLba), true);
  if (change.lastLba !== undefined) view.setBigUint64(LAST, BigInt(change.lastLba), true);
  if (change.attributes !== undefined) view.setBigUint64(ATTRIBUTES, change.attributes, true);
  return parsed(raw, change.number ?? entry.number);
}

/**
 * The same entry for a table of another entry size: padded with zeros, or less the zeros beyond that size.
 * Throws `TABLE_INVALID` when bytes that are not zero would be lost.
 */
export function padEntry(entry: GptEntry, entrySize: number): GptEntry {
  if (entry.raw.byteLength === entrySize) return entry;
  if (!isZero(entry.raw.subarray(entrySize))) {
    throw new BmvError(
      'TABLE_INVALID',
      `partition ${entry.number} has ${entry.raw.byteLength} bytes in the table and does not fit into ${entrySize}; ` +
        `write the table with entries of ${entry.raw.byteLength} bytes`,
    );
  }
  const raw = new Uint8Array(entrySize);
  raw.set(entry.raw.subarray(0, entrySize));
  return { ...entry, raw };
}

/** The bytes of the disk that the partition covers. */
export function entryExtent(
  entry: GptEntry,
  sectorBytes: number,
): { readonly offset: number; readonly length: number } {
  return { offset: entry.firstLba * sectorBytes, length: (entry.lastLba - entry.firstLba + 1) * sectorBytes };
}

/** Whether two tables list the same partitions: slot by slot, byte by byte, padding aside. */
export function sameArrays(a: GptTable, b: GptTable): boolean {
  return (
    a.entries.length === b.entries.length &&
    a.entries.every((entry, index) => {
      const other = b.entries[index];
      return other?.number === entry.number && sameRaw(entry.raw, other.raw);
    })
  );
}

function sameRaw(a: Uint8Array, b: Uint8Array): boolean {
  const [short, long] = a.byteLength <= b.byteLength ? [a, b] : [b, a];
  return (
    Buffer.from(short).equals(long.subarray(0, short.byteLength)) && isZero(long.subarray(short.byteLength))
  );
}

function isZero(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte === 0);
}

function parsed(raw: Uint8Array, number: number): GptEntry {
  const entry = parseEntry(raw, number);
  if (!entry) throw new TypeError('an entry of type zero is no partition');
  return entry;
}
