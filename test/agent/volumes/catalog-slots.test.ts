import { createHash } from 'node:crypto';
import { expect } from 'chai';
import { encodeSlot, readCatalogAt, slotExtent } from '../../../agent/volumes/catalog-slots.ts';
import type { Catalog } from '../../../proto/catalog.ts';
import { BmvError } from '../../../proto/error.ts';
import { BufferReader, codeOf } from '../../support/buffer-reader.ts';
import { aCatalog } from '../../support/catalogs.ts';

const MIB = 1024 * 1024;
const SLOT = MIB / 2;
const PLACE = { offset: MIB, length: MIB };
const OLD = aCatalog({}, { name: 'old' });
const NEW = aCatalog({}, { name: 'new' });

/** A disk of 3 MiB with catalogs written into their slots, oldest first. */
function disk(...written: [generation: number, catalog: Catalog][]): BufferReader {
  const bytes = Buffer.alloc(3 * MIB);
  for (const [generation, catalog] of written) {
    bytes.set(encodeSlot(catalog, generation), slotExtent(PLACE, generation).offset);
  }
  return new BufferReader(bytes);
}

/** Changes a slot's header or payload and makes its SHA-256 right again. */
function resign(reader: BufferReader, generation: number, change: (slot: Buffer) => void): void {
  const { offset, length } = slotExtent(PLACE, generation);
  const slot = reader.bytes.subarray(offset, offset + length);
  change(slot);
  const end = slot.readUInt32LE(12) + Number(slot.readBigUInt64LE(24));
  slot.fill(0, 32, 64);
  slot.set(createHash('sha256').update(slot.subarray(0, end)).digest(), 32);
}

async function nameAt(reader: BufferReader): Promise<string | undefined> {
  return (await readCatalogAt(reader, PLACE))?.catalog.claims[0]?.name;
}

