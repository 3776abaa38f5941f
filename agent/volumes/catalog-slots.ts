import { createHash } from 'node:crypto';
import type { ByteReader } from '../../hardware-managers/partition-table/types.ts';
import type { Catalog } from '../../proto/catalog.ts';
import { decodeCatalog, encodeCatalog } from '../../proto/catalog-codec.ts';
import { BmvError } from '../../proto/error.ts';
import { CATALOG_BYTES } from '../layout/catalog-place.ts';
import { alignUp, type Extent, endOf } from '../layout/extent.ts';
import type { CatalogReading } from '../layout/types.ts';

/**
 * The catalog's MiB is two slots of 512 KiB. A slot is a header and a protobuf `Catalog`:
 *
 *     0  magic "BMVCATLG"        8 bytes
 *     8  format version          u32 LE
 *    12  header length           u32 LE, 64 in version 1
 *    16  generation              u64 LE, from 1
 *    24  payload length          u64 LE
 *    32  SHA-256                 32 bytes, over the header with this field zero, and the payload
 *    64  payload
 *
 * A later version may lengthen the header; magic, lengths and SHA-256 stay where they are, so that this
 * one can tell a newer slot from a damaged one.
 */
const MAGIC = Buffer.from('BMVCATLG');
const FORMAT_VERSION = 1;
const HEADER_BYTES = 64;
const DIGEST_AT = 32;
const SLOT_BYTES = CATALOG_BYTES / 2;
/** Slots are written in whole blocks of this many bytes: every sector size divides it. */
const BLOCK_BYTES = 4096;
/** A magic with at least this many bytes right is a damaged one, not somebody else's data. */
const MAGIC_LIKENESS = 4;

type SlotReading =
  | { readonly state: 'zero' | 'foreign' }
  | { readonly state: 'good'; readonly generation: number; readonly payload: Uint8Array }
  | { readonly state: 'damaged'; readonly generation: number; readonly why: string }
  | { readonly state: 'newer'; readonly version: number };

/** The slot that a generation goes to: odd generations to the first, even ones to the second. */
export function slotExtent(place: Extent, generation: number): Extent {
  return { offset: place.offset + (generation % 2 === 1 ? 0 : SLOT_BYTES), length: SLOT_BYTES };
}

/** A slot's bytes, padded with zeros to whole blocks. Throws `CATALOG_TOO_LARGE`. */
export function encodeSlot(catalog: Catalog, generation: number): Uint8Array {
  const payload = encodeCatalog(catalog);
  const room = SLOT_BYTES - HEADER_BYTES;
  if (payload.byteLength > room) {
    throw new BmvError(
      'CATALOG_TOO_LARGE',
      `the catalog needs ${payload.byteLength} bytes and a slot holds ${room}; release volumes that are not needed`,
    );
  }
  const slot = Buffer.alloc(alignUp(HEADER_BYTES + payload.byteLength, BLOCK_BYTES));
  MAGIC.copy(slot);
  slot.writeUInt32LE(FORMAT_VERSION, 8);
  slot.writeUInt32LE(HEADER_BYTES, 12);
  slot.writeBigUInt64LE(BigInt(generation), 16);
  slot.writeBigUInt64LE(BigInt(payload.byteLength), 24);
  slot.set(payload, HEADER_BYTES);
  digestOf(slot.subarray(0, HEADER_BYTES), payload).copy(slot, DIGEST_AT);
  return slot;
}

function digestOf(header: Uint8Array, payload: Uint8Array): Buffer {
  const cleared = Buffer.from(header);
  cleared.fill(0, DIGEST_AT, DIGEST_AT + 32);
  return createHash('sha256').update(cleared).update(payload).digest();
}

