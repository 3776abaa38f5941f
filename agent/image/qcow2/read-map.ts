import { BmvError } from '../../../proto/error.ts';
import type { Extent } from '../../layout/extent.ts';
import { ascending } from './ascending.ts';
import { settleRuns } from './check-runs.ts';
import { GuestBitmap } from './guest-bitmap.ts';
import { HEADER_BYTES, parseHeader, type Qcow2Header } from './header.ts';
import { type HostReader, readExtents } from './host-reader.ts';
import { HostRuns, KIND, RUN_COST, WHOLE } from './host-runs.ts';
import { L2Table } from './l2-table.ts';
import { damaged, endsEarly } from './refusals.ts';
import { TableDigest } from './table-digest.ts';

/** Where in the file every byte of the guest's disk is. */
export interface Qcow2Map {
  readonly header: Qcow2Header;
  /** Sorted by their place in the file, disjoint. */
  readonly runs: HostRuns;
  readonly data: GuestBitmap;
  /** Of all tables, to compare with what streams by. */
  readonly digest: string;
}

export interface MapInput {
  readonly reader: HostReader;
  readonly name: string;
  /** Of the file; null when it is not known. */
  readonly fileBytes: number | null;
  /** Most memory in bytes that the map may take, with what is needed to make it. */
  readonly limitBytes: number;
}

const TWO_32 = 2 ** 32;
const L1_ENTRY = 8;
const L1_RESERVED_HIGH = 0x7f000000;
const L1_RESERVED_LOW = 0x1ff;
/** Memory for each L1 entry while the map is made: as read, as two numbers, and these sorted. */
const L1_COST = 40;

/** An L2 table in the file. */
interface Table extends Extent {
  /** The guest's cluster of its first entry. */
  readonly first: number;
}

/** Refuses an image of which too much would have to be remembered. */
export function mapTooLarge({ name, limitBytes }: Pick<MapInput, 'name' | 'limitBytes'>): BmvError {
  return new BmvError(
    'IMAGE_MAP_TOO_LARGE',
    `${name} is in too many pieces: where they are would take more than ${limitBytes} bytes of memory; ` +
      `put them together (qemu-img convert -O qcow2 -o cluster_size=2M ${name} image.qcow2)`,
    { path: name },
  );
}

async function readExactly(input: MapInput, offset: number, length: number, what: string): Promise<Buffer> {
  const { reader, name, fileBytes } = input;
  if (fileBytes !== null && offset + length > fileBytes) throw endsEarly(name, what, offset);
  const bytes = await reader.read(offset, length);
  if (bytes.byteLength < length) throw endsEarly(name, what, offset);
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** The L2 tables that the L1 table names, by their place in the file. */
function* tablesOf(l1: Buffer, header: Qcow2Header, { name, fileBytes }: MapInput): Generator<Table> {
  const { clusterBytes, l2Entries, l1Offset } = header;
  const offsets = new Float64Array(l1.byteLength / L1_ENTRY);
  const indexes = new Uint32Array(offsets.length);
  let count = 0;
  for (let index = 0; index < offsets.length; index += 1) {
    const [high, low] = [l1.readUInt32BE(index * L1_ENTRY), l1.readUInt32BE(index * L1_ENTRY + 4)];
    const offset = (high & 0x00ffffff) * TWO_32 + ((low & 0xfffffe00) >>> 0);
    const isBent = (high & L1_RESERVED_HIGH) !== 0 || (low & L1_RESERVED_LOW) !== 0;
    if (isBent || offset % clusterBytes !== 0 || !Number.isSafeInteger(offset))
      throw damaged(name, `L1 entry ${index} names no L2 table`, l1Offset + index * L1_ENTRY);
    if (offset === 0) continue;
    if (fileBytes !== null && offset + clusterBytes > fileBytes)
      throw endsEarly(name, 'the end of an L2 table', offset);
    offsets[count] = offset;
    indexes[count] = index;
    count += 1;
  }
  const order = ascending(offsets.subarray(0, count));
  if ('twice' in order)
    throw damaged(name, `two L1 entries name the L2 table at ${order.twice}`, order.twice);
  const byPlace = new Uint32Array(count);
  for (let at = 0; at < count; at += 1) byPlace[order.places[at] ?? 0] = indexes[at] ?? 0;
  for (const [at, offset] of order.sorted.entries())
    yield { offset, length: clusterBytes, first: (byPlace[at] ?? 0) * l2Entries };
}

/**
 * Reads header, L1 table and L2 tables. Nothing of it is trusted: every place that is named is inside the file and
 * named once. Throws `IMAGE_FORMAT_UNSUPPORTED`, `IMAGE_CORRUPT`, `IMAGE_TRUNCATED`, `IMAGE_EMPTY`,
 * `IMAGE_MAP_TOO_LARGE`.
 */
export async function readMap(input: MapInput): Promise<Qcow2Map> {
  const { reader, name, fileBytes, limitBytes } = input;
  const head = await readExactly(input, 0, HEADER_BYTES, 'the end of its header');
  const header = parseHeader(head, name);
  const { clusterBytes, sizeBytes, l1Offset, l1Entries, l2Entries } = header;
  const clusters = Math.ceil(sizeBytes / clusterBytes);
  const room = limitBytes - GuestBitmap.bytesFor(clusters) - l1Entries * L1_COST;
  if (room < RUN_COST) throw mapTooLarge(input);

  const runs = new HostRuns(Math.floor(room / RUN_COST), clusterBytes);
  const data = new GuestBitmap(clusters);
  const digest = new TableDigest();
  const addTable = (kind: number, host: number, size: number) => {
    if (!runs.add({ kind, host, size, guest: 0, mask: WHOLE })) throw mapTooLarge(input);
  };

  const l1 = await readExactly(input, l1Offset, l1Entries * L1_ENTRY, 'its L1 table');
  digest.add(KIND.frame, head, HEADER_BYTES);
  digest.add(KIND.frame, l1, l1.byteLength);
  addTable(KIND.frame, 0, HEADER_BYTES);
  addTable(KIND.frame, l1Offset, l1.byteLength);

  const table = new L2Table({ header, name, runs, data, tooLarge: () => mapTooLarge(input) });
  for await (const { item, bytes } of readExtents(reader, tablesOf(l1, header, input))) {
    if (bytes.byteLength < item.length) throw endsEarly(name, 'the end of an L2 table', item.offset);
    digest.add(KIND.table, bytes, item.length);
    addTable(KIND.table, item.offset, item.length);
    table.read(bytes, item.offset, item.first, Math.min(l2Entries, clusters - item.first));
  }
  settleRuns(runs, header, name, fileBytes);
  return { header, runs, data, digest: digest.value() };
}
