import { expect } from 'chai';
import fc from 'fast-check';
import { type Extent, endOf, MIB, overlaps } from '../../../agent/layout/extent.ts';
import { type CreatePlan, type CreateRequest, planCreate } from '../../../agent/layout/plan-create.ts';
import type { Layout } from '../../../agent/layout/types.ts';
import { TYPE_GUIDS } from '../../../hardware-managers/partition-table/type-guids.ts';
import { aLayout, guidOf, guidSequence, type PartitionSketch } from '../../support/layouts.ts';
import { aRequestFor } from '../../support/volume-disk.ts';
import { codesOf, planOf } from '../../support/volumes.ts';

/** Where a disk of 1 GiB has its catalog. */
const PLACE = { offset: 1022 * MIB, length: MIB };

const root: PartitionSketch = { number: 1, offset: MIB, length: 199 * MIB, name: 'root', attributes: 4n };
const data: PartitionSketch = { number: 127, offset: 922 * MIB, length: 100 * MIB, name: 'data' };

function create(layout: Layout, changes: Partial<CreateRequest> = {}): CreatePlan {
  return planOf(planCreate(layout, aRequestFor('new', MIB, changes), guidSequence()));
}

const madeBy = ({ created }: CreatePlan) =>
  created.map(({ purpose, entry, extent }) => [
    purpose,
    entry.number,
    extent.offset / MIB,
    extent.length / MIB,
  ]);

