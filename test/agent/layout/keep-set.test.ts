import { expect } from 'chai';
import { MIB } from '../../../agent/layout/extent.ts';
import { keepSet } from '../../../agent/layout/keep-set.ts';
import { parseSelector } from '../../../agent/layout/selector.ts';
import type { Layout } from '../../../agent/layout/types.ts';
import { ZERO_GUID } from '../../../hardware-managers/partition-table/guid.ts';
import { TYPE_GUIDS } from '../../../hardware-managers/partition-table/type-guids.ts';
import type { Verdict } from '../../../hardware-managers/partition-table/types.ts';
import {
  aClaim,
  aFilesystem,
  aJournal,
  aLayout,
  guidOf,
  type PartitionSketch,
} from '../../support/layouts.ts';

const DISK = 1024 * MIB;

const root: PartitionSketch = { number: 1, offset: MIB, length: 100 * MIB, name: 'root' };
const data: PartitionSketch = { number: 3, offset: 500 * MIB, length: 100 * MIB, name: 'data' };
const more: PartitionSketch = { number: 4, offset: 600 * MIB, length: 100 * MIB, name: 'more' };

const refuse = (code: Verdict['code']): Verdict => ({
  code,
  severity: 'refuse',
  message: `${code} at LBA 1`,
});

const kept = (layout: Layout, ...keep: string[]) =>
  keepSet(layout, keep.map(parseSelector)).kept.map(({ entry, reason }) => `${reason} ${entry.name}`);
const codes = (layout: Layout, ...keep: string[]) =>
  keepSet(layout, keep.map(parseSelector)).conflicts.map(({ code }) => code);
const firstConflict = (layout: Layout, ...keep: string[]) => {
  const [first] = keepSet(layout, keep.map(parseSelector)).conflicts;
  if (!first) throw new Error('no conflict');
  return first;
};

