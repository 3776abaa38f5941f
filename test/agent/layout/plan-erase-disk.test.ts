import { expect } from 'chai';
import fc from 'fast-check';
import { fixedCatalogPlace } from '../../../agent/layout/catalog-place.ts';
import { type Extent, MIB, overlaps, subtract } from '../../../agent/layout/extent.ts';
import { type ErasePlan, planErase } from '../../../agent/layout/plan-erase-disk.ts';
import { signaturePlaces } from '../../../agent/layout/signature-places.ts';
import type { Layout } from '../../../agent/layout/types.ts';
import { TYPE_GUIDS } from '../../../hardware-managers/partition-table/type-guids.ts';
import { BmvError } from '../../../proto/error.ts';
import {
  aClaim,
  aFilesystem,
  aJournal,
  aLayout,
  aStoredTable,
  guidOf,
  guidSequence,
  type LayoutSketch,
  type PartitionSketch,
} from '../../support/layouts.ts';
import { codesOf, planOf } from '../../support/volumes.ts';

const esp: PartitionSketch = { number: 1, offset: MIB, length: 49 * MIB, name: 'esp' };
const root: PartitionSketch = { number: 2, offset: 50 * MIB, length: 250 * MIB, name: 'root' };
const data: PartitionSketch = { number: 127, offset: 400 * MIB, length: 100 * MIB, name: 'data' };
const logs: PartitionSketch = { number: 126, offset: 700 * MIB, length: 100 * MIB, name: 'logs' };
const usual: LayoutSketch = { partitions: [esp, root, data, logs], claimed: [126, 127] };

function resultOf(layout: Layout) {
  return planErase(layout, guidSequence());
}

function erase(layout: Layout): ErasePlan {
  return planOf(resultOf(layout));
}

function covers(extents: readonly Extent[], extent: Extent): boolean {
  return subtract([extent], extents).length === 0;
}