/** Judges the bytes of one whole slot. */
function decodeSlot(slot: Buffer): SlotReading {
  const alike = MAGIC.filter((byte, at) => byte === slot[at]).length;
  if (alike < MAGIC_LIKENESS) {
    return { state: slot.subarray(0, BLOCK_BYTES).every((byte) => byte === 0) ? 'zero' : 'foreign' };
  }
  const generation = Number(slot.readBigUInt64LE(16));
  const damaged = (why: string): SlotReading => ({ state: 'damaged', generation, why });
  if (alike < MAGIC.byteLength) return damaged('its magic is wrong');

  const headerBytes = slot.readUInt32LE(12);
  const payloadBytes = Number(slot.readBigUInt64LE(24));
  if (headerBytes < HEADER_BYTES || headerBytes + payloadBytes > slot.byteLength) {
    return damaged(`it claims ${headerBytes} + ${payloadBytes} bytes`);
  }
  const payload = slot.subarray(headerBytes, headerBytes + payloadBytes);
  const digest = digestOf(slot.subarray(0, headerBytes), payload);
  if (!digest.equals(slot.subarray(DIGEST_AT, DIGEST_AT + 32))) return damaged('its SHA-256 is wrong');

  const version = slot.readUInt32LE(8);
  if (version > FORMAT_VERSION) return { state: 'newer', version };
  if (
    version !== FORMAT_VERSION ||
    headerBytes !== HEADER_BYTES ||
    !Number.isSafeInteger(generation) ||
    generation < 1
  ) {
    return damaged(`it is of version ${version} and generation ${generation}`);
  }
  return { state: 'good', generation, payload };
}

/**
 * The newest valid slot at a place. Null when neither slot holds a catalog; the torn write of a disk's
 * very first slot counts as none: no table, and no second slot, was written before it was whole.
 *
 * Throws `CATALOG_DAMAGED` when something is there and nothing of it can be trusted, `CATALOG_NEWER` for
 * a valid slot of a newer format, even beside one that could be read.
 */
export async function readCatalogAt(reader: ByteReader, place: Extent): Promise<CatalogReading | null> {
  if (place.offset < 0 || place.length < CATALOG_BYTES || endOf(place) > reader.sizeBytes) return null;
  const bytes = Buffer.from(await reader.read(place.offset, CATALOG_BYTES));
  const first = decodeSlot(bytes.subarray(0, SLOT_BYTES));
  const second = decodeSlot(bytes.subarray(SLOT_BYTES));
  const slots = [first, second];
  const refuse = (why: string, cause?: unknown) =>
    new BmvError('CATALOG_DAMAGED', `the catalog at ${place.offset} cannot be used: ${why}`, {
      offset: place.offset,
      cause,
    });

  const newer = slots.find(({ state }) => state === 'newer');
  if (newer?.state === 'newer') {
    throw new BmvError(
      'CATALOG_NEWER',
      `the catalog at ${place.offset} has format ${newer.version}, this program knows ${FORMAT_VERSION}; use a newer baremetal-volumes`,
      { offset: place.offset },
    );
  }
  const damage = slots.flatMap((slot, index) => describeDamage(slot, place.offset + index * SLOT_BYTES));
  const good = [first, second]
    .filter((slot) => slot.state === 'good')
    .sort((a, b) => b.generation - a.generation);
  const [best, other] = good;
  if (!best) {
    if (slots.every(({ state }) => state === 'zero' || state === 'foreign')) return null;
    if (first.state === 'damaged' && first.generation === 1 && second.state === 'zero') return null;
    throw refuse(
      `${damage.join('; ')}; where no volume is wanted any more, overwrite this MiB with zeros and delete its partition`,
    );
  }
  if (other?.generation === best.generation && !Buffer.from(best.payload).equals(other.payload)) {
    throw refuse(`both slots claim generation ${best.generation} and differ`);
  }
  // Else the next write would go over the newest slot.
  if (
    !good.some(
      (slot) => slot.generation === best.generation && slot === (slot.generation % 2 === 1 ? first : second),
    )
  ) {
    throw refuse(`generation ${best.generation} stands in the wrong slot`);
  }
  try {
    return { catalog: decodeCatalog(best.payload), generation: best.generation, place, damage };
  } catch (error) {
    throw refuse(error instanceof Error ? error.message : String(error), error);
  }
}

function describeDamage(slot: SlotReading, offset: number): string[] {
  if (slot.state === 'damaged') return [`the catalog slot at ${offset} is damaged: ${slot.why}`];
  return slot.state === 'foreign' ? [`the catalog slot at ${offset} holds something else`] : [];
}