describe('keep set', () => {
  describe('of a sound disk', () => {
    it('is empty when nothing is claimed or selected', () => {
      expect(keepSet(aLayout({ partitions: [root, data] }), [])).to.deep.equal({ kept: [], conflicts: [] });
    });

    it('has every claim, and the catalog that knows it', () => {
      const layout = aLayout({ partitions: [root, data, more], claimed: [3, 4] });
      expect(kept(layout)).to.deep.equal(['claim data', 'claim more', 'catalog bmv-catalog']);
      expect(codes(layout)).to.deep.equal([]);
    });

    it('has what selectors pick, by offset, whatever their order', () => {
      const layout = aLayout({ partitions: [more, root, data] });
      expect(kept(layout, 'label:more', 'index:1')).to.deep.equal(['selector root', 'selector more']);
    });

    it('has a partition once that is claimed and selected, twice over, and the catalog too', () => {
      const layout = aLayout({ partitions: [data], claimed: [3] });
      expect(kept(layout, 'label:data', 'index:1-128')).to.deep.equal(['claim data', 'catalog bmv-catalog']);
      expect(codes(layout, 'label:data', 'index:1-128')).to.deep.equal([]);
    });

    it('takes name, type and attributes of a claimed partition from the table, not the catalog', () => {
      const changed = { ...data, name: 'renamed', attributes: 1n << 60n };
      const layout = aLayout({ partitions: [changed], claims: [aClaim(data)] });
      const [first] = keepSet(layout, []).kept;
      expect(first?.entry.name).to.equal('renamed');
      expect(first?.entry.attributes).to.equal(1n << 60n);
      expect(first?.claim?.name).to.equal('data');
    });

    it('tolerates zero GUIDs (E15)', () => {
      const layout = aLayout({
        partitions: [
          { ...data, guid: ZERO_GUID },
          { ...more, guid: ZERO_GUID },
        ],
      });
      expect(codes(layout, 'index:3-4')).to.deep.equal([]);
      expect(kept(layout, 'index:3-4')).to.have.lengthOf(2);
    });

    it('accepts a partition that ends at the last usable sector of a 128-entry table (E08)', () => {
      const last = { ...data, length: DISK - 33 * 512 - data.offset };
      expect(codes(aLayout({ partitions: [last] }), 'label:data')).to.deep.equal([]);
    });

    it('accepts a partition that begins right behind the table, at LBA 34 (E07)', () => {
      expect(codes(aLayout({ partitions: [{ ...data, offset: 34 * 512 }] }), 'label:data')).to.deep.equal([]);
    });

    it('takes partitions out of LBA order as they are (E54)', () => {
      const layout = aLayout({
        partitions: [
          { ...more, number: 1 },
          { ...root, number: 2 },
        ],
      });
      expect(kept(layout, 'index:1-2')).to.deep.equal(['selector root', 'selector more']);
      expect(codes(layout, 'index:1-2')).to.deep.equal([]);
    });

    it('does not mind damage that one good copy repairs (E21, E22)', () => {
      const verdicts: Verdict[] = [
        { code: 'PRIMARY_ENTRIES_BAD', severity: 'repair', message: 'primary array' },
      ];
      expect(codes(aLayout({ partitions: [data], claimed: [3], verdicts }))).to.deep.equal([]);
    });
  });

  describe('of selectors that do not say what they mean', () => {
    it('is refused when one matches nothing, naming what there is', () => {
      const found = firstConflict(aLayout({ partitions: [root, data] }), 'label:dta');
      expect(found.code).to.equal('SELECTOR_NO_MATCH');
      expect(found.message).to.contain('label:dta').and.to.contain('partition 3 "data"');
    });

    it('is refused when one name means two partitions (E16)', () => {
      const layout = aLayout({ partitions: [data, { ...more, name: 'data' }] });
      expect(firstConflict(layout, 'label:data').message)
        .to.contain('partition 3')
        .and.to.contain('partition 4');
      expect(codes(layout, 'label:data')).to.deep.equal(['SELECTOR_AMBIGUOUS']);
      expect(codes(layout, 'label:dat*')).to.deep.equal([]);
    });

    it('is refused when one filesystem label means two partitions (E17)', () => {
      const filesystem = aFilesystem('ext4', 'srv');
      const layout = aLayout({
        partitions: [
          { ...data, filesystem },
          { ...more, filesystem },
        ],
      });
      expect(codes(layout, 'fslabel:srv')).to.deep.equal(['SELECTOR_AMBIGUOUS']);
    });

    it('is refused when a PARTUUID means two partitions, and says that they cannot both be kept (E14)', () => {
      const layout = aLayout({ partitions: [data, { ...more, guid: guidOf('d', 3) }] });
      expect(codes(layout, `partuuid:${guidOf('d', 3)}`)).to.deep.equal([
        'SELECTOR_AMBIGUOUS',
        'DUPLICATE_KEPT_GUID',
      ]);
    });

    it('is refused on a blank disk', () => {
      expect(codes(aLayout({ kind: 'none' }), 'label:*')).to.deep.equal(['SELECTOR_NO_MATCH']);
    });

    it('tells of every one of them at once', () => {
      const layout = aLayout({ partitions: [root] });
      expect(codes(layout, 'label:x', 'index:1', 'index:7')).to.deep.equal([
        'SELECTOR_NO_MATCH',
        'SELECTOR_NO_MATCH',
      ]);
    });
  });

  describe('of claims that the table contradicts', () => {
    it('is refused for a claim that is not listed, with the way to restore it', () => {
      const found = firstConflict(aLayout({ partitions: [root], claims: [aClaim(data)] }));
      expect(found.code).to.equal('CLAIM_MISSING');
      expect(found.message).to.contain('"data"').and.to.contain(guidOf('d', 3));
      expect(found.wayOut).to.contain('bmv recover /dev/sdx');
    });

    it('is refused for a wiped table, claim by claim', () => {
      const layout = aLayout({ kind: 'none', claims: [aClaim(data), aClaim(more)] });
      expect(codes(layout)).to.deep.equal(['CLAIM_MISSING', 'CLAIM_MISSING']);
    });

    it('is refused for a claim whose partition begins or ends elsewhere', () => {
      for (const moved of [
        { ...data, offset: 501 * MIB },
        { ...data, length: 99 * MIB },
      ]) {
        expect(codes(aLayout({ partitions: [moved], claims: [aClaim(data)] }))).to.deep.equal([
          'CLAIM_MOVED',
        ]);
      }
    });

    it('still holds the claimed bytes then, so that nothing could be placed there', () => {
      const { kept: items } = keepSet(aLayout({ partitions: [root], claims: [aClaim(data)] }), []);
      expect(items.map(({ extent }) => extent)).to.deep.include({ offset: data.offset, length: data.length });
    });

    it('is refused for two claims of one extent', () => {
      const other = aClaim({ ...more, offset: data.offset + MIB }, 512);
      const layout = aLayout({
        partitions: [data, { ...more, offset: data.offset + MIB }],
        claims: [aClaim(data), other],
      });
      expect(codes(layout)).to.deep.equal(['CLAIMS_OVERLAP']);
    });
  });

  describe('of kept partitions that contradict each other or the disk', () => {
    it('is refused when two share bytes, or one is nested in the other (E54, E55)', () => {
      const nested = { ...more, offset: data.offset + MIB, length: MIB };
      expect(codes(aLayout({ partitions: [data, nested] }), 'index:3-4')).to.deep.equal(['KEPT_OVERLAP']);
    });

    it('is refused when two have one GUID (E14)', () => {
      const layout = aLayout({ partitions: [data, { ...more, guid: guidOf('d', 3) }] });
      expect(codes(layout, 'index:3-4')).to.deep.equal(['DUPLICATE_KEPT_GUID']);
    });

    it('is refused beyond the end of a disk that shrank (E26), saying by how much', () => {
      const found = firstConflict(aLayout({ partitions: [{ ...data, length: DISK }] }), 'label:data');
      expect(found.code).to.equal('KEPT_OUTSIDE_DISK');
      expect(found.message).to.contain(`ends ${500 * MIB} bytes after the end`);
    });

    it('is refused for an entry that ends before it begins (E54)', () => {
      expect(codes(aLayout({ partitions: [{ ...data, length: -MIB }] }), 'label:data')).to.deep.equal([
        'KEPT_OUTSIDE_DISK',
      ]);
    });

    for (const sectorBytes of [512, 4096] as const) {
      it(`is refused inside the table's own sectors, ${sectorBytes}-byte sectors (E07, E08)`, () => {
        const array = Math.ceil(16384 / sectorBytes);
        const early = { ...data, offset: (1 + array) * sectorBytes };
        const late = { ...data, length: DISK - data.offset - array * sectorBytes };
        for (const partition of [early, late]) {
          expect(codes(aLayout({ sectorBytes, partitions: [partition] }), 'label:data')).to.deep.equal([
            'KEPT_IN_TABLE_AREA',
          ]);
        }
      });
    }
  });

  describe('of a disk whose table cannot be trusted', () => {
    for (const [kind, code] of [
      ['damaged', 'BOTH_COPIES_BAD'],
      ['gpt', 'COPIES_DIFFER'],
      ['gpt', 'ENTRIES_OVERLAP'],
    ] as const) {
      it(`is refused with ${code} when something is to be kept (E23, E24, E54)`, () => {
        const layout = aLayout({ kind, partitions: [data], verdicts: [refuse(code)] });
        expect(codes(layout, 'label:data')).to.include('TABLE_DAMAGED');
        expect(firstConflict(layout, 'label:data').message).to.contain(`${code} at LBA 1`);
      });

      it(`is empty with ${code} when nothing is`, () => {
        expect(keepSet(aLayout({ kind, partitions: [data], verdicts: [refuse(code)] }), [])).to.deep.equal({
          kept: [],
          conflicts: [],
        });
      });
    }

    it('is refused for a damaged table that hides a claim, and points to recover', () => {
      const layout = aLayout({
        kind: 'damaged',
        claims: [aClaim(data)],
        verdicts: [refuse('BOTH_COPIES_BAD')],
      });
      expect(codes(layout)).to.deep.equal(['TABLE_DAMAGED']);
      expect(firstConflict(layout).wayOut).to.contain('bmv recover');
    });

    it('is refused on an MBR, which a label never reads as nothing to keep (E31)', () => {
      const layout = aLayout({
        kind: 'mbr',
        mbr: [{ number: 1, type: 0x83, active: false, firstLba: 2048, sectors: 2048 }],
      });
      expect(codes(layout, 'label:data')).to.deep.equal(['TABLE_NOT_GPT', 'SELECTOR_NO_MATCH']);
      expect(codes(layout)).to.deep.equal([]);
    });

    it('is refused on a hybrid MBR (E30)', () => {
      const layout = aLayout({ kind: 'hybrid', partitions: [data], verdicts: [refuse('PMBR_HYBRID')] });
      expect(codes(layout, 'label:data')).to.deep.equal(['TABLE_NOT_GPT']);
    });

    it('is refused on a disk that is itself a filesystem or a volume group', () => {
      const layout = aLayout({ kind: 'none', wholeDisk: aFilesystem('LVM2_member') });
      expect(codes(layout, 'label:*')).to.deep.equal(['WHOLE_DISK_CONTENT', 'SELECTOR_NO_MATCH']);
      expect(codes(layout)).to.deep.equal([]);
    });
  });

  describe('of a catalog that may not be this disk', () => {
    it('is refused when the serial or the WWN differs (E40)', () => {
      for (const identity of [{ serial: 'OTHER' }, { wwn: '0x1' }]) {
        const layout = aLayout({ partitions: [data], claimed: [3], identity, disk: { wwn: '0x2' } });
        expect(codes(layout)).to.deep.equal(['CATALOG_FOREIGN']);
        expect(firstConflict(layout).wayOut).to.contain('bmv recover');
      }
    });

    it('is refused when the disk has become smaller, or has other sectors (E26, E03)', () => {
      for (const identity of [{ sizeBytes: DISK + 512 }, { sectorBytes: 4096 }]) {
        expect(codes(aLayout({ partitions: [data], claimed: [3], identity }))).to.deep.equal([
          'CATALOG_FOREIGN',
        ]);
      }
    });

    it('accepts a disk that grew, that does not tell its serial, or that got another GUID (E25)', () => {
      for (const identity of [{ sizeBytes: DISK - MIB }, { serial: null }, { diskGuid: guidOf('b', 1) }]) {
        expect(codes(aLayout({ partitions: [data], claimed: [3], identity }))).to.deep.equal([]);
      }
    });

    it('is refused when the catalog partition holds no catalog', () => {
      const layout = aLayout({ partitions: [{ ...more, number: 128, typeGuid: TYPE_GUIDS.catalog }] });
      expect(codes(layout)).to.deep.equal(['CATALOG_MISSING']);
    });

    it('is refused when something kept covers the catalog', () => {
      const all = { ...data, length: 523 * MIB };
      const layout = aLayout({ partitions: [all], catalog: {}, catalogListed: false });
      expect(codes(layout, 'label:data')).to.deep.equal(['KEPT_OVERLAP']);
      expect(codes(layout)).to.deep.equal([]);
    });
  });

  describe('of an interrupted deployment', () => {
    const journal = aJournal([data], [{ ...root, number: 2 }]);

    it('is the journal, whatever the table looks like (E47, E48)', () => {
      const tables: Partial<Parameters<typeof aLayout>[0]>[] = [
        { kind: 'damaged', verdicts: [refuse('BOTH_COPIES_BAD')] },
        { kind: 'none' },
        { partitions: [], verdicts: [refuse('COPIES_DIFFER')] },
        { partitions: [data] },
        { partitions: [data, { ...root, number: 2, guid: guidOf('a', 2) }] },
      ];
      for (const table of tables) {
        const layout = aLayout({ ...table, journal, catalogListed: false });
        expect(codes(layout)).to.deep.equal([]);
        expect(kept(layout)).to.deep.equal(['journal data']);
        expect(codes(layout, 'label:data')).to.deep.equal([]);
      }
    });

    it('keeps the digests from before it', () => {
      expect(
        keepSet(aLayout({ kind: 'none', journal }), []).kept.map(({ proof }) => proof?.seed),
      ).to.deep.equal(['before']);
    });

    it('knows its claims even where only the catalog lists them', () => {
      const layout = aLayout({
        kind: 'damaged',
        journal,
        claims: [aClaim(data), aClaim(more)],
        catalogListed: false,
      });
      expect(kept(layout)).to.deep.equal(['claim data', 'claim more']);
      expect(codes(layout)).to.deep.equal([]);
    });

    it('finds the catalog partition in its own table', () => {
      const place = { offset: 1022 * MIB, length: MIB };
      const sealed = aJournal([
        data,
        { number: 128, ...place, name: 'bmv-catalog', typeGuid: TYPE_GUIDS.catalog },
      ]).sealed;
      const layout = aLayout({ kind: 'damaged', journal: { ...journal, sealed }, catalogListed: false });
      expect(kept(layout)).to.deep.equal(['journal data', 'catalog bmv-catalog']);
    });

    it('does not keep the image that it was writing', () => {
      const layout = aLayout({ partitions: [data, { ...root, number: 2, guid: guidOf('a', 2) }], journal });
      expect(kept(layout, 'index:1-100')).to.deep.equal(['journal data', 'catalog bmv-catalog']);
      expect(codes(layout, 'index:2')).to.deep.equal(['SELECTOR_NO_MATCH']);
    });

    it('lets a filesystem label go unmatched where the table is not there to probe by', () => {
      expect(codes(aLayout({ kind: 'damaged', journal }), 'fslabel:srv')).to.deep.equal([]);
      expect(codes(aLayout({ partitions: [data], journal }), 'fslabel:srv')).to.deep.equal([
        'SELECTOR_NO_MATCH',
      ]);
      expect(codes(aLayout({ kind: 'damaged', journal }), 'label:srv')).to.deep.equal(['SELECTOR_NO_MATCH']);
    });

    it('is still refused on a table of another kind, which it cannot have written', () => {
      expect(codes(aLayout({ kind: 'mbr', journal }))).to.deep.equal(['TABLE_NOT_GPT']);
    });

    it('is refused where a stranger has taken the number of something kept', () => {
      const stranger = { ...more, number: 3, guid: guidOf('b', 1) };
      expect(codes(aLayout({ partitions: [stranger], journal }), 'index:3')).to.deep.equal([
        'DUPLICATE_KEPT_NUMBER',
      ]);
    });

    it('throws for a journal that stores an empty entry', () => {
      const broken = {
        ...journal,
        kept: journal.kept.map((item) => ({ ...item, entry: { number: 3, raw: new Uint8Array(128) } })),
      };
      expect(() => keepSet(aLayout({ journal: broken }), [])).to.throw(
        /stores an empty entry for partition 3/,
      );
    });
  });
});