describe('plan of an erasure of what is not kept', () => {
  it('keeps volumes and catalog in the table, entry by entry, and nothing else', () => {
    const layout = aLayout({ ...usual, diskGuid: guidOf('c', 7) });
    const { table, kept, erased } = erase(layout);
    const { gpt } = layout.table;
    expect(table.entries).to.have.deep.members((gpt?.entries ?? []).filter(({ number }) => number > 100));
    expect(table.diskGuid).to.equal(guidOf('c', 7));
    expect(kept.map(({ reason }) => reason)).to.deep.equal(['claim', 'claim', 'catalog']);
    expect(erased.map(({ name }) => name)).to.deep.equal(['esp', 'root']);
  });

  it('erases every byte between the table, what is kept and the backup table', () => {
    const { extents } = erase(aLayout(usual));
    const place = fixedCatalogPlace(1024 * MIB);
    const tail = 1024 * MIB - 33 * 512;
    expect(extents).to.deep.equal([
      { offset: 34 * 512, length: 400 * MIB - 34 * 512 },
      { offset: 500 * MIB, length: 200 * MIB },
      { offset: 800 * MIB, length: place.offset - 800 * MIB },
      { offset: place.offset + MIB, length: tail - place.offset - MIB },
    ]);
  });

  it('knows the ends and far places of old partitions, of free extents and of the disk', () => {
    const { places, extents } = erase(aLayout(usual));
    for (const old of [esp, root, ...extents]) {
      for (const place of signaturePlaces(old))
        expect(covers(places, place), `${place.offset}`).to.equal(true);
    }
    expect(covers(places, { offset: 64 * MIB, length: 64 * 1024 })).to.equal(true);
    expect(covers(places, { offset: 20 * MIB, length: MIB })).to.equal(false);
  });

  it('knows where a disk that grew had its backup table', () => {
    const layout = aLayout(usual);
    const { primary } = layout.table;
    if (!primary) throw new Error('a table has a primary');
    const lba = (600 * MIB) / 512;
    const grown = { ...layout, table: { ...layout.table, primary: { ...primary, alternateLba: lba } } };
    expect(covers(erase(grown).places, { offset: 600 * MIB, length: 512 })).to.equal(true);
    expect(covers(erase(layout).places, { offset: 600 * MIB, length: 512 })).to.equal(false);
  });

  it('erases the part of an old partition that shares no byte with a kept one', () => {
    const over = { number: 3, offset: 350 * MIB, length: 100 * MIB, name: 'over' };
    const layout = aLayout({
      partitions: [over],
      claims: [aClaim(data)],
      journal: aJournal([data]),
    });
    const { places, extents, checked } = erase(layout);
    expect(covers(places, { offset: 350 * MIB, length: MIB })).to.equal(true);
    for (const extent of [...places, ...extents]) expect(overlaps(extent, data)).to.equal(false);
    expect(checked).to.not.deep.include({ offset: over.offset, length: over.length });
  });

  it('lists a catalog that the table does not list', () => {
    const { table } = erase(aLayout({ ...usual, catalogListed: false }));
    const place = fixedCatalogPlace(1024 * MIB);
    const entry = table.entries.find(({ typeGuid }) => typeGuid === TYPE_GUIDS.catalog);
    expect(entry).to.include({ number: 128, firstLba: place.offset / 512 });
  });

  for (const kind of ['none', 'damaged', 'mbr', 'hybrid'] as const) {
    it(`goes ahead on a table of kind ${kind} where the catalog has no volume`, () => {
      const mbr = [{ number: 1, type: 0x83, active: true, firstLba: 63, sectors: 2 ** 17 }];
      const layout = aLayout({ kind, catalog: {}, mbr, wholeDisk: aFilesystem('ext4') });
      const { table, places } = erase(layout);
      expect(table.entries.map(({ typeGuid }) => typeGuid)).to.deep.equal([TYPE_GUIDS.catalog]);
      expect(covers(places, { offset: 63 * 512 + 64 * MIB - MIB, length: MIB })).to.equal(true);
    });
  }

  describe('keeps what an interrupted deployment kept', () => {
    const journal = aJournal([data, root], [{ ...esp, name: 'new' }]);

    it('and erases what it was placing', () => {
      const layout = aLayout({ partitions: [esp, root, data], claimed: [127], journal });
      const { kept, erased, places } = erase(layout);
      expect(kept.map(({ entry }) => entry.name)).to.deep.equal(['root', 'data', 'bmv-catalog']);
      expect(erased.map(({ name }) => name).sort()).to.deep.equal(['esp', 'new']);
      for (const place of signaturePlaces(esp)) expect(covers(places, place)).to.equal(true);
    });

    it('where the table is damaged too', () => {
      const { kept } = erase(aLayout({ kind: 'damaged', claims: [aClaim(data)], journal }));
      expect(kept.map(({ entry }) => entry.name)).to.deep.equal(['root', 'data']);
    });
  });

  describe('drops what an interrupted deployment kept, where the instance is gone,', () => {
    const journal = aJournal([data, root], [{ ...esp, name: 'new' }]);
    const clean = (layout: Layout) => planOf(planErase(layout, guidSequence(), 'erase'));

    it('and erases it', () => {
      const layout = aLayout({ partitions: [esp, root, data], claimed: [127], journal });
      const { kept, erased, places, extents, table } = clean(layout);
      expect(kept.map(({ reason }) => reason)).to.deep.equal(['claim', 'catalog']);
      expect(table.entries.map(({ name }) => name).sort()).to.deep.equal(['bmv-catalog', 'data']);
      expect(erased.map(({ name }) => name).sort()).to.deep.equal(['esp', 'new', 'root']);
      for (const place of signaturePlaces(root)) expect(covers(places, place)).to.equal(true);
      expect(covers(extents, root)).to.equal(true);
    });

    it('where only the journal lists it, too', () => {
      const { kept, erased, places } = clean(aLayout({ kind: 'damaged', claims: [aClaim(data)], journal }));
      expect(kept.map(({ entry }) => entry.name)).to.deep.equal(['data']);
      expect(erased.map(({ name }) => name).sort()).to.deep.equal(['new', 'root']);
      for (const place of signaturePlaces(root)) expect(covers(places, place)).to.equal(true);
    });

    it('and never a volume that it kept', () => {
      const layout = aLayout({ partitions: [root], claims: [aClaim(data), aClaim(root)], journal });
      expect(clean(layout).kept.map(({ entry }) => entry.name)).to.include.members(['root', 'data']);
    });
  });

  it('knows after an interruption what was listed before', () => {
    const journal = aJournal([data, logs], [], {
      operation: 'erase',
      final: aStoredTable([esp, root]),
    });
    const { erased, places, table } = erase(
      aLayout({ partitions: [data, logs], claimed: [126, 127], journal }),
    );
    expect(erased.map(({ name }) => name)).to.deep.equal(['esp', 'root']);
    for (const place of signaturePlaces(root)) expect(covers(places, place)).to.equal(true);
    expect(table.entries.map(({ number }) => number)).to.deep.equal([126, 127, 128]);
  });

  it('keeps a volume whose release was interrupted', () => {
    const claim = aClaim(data, 512, { state: 'releasing' });
    const { kept, extents } = erase(aLayout({ partitions: [esp, data], claims: [claim] }));
    expect(kept.map(({ entry }) => entry.name)).to.deep.equal(['data', 'bmv-catalog']);
    expect(extents.some((extent) => overlaps(extent, data))).to.equal(false);
  });

  describe('is refused', () => {
    const doubt = { code: 'COPIES_DIFFER', severity: 'refuse', message: 'the copies differ' } as const;
    const cases: readonly [string, LayoutSketch, string[], RegExp][] = [
      ['on a copy of a disk', { ...usual, identity: { serial: 'OTHER' } }, ['CATALOG_FOREIGN'], /recover/],
      ['on a table with a doubt', { ...usual, verdicts: [doubt] }, ['TABLE_DAMAGED'], /recover/],
      ['on a damaged table', { kind: 'damaged', claims: [aClaim(data)] }, ['TABLE_DAMAGED'], /recover/],
      ['on an MBR beside volumes', { kind: 'mbr', claims: [aClaim(data)] }, ['TABLE_NOT_GPT'], /recover/],
      [
        'where the table does not list a volume',
        { partitions: [root], claims: [aClaim(data)] },
        ['CLAIM_MISSING'],
        /recover/,
      ],
      [
        'where the table lists a volume elsewhere',
        { partitions: [data], claims: [aClaim({ ...data, offset: 700 * MIB })] },
        ['CLAIM_MOVED'],
        /recover/,
      ],
      [
        'where volumes share bytes',
        { partitions: [data, { ...logs, offset: 450 * MIB }], claimed: [126, 127] },
        ['CLAIMS_OVERLAP'],
        /release/,
      ],
      [
        'where a filesystem covers the disk and its volumes',
        { kind: 'none', claims: [aClaim(data)], wholeDisk: aFilesystem('ext4') },
        ['WHOLE_DISK_CONTENT'],
        /wipefs/,
      ],
    ];
    for (const [title, sketch, codes, wayOut] of cases) {
      it(title, () => {
        const result = resultOf(aLayout(sketch));
        expect(codesOf(result)).to.include.members(codes);
        expect(result.conflicts.map((conflict) => conflict.wayOut).join()).to.match(wayOut);
      });
    }

    it('on a disk without a catalog', () => {
      expect(() => resultOf(aLayout({ partitions: [root] })))
        .to.throw(BmvError, /has no catalog/)
        .with.property('code', 'NO_CATALOG');
    });
  });

  it('never touches a kept byte, keeps entries byte for byte, and has the same to do a second time', () => {
    const unit = 8 * MIB;
    const disks = fc
      .uniqueArray(fc.integer({ min: 1, max: 100 }), { minLength: 1, maxLength: 12 })
      .map((cuts) => cuts.sort((a, b) => a - b))
      .chain((cuts) =>
        fc.record({
          cuts: fc.constant(cuts),
          claims: fc.array(fc.boolean(), { minLength: cuts.length, maxLength: cuts.length }),
          sectorBytes: fc.constantFrom(512 as const, 4096 as const),
          catalogListed: fc.boolean(),
        }),
      );
    fc.assert(
      fc.property(disks, ({ cuts, claims, sectorBytes, catalogListed }) => {
        const partitions = cuts.map((cut, index) => ({
          number: index + 1,
          offset: cut * unit + (index % 3) * 4096,
          length: ((cuts[index + 1] ?? 110) - cut) * unit - 3 * 4096,
        }));
        const claimed = partitions.map(({ number }) => number).filter((_, index) => claims[index]);
        const sketch = { partitions, claimed, sectorBytes, catalogListed, catalog: {} };
        const layout = aLayout(sketch);
        const { extents, places, table } = erase(layout);
        const place = fixedCatalogPlace(layout.sizeBytes);
        const kept = [...partitions.filter((_, index) => claims[index]), place];
        for (const extent of [...extents, ...places])
          for (const other of kept) expect(overlaps(extent, other)).to.equal(false);
        expect(subtract(places, extents)).to.deep.equal([]);
        for (const extent of extents)
          expect([extent.offset % sectorBytes, extent.length % sectorBytes]).to.deep.equal([0, 0]);
        for (const old of layout.table.gpt?.entries ?? []) {
          const isKept = claimed.includes(old.number) || old.typeGuid === TYPE_GUIDS.catalog;
          if (isKept) expect(table.entries).to.deep.include(old);
          else expect(table.entries.some(({ guid }) => guid === old.guid)).to.equal(false);
        }
        const after = { ...layout, table: { ...layout.table, gpt: table } };
        const again = erase(after);
        expect(again.table).to.deep.equal(table);
        expect(again.extents).to.deep.equal(extents);
      }),
      { numRuns: 200, seed: 1412 },
    );
  });
});
