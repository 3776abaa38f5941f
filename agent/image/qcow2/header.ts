import { BmvError } from '../../../proto/error.ts';
import { damaged, unsupported } from './refusals.ts';

/** Bytes of the file that are read as its header; every cluster is at least as long. */
export const HEADER_BYTES = 512;

/** What qemu allows an L1 table at most, bytes. */
const MAX_L1_BYTES = 32 * 1024 * 1024;
const CLUSTER_BITS = { min: 9, max: 21 } as const;
/** An extended L2 entry divides its cluster in 32, none smaller than a sector. */
const EXTENDED_MIN_BITS = 14;
const L1_ENTRY = 8;

/** By bit of `incompatible_features`. */
const DIRTY = 1n;
const CORRUPT = 2n;
const EXTERNAL_DATA = 4n;
const COMPRESSION_TYPE = 8n;
const EXTENDED_L2 = 16n;
const KNOWN = DIRTY | CORRUPT | EXTERNAL_DATA | COMPRESSION_TYPE | EXTENDED_L2;

/** What of a header matters for reading. Sizes and offsets are bytes. */
export interface Qcow2Header {
  readonly version: 2 | 3;
  readonly clusterBits: number;
  readonly clusterBytes: number;
  /** Of the guest's disk. */
  readonly sizeBytes: number;
  readonly l1Offset: number;
  /** Of the L1 table, as far as the guest's disk needs it. */
  readonly l1Entries: number;
  readonly hasSubclusters: boolean;
  /** Of an L2 entry. */
  readonly entryBytes: 8 | 16;
  /** Of an L2 table, which is one cluster. */
  readonly l2Entries: number;
  readonly compression: 'zlib' | 'zstd';
}

function versionOf(bytes: Buffer, name: string): 2 | 3 {
  const version = bytes.readUInt32BE(4);
  if (version === 2 || version === 3) return version;
  throw unsupported(name, `is a qcow image of version ${version}, not 2 or 3`);
}

/** Refuses what stands for other files, keys or damage. */
function checkFeatures(bytes: Buffer, features: bigint, name: string): void {
  if (bytes.readBigUInt64BE(8) !== 0n)
    throw unsupported(name, 'has a backing file, without which it is only a part of an image');
  if ((features & EXTERNAL_DATA) !== 0n) throw unsupported(name, 'keeps its data in an external file');
  const method = bytes.readUInt32BE(32);
  if (method !== 0) throw unsupported(name, `is encrypted (method ${method})`);
  const repair = `repair it first (qemu-img check -r all ${name})`;
  if ((features & CORRUPT) !== 0n) throw unsupported(name, 'is marked as corrupt', repair);
  if ((features & DIRTY) !== 0n) throw unsupported(name, 'was not closed by who wrote it (dirty)', repair);
  const unknown = features & ~KNOWN;
  if (unknown !== 0n) throw unsupported(name, `has unknown incompatible features 0x${unknown.toString(16)}`);
}

function compressionOf(bytes: Buffer, features: bigint, length: number, name: string): 'zlib' | 'zstd' {
  const type = length > 104 ? bytes.readUInt8(104) : 0;
  if (type > 1) throw unsupported(name, `has unknown compression type ${type}`);
  if ((type !== 0) !== ((features & COMPRESSION_TYPE) !== 0n))
    throw damaged(name, `its compression type ${type} and its feature bits disagree`, 104);
  return type === 1 ? 'zstd' : 'zlib';
}

/** Safe integer of a 64-bit field; offsets and sizes beyond are no file's. */
function numberAt(bytes: Buffer, offset: number, what: string, name: string): number {
  const value = bytes.readBigUInt64BE(offset);
  if (value <= BigInt(Number.MAX_SAFE_INTEGER)) return Number(value);
  throw damaged(name, `${what} is ${value}`, offset);
}

function sizeOf(bytes: Buffer, name: string): number {
  const size = numberAt(bytes, 24, 'its virtual size', name);
  if (size === 0)
    throw new BmvError('IMAGE_EMPTY', `${name} is a qcow2 image of 0 bytes; get the image again`, {
      path: name,
    });
  if (size % 512 !== 0) throw damaged(name, `its virtual size ${size} is no number of whole sectors`, 24);
  return size;
}

function clusterBitsOf(bytes: Buffer, hasSubclusters: boolean, name: string): number {
  const bits = bytes.readUInt32BE(20);
  const min = hasSubclusters ? EXTENDED_MIN_BITS : CLUSTER_BITS.min;
  if (bits >= min && bits <= CLUSTER_BITS.max) return bits;
  throw damaged(name, `its clusters would be of 2^${bits} bytes`, 20);
}

interface L1Place {
  readonly l1Offset: number;
  readonly l1Entries: number;
}

function l1Of(bytes: Buffer, sizeBytes: number, bytesPerEntry: number, name: string): L1Place {
  const found = bytes.readUInt32BE(36);
  const l1Entries = Math.ceil(sizeBytes / bytesPerEntry);
  if (found < l1Entries)
    throw damaged(name, `its L1 table has ${found} entries, ${sizeBytes} bytes need ${l1Entries}`, 36);
  if (found * L1_ENTRY > MAX_L1_BYTES) throw damaged(name, `its L1 table has ${found} entries`, 36);
  return { l1Offset: numberAt(bytes, 40, 'the place of its L1 table', name), l1Entries };
}

/**
 * Reads the header, the first `HEADER_BYTES` of the file. Compatible and autoclear features, refcounts, snapshots
 * and bitmaps say nothing of the guest's bytes and are passed over. Throws `IMAGE_FORMAT_UNSUPPORTED`,
 * `IMAGE_CORRUPT`, `IMAGE_EMPTY`.
 */
export function parseHeader(head: Uint8Array, name: string): Qcow2Header {
  const bytes = Buffer.from(head.buffer, head.byteOffset, head.byteLength);
  const version = versionOf(bytes, name);
  const features = version === 3 ? bytes.readBigUInt64BE(72) : 0n;
  checkFeatures(bytes, features, name);
  const hasSubclusters = (features & EXTENDED_L2) !== 0n;
  const clusterBits = clusterBitsOf(bytes, hasSubclusters, name);
  const clusterBytes = 2 ** clusterBits;
  const length = version === 3 ? bytes.readUInt32BE(100) : 72;
  if (version === 3 && (length < 104 || length > clusterBytes))
    throw damaged(name, `its header would be of ${length} bytes`, 100);
  const compression = compressionOf(bytes, features, length, name);
  const sizeBytes = sizeOf(bytes, name);
  const entryBytes = hasSubclusters ? 16 : 8;
  const l2Entries = clusterBytes / entryBytes;
  const l1 = l1Of(bytes, sizeBytes, l2Entries * clusterBytes, name);
  if (l1.l1Offset === 0 || l1.l1Offset % clusterBytes !== 0)
    throw damaged(name, `its L1 table would be at ${l1.l1Offset}`, 40);
  return {
    version,
    clusterBits,
    clusterBytes,
    sizeBytes,
    ...l1,
    hasSubclusters,
    entryBytes,
    l2Entries,
    compression,
  };
}
