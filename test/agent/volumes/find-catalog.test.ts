import { expect } from 'chai';
import { fixedCatalogPlace } from '../../../agent/layout/catalog-place.ts';
import { encodeSlot, slotExtent } from '../../../agent/volumes/catalog-slots.ts';
import { findCatalog } from '../../../agent/volumes/find-catalog.ts';
import { TYPE_GUIDS } from '../../../hardware-managers/partition-table/type-guids.ts';
import type { GptCopy, TableReading } from '../../../hardware-managers/partition-table/types.ts';
import { BufferReader, codeOf } from '../../support/buffer-reader.ts';
import { aCatalog } from '../../support/catalogs.ts';
import { entryAt, noTable, tableOf } from '../../support/tables.ts';

const MIB = 1024 * 1024;
const SIZE = 16 * MIB;
const FIXED = fixedCatalogPlace(SIZE).offset;

/** A disk with catalogs at these places. */
function disk(catalogs: Record<number, number>, sizeBytes = SIZE): BufferReader {
  const bytes = Buffer.alloc(sizeBytes);
  for (const [offset, generation] of Object.entries(catalogs)) {
    const place = { offset: Number(offset), length: MIB };
    bytes.set(
      encodeSlot(aCatalog({}, { name: `at-${offset}` }), generation),
      slotExtent(place, generation).offset,
    );
  }
  return new BufferReader(bytes);
}

/** A table that lists catalog partitions at these places, as the primary copy. */
function listing(places: readonly number[], sizeBytes = SIZE, sectorBytes = 512): GptCopy {
  const entries = places.map((offset, index) =>
    entryAt(index + 1, offset, MIB, sectorBytes, TYPE_GUIDS.catalog),
  );
  const table = tableOf(entries, { sizeBytes, sectorBytes });
  return { table, headerLba: 1, entriesLba: 2, alternateLba: sizeBytes / sectorBytes - 1 };
}

function reading(primary: GptCopy): TableReading {
  return noTable({ kind: 'gpt', gpt: primary.table, primary });
}

async function find(reader: BufferReader, table: TableReading, sectorBytes = 512) {
  const found = await findCatalog(reader, { sizeBytes: reader.sizeBytes, sectorBytes, table });
  return found?.place.offset ?? null;
}

describe('finding the catalog', () => {
  it('finds none on an empty disk, or on one too small for any', async () => {
    expect(await find(disk({}), noTable())).to.equal(null);
    expect(await find(disk({}, MIB), noTable())).to.equal(null);
    expect(await find(disk({}, 4096), noTable())).to.equal(null);
  });

  it('finds the one at the fixed place without any table', async () => {
    expect(await find(disk({ [FIXED]: 1 }), noTable())).to.equal(FIXED);
    expect(await find(disk({ [FIXED]: 1 }), noTable({ kind: 'damaged' }))).to.equal(FIXED);
  });

  it('finds the one at the fixed place beside a table that does not list it', async () => {
    expect(await find(disk({ [FIXED]: 1 }), reading(listing([])))).to.equal(FIXED);
  });

  for (const sectorBytes of [512, 4096]) {
    it(`finds the one in a listed partition elsewhere on a disk with ${sectorBytes}-byte sectors`, async () => {
      const table = reading(listing([3 * MIB], SIZE, sectorBytes));
      expect(await find(disk({ [3 * MIB]: 5 }), table, sectorBytes)).to.equal(3 * MIB);
    });
  }

  it('finds the one that only the backup table lists', async () => {
    const backup = { ...listing([4 * MIB]), headerLba: SIZE / 512 - 1, alternateLba: 1 };
    expect(await find(disk({ [4 * MIB]: 2 }), noTable({ kind: 'damaged', backup }))).to.equal(4 * MIB);
  });

  it('finds the one at the fixed place of the size that the disk had before it grew (E25)', async () => {
    const primary = { ...listing([]), alternateLba: SIZE / 512 - 1 };
    expect(await find(disk({ [FIXED]: 3 }, 2 * SIZE), reading(primary))).to.equal(FIXED);
  });

  it('takes the newer of two when the table lists it', async () => {
    expect(await find(disk({ [3 * MIB]: 9, [FIXED]: 4 }), reading(listing([3 * MIB])))).to.equal(3 * MIB);
    expect(await find(disk({ [3 * MIB]: 4, [FIXED]: 9 }), reading(listing([3 * MIB, FIXED])))).to.equal(
      FIXED,
    );
  });

  it('takes the listed one of two that are equally new', async () => {
    expect(await find(disk({ [3 * MIB]: 4, [FIXED]: 4 }), reading(listing([3 * MIB])))).to.equal(3 * MIB);
  });

  const DOUBTS: Record<string, [catalogs: Record<number, number>, table: TableReading]> = {
    'the newer of two is not listed': [{ [3 * MIB]: 4, [FIXED]: 9 }, reading(listing([3 * MIB]))],
    'two are listed and equally new': [{ [3 * MIB]: 4, [FIXED]: 4 }, reading(listing([3 * MIB, FIXED]))],
    'two are there and no table says which': [
      { [3 * MIB]: 4, [FIXED]: 9 },
      noTable({ kind: 'damaged', backup: listing([3 * MIB]) }),
    ],
    'the table lists a catalog partition that holds none': [{}, reading(listing([3 * MIB]))],
    'the table lists one that holds none, and a catalog stands elsewhere': [
      { [FIXED]: 2 },
      reading(listing([3 * MIB])),
    ],
  };
  for (const [doubt, [catalogs, table]] of Object.entries(DOUBTS)) {
    it(`refuses when ${doubt}`, async () => {
      expect(await codeOf(find(disk(catalogs), table))).to.equal('CATALOG_DAMAGED');
    });
  }

  it('refuses when a place other than the one in use holds a damaged catalog', async () => {
    const reader = disk({ [3 * MIB]: 4, [FIXED]: 2 });
    reader.bytes.writeUInt8(0xff, FIXED + MIB / 2 + 100);
    expect(await codeOf(find(reader, reading(listing([3 * MIB]))))).to.equal('CATALOG_DAMAGED');
  });

  it('looks at nothing outside the disk, wherever a table points', async () => {
    const wild = listing([8 * SIZE, SIZE - 512]);
    const far = { ...wild, alternateLba: Number.MAX_SAFE_INTEGER };
    expect(await find(disk({ [FIXED]: 1 }), noTable({ kind: 'damaged', primary: far }))).to.equal(FIXED);
  });
});