describe('catalog slots', () => {
  it('lie on 4096-byte borders, the two of them side by side', () => {
    expect(slotExtent(PLACE, 1)).to.deep.equal({ offset: MIB, length: SLOT });
    expect(slotExtent(PLACE, 2)).to.deep.equal({ offset: MIB + SLOT, length: SLOT });
    expect(slotExtent(PLACE, 3)).to.deep.equal(slotExtent(PLACE, 1));
    expect(SLOT % 4096).to.equal(0);
  });

  it('are whole 4096-byte blocks, padded with zeros', () => {
    const slot = encodeSlot(OLD, 1);
    expect(slot.byteLength).to.equal(4096);
    expect(slot.subarray(slot.byteLength - 1024).every((byte) => byte === 0)).to.equal(true);
  });

  it('give back what was written, with generation and place', async () => {
    const reading = await readCatalogAt(disk([1, OLD]), PLACE);
    expect(reading).to.deep.equal({ catalog: OLD, generation: 1, place: PLACE, damage: [] });
  });

  it('give the newer of two', async () => {
    expect(await nameAt(disk([1, OLD], [2, NEW]))).to.equal('new');
    expect(await nameAt(disk([3, NEW], [2, OLD]))).to.equal('new');
  });

  it('hold no catalog in zeros, in other data, or outside the disk', async () => {
    const reader = new BufferReader(Buffer.alloc(3 * MIB));
    expect(await readCatalogAt(reader, PLACE)).to.equal(null);
    reader.bytes.fill('some other data ');
    expect(await readCatalogAt(reader, PLACE)).to.equal(null);
    expect(await readCatalogAt(reader, { offset: 2.5 * MIB, length: MIB })).to.equal(null);
    expect(await readCatalogAt(reader, { offset: -MIB, length: MIB })).to.equal(null);
  });

  it('are read beside something else in the other slot, and the reading says so', async () => {
    const reader = disk([1, OLD]);
    reader.bytes.fill('junk', PLACE.offset + SLOT, PLACE.offset + SLOT + 4096);
    const reading = await readCatalogAt(reader, PLACE);
    expect(reading?.catalog).to.deep.equal(OLD);
    expect(reading?.damage).to.deep.equal([`the catalog slot at ${MIB + SLOT} holds something else`]);
  });

  it('fall back to the older one after any flipped bit of the newer header, and say which is damaged', async () => {
    const good = disk([1, OLD], [2, NEW]);
    const { offset } = slotExtent(PLACE, 2);
    for (let bit = 0; bit < 64 * 8; bit += 1) {
      const at = offset + (bit >> 3);
      good.bytes.writeUInt8(good.bytes.readUInt8(at) ^ (1 << (bit & 7)), at);
      const reading = await readCatalogAt(good, PLACE);
      expect(reading?.catalog, `bit ${bit}`).to.deep.equal(OLD);
      expect(reading?.damage.join()).to.include(`the catalog slot at ${offset} is damaged`);
      good.bytes.writeUInt8(good.bytes.readUInt8(at) ^ (1 << (bit & 7)), at);
    }
    expect(await nameAt(good)).to.equal('new');
  });

  it('fall back to the older one after a flipped bit anywhere in the newer payload', async () => {
    const good = disk([1, OLD], [2, NEW]);
    const { offset } = slotExtent(PLACE, 2);
    const length = Number(good.bytes.readBigUInt64LE(offset + 24));
    for (let byte = 0; byte < length; byte += 3) {
      const at = offset + 64 + byte;
      const mask = 1 << (byte & 7);
      good.bytes.writeUInt8(good.bytes.readUInt8(at) ^ mask, at);
      expect(await nameAt(good), `byte ${byte}`).to.equal('old');
      good.bytes.writeUInt8(good.bytes.readUInt8(at) ^ mask, at);
    }
  });

  for (const sector of [512, 4096]) {
    it(`give the older or the newer catalog whichever ${sector}-byte sectors of a write reached the disk`, async () => {
      const many = aCatalog({
        claims: Array.from({ length: 90 }, () => aCatalog({}, { name: 'new' }).claims[0] ?? []).flat(),
      });
      // Generation 3 replaces generation 1, which was shorter.
      const slot = encodeSlot(many, 3);
      expect(slot.byteLength).to.be.greaterThan(3 * 4096);
      const sectors = slot.byteLength / sector;
      const zeros = (index: number) =>
        slot.subarray(index * sector, (index + 1) * sector).every((byte) => byte === 0);
      for (let torn = 0; torn < sectors; torn += 1) {
        if (zeros(torn)) continue;
        const upTo = disk([1, aCatalog({}, { name: 'oldest' })], [2, OLD]);
        upTo.bytes.set(slot.subarray(0, torn * sector), PLACE.offset);
        expect(await nameAt(upTo), `only ${torn} sectors`).to.equal('old');
        const without = disk([1, aCatalog({}, { name: 'oldest' })], [2, OLD]);
        without.bytes.set(slot, PLACE.offset);
        without.bytes.fill(0x5a, PLACE.offset + torn * sector, PLACE.offset + (torn + 1) * sector);
        expect(await nameAt(without), `all but sector ${torn}`).to.equal('old');
      }
      const whole = disk([1, aCatalog({}, { name: 'oldest' })], [2, OLD]);
      whole.bytes.set(slot, PLACE.offset);
      expect(await nameAt(whole)).to.equal('new');
    });
  }

  it('hold no catalog after the very first write was torn: nothing was entrusted to it', async () => {
    const reader = disk([1, OLD]);
    reader.bytes.fill(0, PLACE.offset + 128, PLACE.offset + 4096);
    expect(await readCatalogAt(reader, PLACE)).to.equal(null);
  });

  it('are refused when both are damaged', async () => {
    const reader = disk([1, OLD], [2, NEW]);
    for (const generation of [1, 2]) reader.bytes.writeUInt8(0xee, slotExtent(PLACE, generation).offset + 70);
    expect(await codeOf(readCatalogAt(reader, PLACE))).to.equal('CATALOG_DAMAGED');
  });

  it('are refused when one is damaged and the other was overwritten', async () => {
    const reader = disk([1, OLD], [2, NEW]);
    reader.bytes.writeUInt8(0xee, PLACE.offset + 70);
    reader.bytes.fill('junk', PLACE.offset + SLOT, PLACE.offset + MIB);
    expect(await codeOf(readCatalogAt(reader, PLACE))).to.equal('CATALOG_DAMAGED');
  });

  it('are refused when a later one is damaged and the other is gone', async () => {
    const reader = disk([3, NEW]);
    reader.bytes.writeUInt8(0xee, PLACE.offset + 70);
    expect(await codeOf(readCatalogAt(reader, PLACE))).to.equal('CATALOG_DAMAGED');
  });

  it('are refused when the only one lost part of its magic', async () => {
    const reader = disk([2, NEW]);
    reader.bytes.fill(0, slotExtent(PLACE, 2).offset, slotExtent(PLACE, 2).offset + 4);
    expect(await codeOf(readCatalogAt(reader, PLACE))).to.equal('CATALOG_DAMAGED');
  });

  it('are refused when both claim one generation with different contents', async () => {
    const reader = disk([1, OLD], [2, NEW]);
    resign(reader, 2, (slot) => slot.writeBigUInt64LE(1n, 16));
    expect(await codeOf(readCatalogAt(reader, PLACE))).to.equal('CATALOG_DAMAGED');
  });

  it('are refused when the newest stands where the next write would go', async () => {
    const reader = disk([1, OLD], [2, NEW]);
    resign(reader, 2, (slot) => slot.writeBigUInt64LE(7n, 16));
    expect(await codeOf(readCatalogAt(reader, PLACE))).to.equal('CATALOG_DAMAGED');
  });

  it('are refused when a valid slot says what no writer of ours writes', async () => {
    const reader = disk([1, OLD], [2, NEW]);
    resign(reader, 2, (slot) => slot.writeBigUInt64LE(0n, 24));
    expect(await codeOf(readCatalogAt(reader, PLACE))).to.equal('CATALOG_DAMAGED');
  });

  for (const [what, generation] of [
    ['the newest', 2],
    ['an older', 1],
  ] as const) {
    it(`are refused as newer when ${what} slot has a later format, and stay as they are`, async () => {
      const reader = disk([1, OLD], [2, NEW]);
      resign(reader, generation, (slot) => slot.writeUInt32LE(2, 8));
      expect(await codeOf(readCatalogAt(reader, PLACE))).to.equal('CATALOG_NEWER');
    });
  }

  it('are refused as newer when a later format has a longer header and a payload of its own', async () => {
    const reader = disk([1, OLD], [2, NEW]);
    resign(reader, 2, (slot) => {
      slot.writeUInt32LE(9, 8);
      slot.writeUInt32LE(128, 12);
      slot.fill(0xff, 64, 512);
      slot.writeBigUInt64LE(300n, 24);
    });
    expect(await codeOf(readCatalogAt(reader, PLACE))).to.equal('CATALOG_NEWER');
  });

  it('hold hundreds of claims, and refuse one too many before anything is written', () => {
    const [claim] = aCatalog().claims;
    if (!claim) throw new Error('no claim');
    expect(encodeSlot(aCatalog({ claims: Array(1000).fill(claim) }), 1).byteLength).to.be.lessThan(SLOT);
    expect(() => encodeSlot(aCatalog({ claims: Array(4000).fill(claim) }), 1))
      .to.throw(BmvError, 'release volumes')
      .with.property('code', 'CATALOG_TOO_LARGE');
  });
});