describe('plan of a new volume', () => {
  it('gives a blank disk a table, the catalog in its last whole MiB and the volume before it, numbers from 128 down', () => {
    const plan = create(aLayout({ kind: 'none' }), { size: 100 * MIB });
    expect(madeBy(plan)).to.deep.equal([
      ['catalog', 128, 1022, 1],
      ['volume', 127, 922, 100],
    ]);
    expect(plan.catalogPlace).to.deep.equal(PLACE);
    expect(plan.table.entries.map(({ number }) => number)).to.deep.equal([127, 128]);
    expect(plan.table.diskGuid).to.equal(guidOf('f', 1));
    expect([plan.table.entryCount, plan.table.lastUsableLba]).to.deep.equal([128, 2 ** 21 - 34]);
    expect(plan.kept).to.deep.equal([]);
  });

  it('gives an encrypted volume a type that is neither a filesystem nor swap, and room for its header', () => {
    const layout = aLayout({ kind: 'none' });
    for (const filesystem of ['none', 'ext4', 'swap'] as const) {
      const { entry } = create(layout, { encryption: 'luks2', filesystem, size: 17 * MIB });
      expect(entry.typeGuid).to.equal(TYPE_GUIDS.luks);
    }
    const small = aRequestFor('new', 16 * MIB, { encryption: 'luks2' });
    expect(codesOf(planCreate(layout, small, guidSequence()))).to.deep.equal(['VOLUME_TOO_SMALL']);
    const { entry } = create(layout, { encryption: 'opaque' });
    expect(entry.typeGuid).to.equal(TYPE_GUIDS.linuxFilesystem);
  });

  it('puts the next volume below the one before it, under the next lower number, with the catalog that is there', () => {
    const layout = aLayout({ partitions: [root, data], claimed: [127] });
    const plan = create(layout, { size: 50 * MIB });
    expect(madeBy(plan)).to.deep.equal([['volume', 126, 872, 50]]);
    expect(plan.kept.map(({ reason, entry }) => [reason, entry.number])).to.deep.equal([
      ['selector', 1],
      ['claim', 127],
      ['catalog', 128],
    ]);
  });

  it('leaves every entry that is there bit-exact, and the disk its GUID', () => {
    const named = { ...data, name: 'ü€\ud83d\ude00', attributes: 0xf000_0000_0000_0001n };
    const layout = aLayout({ partitions: [root, named], claimed: [127], diskGuid: guidOf('c', 9) });
    const { table } = create(layout);
    expect(table.diskGuid).to.equal(guidOf('c', 9));
    const before = layout.table.gpt?.entries ?? [];
    expect(before).to.have.length(3);
    for (const entry of before) expect(table.entries).to.deep.include(entry);
    expect(table.entries).to.have.length(4);
  });

  it('names the partition after the volume and gives it a new GUID', () => {
    const { entry } = create(aLayout({ partitions: [root, data], claimed: [127] }), {
      name: 'großes Volume',
    });
    expect([entry.name, entry.guid]).to.deep.equal(['großes Volume', guidOf('f', 1)]);
  });

  const types: readonly [CreateRequest['filesystem'], string][] = [
    ['none', TYPE_GUIDS.linuxFilesystem],
    ['ext4', TYPE_GUIDS.linuxFilesystem],
    ['xfs', TYPE_GUIDS.linuxFilesystem],
    ['swap', TYPE_GUIDS.linuxSwap],
  ];
  for (const [filesystem, typeGuid] of types) {
    it(`gives a volume with ${filesystem} its partition type`, () => {
      const { entry } = create(aLayout({ kind: 'none' }), { filesystem, size: 300 * MIB });
      expect(entry.typeGuid).to.equal(typeGuid);
    });
  }

  const sizes: readonly [CreateRequest['size'], number][] = [
    [1, MIB],
    [MIB, MIB],
    [MIB + 1, 2 * MIB],
    [1021 * MIB, 1021 * MIB],
    ['rest', 1021 * MIB],
  ];
  for (const [size, length] of sizes) {
    it(`makes a volume of ${length / MIB} MiB of the size ${size}`, () => {
      expect(create(aLayout({ kind: 'none' }), { size }).extent.length).to.equal(length);
    });
  }

  const gaps: readonly { title: string; size: number | 'rest'; taken: PartitionSketch[]; at: number[] }[] = [
    {
      title: 'takes the free space nearest the end that is large enough, not the largest',
      size: 20 * MIB,
      taken: [
        { number: 1, offset: 500 * MIB, length: 400 * MIB },
        { number: 2, offset: 930 * MIB, length: 10 * MIB },
        { number: 3, offset: 945 * MIB, length: 77 * MIB },
      ],
      at: [910, 20],
    },
    {
      title: 'fills a gap to its last MiB',
      size: 10 * MIB,
      taken: [
        { number: 1, offset: 500 * MIB, length: 400 * MIB },
        { number: 2, offset: 910 * MIB, length: 112 * MIB },
      ],
      at: [900, 10],
    },
    {
      title: 'takes the largest gap for the rest',
      size: 'rest',
      taken: [{ number: 1, offset: 500 * MIB, length: 400 * MIB }],
      at: [1, 499],
    },
    {
      title: 'takes the later of two gaps of one size for the rest',
      size: 'rest',
      taken: [
        { number: 1, offset: MIB, length: MIB },
        { number: 3, offset: 101 * MIB, length: 821 * MIB },
        { number: 2, offset: 1021 * MIB, length: MIB },
      ],
      at: [922, 99],
    },
    {
      title: 'rounds gaps that do not end at a MiB inwards',
      size: 'rest',
      taken: [{ number: 1, offset: MIB, length: 1021 * MIB - 3 * MIB - 512 }],
      at: [1019, 3],
    },
  ];
  for (const { title, size, taken, at } of gaps) {
    it(title, () => {
      const { extent } = create(aLayout({ partitions: taken, identity: {} }), { size });
      expect([extent.offset / MIB, extent.length / MIB]).to.deep.equal(at);
    });
  }

  it('gives the volume the id that somebody else has chosen', () => {
    const id = guidOf('a', 9);
    const { entry, table } = create(aLayout({ partitions: [root, data], claimed: [127] }), { id });
    expect(entry.guid).to.equal(id);
    expect(table.entries.map(({ guid }) => guid)).to.include(id);
  });

  it('counts in the sectors of the disk', () => {
    const { entry } = create(aLayout({ kind: 'none', sectorBytes: 4096 }), { size: 2 * MIB });
    expect([entry.firstLba, entry.lastLba]).to.deep.equal([1020 * 256, 1022 * 256 - 1]);
  });

  it('keeps larger and more entries than usual, and numbers from the last that Linux shows (E12)', () => {
    const layout = aLayout({ partitions: [root], entrySize: 256, entryCount: 256 });
    const { table, created } = create(layout);
    expect([table.entrySize, table.entryCount]).to.deep.equal([256, 256]);
    expect(table.entries.map(({ number, raw }) => [number, raw.length])).to.deep.equal([
      [1, 256],
      [254, 256],
      [255, 256],
    ]);
    expect(created).to.have.length(2);
  });

  it('passes over numbers that are in use', () => {
    const partitions = [
      { ...root, number: 128 },
      { ...data, number: 126 },
    ];
    const { created } = create(aLayout({ partitions }));
    expect(created.map(({ entry }) => entry.number)).to.deep.equal([127, 125]);
  });

  it('lists a catalog that is on the disk but not in the table, where it is', () => {
    const place = { offset: 700 * MIB, length: MIB };
    const plan = create(
      aLayout({ partitions: [root], identity: {}, catalog: { place }, catalogListed: false }),
    );
    expect(madeBy(plan)).to.deep.equal([
      ['catalog', 128, 700, 1],
      ['volume', 127, 1022, 1],
    ]);
  });

  it('puts the catalog into the free MiB nearest the end where its usual place is taken', () => {
    const plan = create(aLayout({ partitions: [{ ...root, offset: 600 * MIB, length: 423 * MIB }] }));
    expect(madeBy(plan)).to.deep.equal([
      ['catalog', 128, 599, 1],
      ['volume', 127, 598, 1],
    ]);
  });

  it('does not go over the backup table of a disk that has grown', () => {
    const layout = aLayout({ partitions: [root], identity: {} });
    const { gpt } = layout.table;
    if (!gpt) throw new Error('no table');
    const headerLba = (1020 * MIB) / 512 - 1;
    const backup = { table: gpt, headerLba, entriesLba: headerLba - 32, alternateLba: 1 };
    const grown = { ...layout, table: { ...layout.table, backup } };
    expect(create(layout, { size: 10 * MIB }).extent.offset).to.equal(1012 * MIB);
    expect(create(grown, { size: 10 * MIB }).extent.offset).to.equal(1009 * MIB);
  });

  it('takes the GUID of the disk from the catalog where the table is gone', () => {
    const layout = aLayout({ kind: 'none', identity: { diskGuid: guidOf('e', 1) } });
    expect(create(layout).table.diskGuid).to.equal(guidOf('e', 1));
  });

  it('goes over nothing that is there, whatever is there, or says that there is no space', () => {
    const gap = fc.tuple(fc.nat({ max: 60 * 2048 }), fc.integer({ min: 1, max: 120 * 2048 }));
    const size = fc.oneof(fc.constant('rest' as const), fc.integer({ min: 1, max: 900 * MIB }));
    fc.assert(
      fc.property(fc.array(gap, { maxLength: 8 }), size, (gaps, wanted) => {
        const partitions: PartitionSketch[] = [];
        let end = 2048;
        for (const [space, length] of gaps) {
          if (end + space + length > 1022 * 2048) break;
          const offset = (end + space) * 512;
          partitions.push({ number: partitions.length + 1, offset, length: length * 512 });
          end += space + length;
        }
        const layout = aLayout({ partitions });
        const result = planCreate(layout, aRequestFor('new', wanted), guidSequence());
        if (!result.plan) return codesOf(result).every((code) => code === 'NO_SPACE');
        const { created, table, extent } = result.plan;
        const extents: Extent[] = [...partitions, ...created.map((item) => item.extent)];
        expect([extent.offset % MIB, extent.length % MIB]).to.deep.equal([0, 0]);
        expect(extent.length).to.be.at.least(wanted === 'rest' ? MIB : wanted);
        expect(created.every((item) => endOf(item.extent) <= (table.lastUsableLba + 1) * 512)).to.equal(true);
        for (const entry of layout.table.gpt?.entries ?? []) expect(table.entries).to.deep.include(entry);
        return extents.every((a, index) => extents.slice(index + 1).every((b) => !overlaps(a, b)));
      }),
      { numRuns: 200 },
    );
  });
});
