import { expect } from 'chai';
import { MIB } from '../../../agent/layout/extent.ts';
import { planDeployment } from '../../../agent/layout/plan.ts';
import { parseSelector } from '../../../agent/layout/selector.ts';
import type { Conflict, DeployRequest, ImageHead, Layout, Plan } from '../../../agent/layout/types.ts';
import { ZERO_GUID } from '../../../hardware-managers/partition-table/guid.ts';
import { TYPE_GUIDS } from '../../../hardware-managers/partition-table/type-guids.ts';
import type { Verdict } from '../../../hardware-managers/partition-table/types.ts';
import {
  aFilesystem,
  aJournal,
  aLayout,
  anImage,
  aRequest,
  guidOf,
  type PartitionSketch,
} from '../../support/layouts.ts';

const DISK = 1024 * MIB;

const esp: PartitionSketch = {
  number: 1,
  offset: MIB,
  length: 99 * MIB,
  name: 'esp',
  typeGuid: TYPE_GUIDS.esp,
};
const root: PartitionSketch = { number: 2, offset: 100 * MIB, length: 200 * MIB, name: 'root' };
const data: PartitionSketch = { number: 100, offset: 800 * MIB, length: 200 * MIB, name: 'data' };

const image = anImage({ partitions: [esp, root] });

function planOf(layout: Layout, head: ImageHead, request: Partial<DeployRequest> = {}): Plan {
  const { plan, conflicts } = planDeployment(layout, head, aRequest(request));
  if (!plan) throw new Error(conflicts.map(({ message }) => message).join('\n'));
  return plan;
}

function conflictsOf(
  layout: Layout,
  head: ImageHead,
  request: Partial<DeployRequest> = {},
): readonly Conflict[] {
  return planDeployment(layout, head, aRequest(request)).conflicts;
}

const codes = (layout: Layout, head: ImageHead, request: Partial<DeployRequest> = {}) =>
  conflictsOf(layout, head, request).map(({ code }) => code);
const keep = (...texts: string[]) => ({ selectors: texts.map(parseSelector) });
const places = (plan: Plan) =>
  plan.placements.map(({ entry, extent }) => [entry.name, entry.number, extent.offset / MIB]);
const names = (entries: readonly { readonly name: string }[]) => entries.map(({ name }) => name);

describe('deployment plan', () => {
  describe('for a disk with nothing to keep', () => {
    const plan = planOf(aLayout({ partitions: [{ ...data, name: 'old' }] }), image);

    it('puts every partition at the offset and under the number of the image', () => {
      expect(places(plan)).to.deep.equal([
        ['esp', 1, 1],
        ['root', 2, 100],
      ]);
      expect(
        plan.placements.some(({ moved, renumbered, newGuid }) => moved || renumbered || newGuid),
      ).to.equal(false);
    });

    it('says what will be gone, and creates nothing', () => {
      expect(names(plan.erased)).to.deep.equal(['old']);
      expect([plan.kept, plan.created, plan.catalogPlace]).to.deep.equal([[], [], null]);
    });

    it('makes the disk the image: its GUID, its entries byte for byte, over an empty sealed table', () => {
      expect(plan.final?.diskGuid).to.equal(image.table.gpt?.diskGuid);
      expect(plan.final?.entries.map(({ raw }) => raw)).to.deep.equal(
        image.table.gpt?.entries.map(({ raw }) => raw),
      );
      expect(plan.sealed?.entries).to.deep.equal([]);
    });

    it('computes usable sectors from the disk and not from the image (E09)', () => {
      expect(plan.final?.lastUsableLba).to.equal(DISK / 512 - 34);
    });

    for (const kind of ['damaged', 'mbr', 'hybrid', 'none'] as const) {
      it(`goes ahead on a disk with a table of kind ${kind}, and says so (E23, E30, E31)`, () => {
        const verdicts: Verdict[] = [
          { code: 'BOTH_COPIES_BAD', severity: 'refuse', message: 'both copies are bad' },
        ];
        const noted = planOf(aLayout({ kind, verdicts: kind === 'none' ? [] : verdicts }), image);
        expect(places(noted)).to.have.lengthOf(2);
        if (kind !== 'none')
          expect(noted.notes.join()).to.contain('both copies are bad; a new table replaces it');
      });
    }

    it('goes ahead on a disk that is a filesystem, and says that it will be gone', () => {
      const noted = planOf(aLayout({ kind: 'none', wholeDisk: aFilesystem('xfs') }), image);
      expect(noted.notes.join()).to.contain('is xfs without a table');
    });
  });

  describe('around something kept', () => {
    const layout = aLayout({ partitions: [{ ...root, name: 'oldroot', number: 5 }, data], claimed: [100] });
    const plan = planOf(layout, image);

    it('leaves it alone, keeps its number, and lists it bit for bit in both tables (E19, E20)', () => {
      const raw = layout.table.gpt?.entries.find(({ name }) => name === 'data')?.raw;
      for (const table of [plan.sealed, plan.final]) {
        expect(table?.entries.find(({ number }) => number === 100)?.raw).to.deep.equal(raw);
      }
      expect(plan.writeMap.every(({ offset, length }) => offset + length <= data.offset)).to.equal(true);
    });

    it('seals a table of what is kept and the catalog only', () => {
      expect(names(plan.sealed?.entries ?? [])).to.deep.equal(['data', 'bmv-catalog']);
      expect(names(plan.erased)).to.deep.equal(['oldroot']);
    });

    it('keeps the GUID of the disk (E18)', () => {
      expect(plan.final?.diskGuid).to.equal(layout.table.gpt?.diskGuid);
    });

    it('keeps odd names, unknown types and attributes of the image too (E19, E20)', () => {
      const odd = { ...root, name: 'a"b\n ü', typeGuid: guidOf('7', 7), attributes: (1n << 60n) | 4n };
      const { placements } = planOf(layout, anImage({ partitions: [odd] }));
      expect(placements[0]?.entry).to.include({
        name: odd.name,
        typeGuid: odd.typeGuid,
        attributes: odd.attributes,
      });
    });

    it('adds a catalog from the end, numbered from the end, when a selector keeps something', () => {
      const { created, catalogPlace, sealed, final } = planOf(
        aLayout({ partitions: [data] }),
        image,
        keep('label:data'),
      );
      expect(catalogPlace).to.deep.equal({ offset: 1022 * MIB, length: MIB });
      expect(
        created.map(({ entry, purpose }) => [entry.name, entry.number, entry.typeGuid, purpose]),
      ).to.deep.equal([['bmv-catalog', 128, TYPE_GUIDS.catalog, 'catalog']]);
      expect(names(sealed?.entries ?? [])).to.deep.equal(['data', 'bmv-catalog']);
      expect(names(final?.entries ?? [])).to.deep.equal(['esp', 'root', 'data', 'bmv-catalog']);
    });

    it('lists the catalog anew where the table has lost it', () => {
      const lost = aLayout({ partitions: [data], claimed: [100], catalogListed: false });
      expect(names(planOf(lost, image).created.map(({ entry }) => entry))).to.deep.equal(['bmv-catalog']);
      expect(planOf(lost, image).catalogPlace).to.deep.equal(lost.catalog?.place);
    });

    it('does without a catalog, and says so, where the disk has no free MiB for one', () => {
      const full = { ...data, offset: 300 * MIB, length: DISK - 300 * MIB - 33 * 512 };
      const tight = planOf(aLayout({ partitions: [full] }), image, keep('label:data'));
      expect([tight.catalogPlace, tight.created]).to.deep.equal([null, []]);
      expect(tight.notes.join()).to.contain('no free MiB for a catalog');
    });

    it('does without a new catalog rather than without room for the image', () => {
      const big = { ...root, length: 700 * MIB };
      const sides = [{ ...data, number: 100, offset: 801 * MIB, length: 223 * MIB - 33 * 512 }];
      const tight = planOf(
        aLayout({ partitions: sides }),
        anImage({ partitions: [esp, big] }),
        keep('label:data'),
      );
      expect(tight.placements.map(({ moved }) => moved)).to.deep.equal([false, false]);
      const full = planOf(
        aLayout({ partitions: sides }),
        anImage({ partitions: [esp, { ...big, length: 701 * MIB }] }),
        keep('index:100'),
      );
      expect([full.placements.length, full.catalogPlace]).to.deep.equal([2, null]);
    });

    it('forgets an empty catalog that no table lists', () => {
      const left = planOf(aLayout({ catalog: {}, catalogListed: false }), image);
      expect([left.catalogPlace, left.kept]).to.deep.equal([null, []]);
    });

    it('warns of a kept partition where the second table would go (E07)', () => {
      const early = { ...data, offset: 40 * 512, length: MIB - 40 * 512 };
      const plan = planOf(aLayout({ partitions: [early] }), image, keep('label:data'));
      expect(plan.notes.join()).to.contain('bmv recover');
    });

    it('notes that Windows may miss the GUID of its disk (E18)', () => {
      const windows = anImage({ partitions: [{ ...root, typeGuid: TYPE_GUIDS.microsoftReserved }] });
      expect(planOf(layout, windows).notes.join()).to.contain('Windows');
      expect(planOf(aLayout(), windows).notes.join()).not.to.contain('Windows');
    });
  });

  describe('that has to move partitions', () => {
    const inRoot: PartitionSketch = { number: 7, offset: 150 * MIB, length: 10 * MIB, name: 'vol' };
    const layout = aLayout({ partitions: [inRoot], claimed: [7] });

    it('moves only what has something in its place, to the first free aligned extent (E06)', () => {
      const plan = planOf(layout, image);
      expect(places(plan)).to.deep.equal([
        ['esp', 1, 1],
        ['root', 2, 160],
      ]);
      expect(plan.placements.map(({ moved }) => moved)).to.deep.equal([false, true]);
    });

    it('never displaces a partition that can stay for one that moves', () => {
      const three = anImage({
        partitions: [esp, root, { ...root, number: 3, name: 'home', offset: 300 * MIB, length: 300 * MIB }],
      });
      expect(places(planOf(layout, three))).to.deep.equal([
        ['esp', 1, 1],
        ['root', 2, 600],
        ['home', 3, 300],
      ]);
    });

    it('moves a partition that touches the spare array, and one that reaches into the backup table', () => {
      const early = anImage({ partitions: [{ ...esp, offset: 34 * 512, length: 2014 * 512 }] });
      expect(places(planOf(aLayout(), early))).to.deep.equal([['esp', 1, 1]]);
      const late = anImage({
        partitions: [{ ...root, offset: 900 * MIB, length: 124 * MIB }],
        sizeBytes: DISK + MIB,
      });
      expect(places(planOf(aLayout(), late))).to.deep.equal([['root', 2, 1]]);
    });

    it('aligns what moves to physical sectors that a MiB is no multiple of (E02)', () => {
      const odd = aLayout({ partitions: [inRoot], claimed: [7], disk: { physicalSectorBytes: 3 * MIB } });
      expect(places(planOf(odd, image))).to.deep.include(['root', 2, 162]);
    });

    it('leaves a partition at its own offset even if that is no multiple of the physical sector, with a note (E02)', () => {
      const unaligned = { ...root, offset: 100 * MIB + 512 };
      const plan = planOf(aLayout(), anImage({ partitions: [unaligned] }));
      expect(plan.placements[0]?.moved).to.equal(false);
      expect(plan.notes.join()).to.contain('physical 4096-byte sectors');
    });

    it('refuses what fits nowhere, saying what is in the way and by how much it is too big (E06)', () => {
      const all = aLayout({
        partitions: [{ ...inRoot, offset: 110 * MIB, length: 800 * MIB }],
        claimed: [7],
      });
      const [found] = conflictsOf(all, image);
      expect(found?.code).to.equal('IMAGE_TOO_BIG');
      expect(found?.message).to.contain('partition 2 "root"').and.to.contain('kept partition 7 "vol"');
      expect(found?.message).to.contain('88 MiB too little');
    });

    it('refuses an image larger than the disk', () => {
      const huge = anImage({ partitions: [{ ...root, length: 2 * DISK }] });
      expect(conflictsOf(aLayout(), huge)[0]?.message).to.contain('the edge of the usable disk');
    });

    it('says of every partition that does not fit', () => {
      const all = aLayout({ partitions: [{ ...inRoot, offset: MIB, length: 1000 * MIB }], claimed: [7] });
      expect(codes(all, image)).to.deep.equal(['IMAGE_TOO_BIG', 'IMAGE_TOO_BIG']);
    });
  });

  describe('of numbers', () => {
    it('gives a colliding image partition the next free number, and no other partition another (E11)', () => {
      const layout = aLayout({ partitions: [{ ...data, number: 1 }], claimed: [1] });
      const plan = planOf(layout, image);
      expect(places(plan)).to.deep.equal([
        ['esp', 3, 1],
        ['root', 2, 100],
      ]);
      expect(plan.placements.map(({ renumbered, imageNumber }) => [renumbered, imageNumber])).to.deep.equal([
        [true, 1],
        [false, 2],
      ]);
    });

    it('takes a larger table where the disk or the image has one (E12)', () => {
      const large = aLayout({ partitions: [{ ...data, number: 200 }], claimed: [200], entryCount: 256 });
      expect(planOf(large, image).final?.entryCount).to.equal(256);
      expect(
        planOf(aLayout(), anImage({ partitions: [{ ...root, number: 150 }], entryCount: 160 })).final
          ?.entryCount,
      ).to.equal(160);
    });

    it('makes at least 128 entries of an image with fewer (E12)', () => {
      expect(planOf(aLayout(), anImage({ partitions: [root], entryCount: 4 })).final?.entryCount).to.equal(
        128,
      );
    });

    it('does not enlarge the array over something kept when no entry needs it (E07, E12)', () => {
      const early = { ...data, offset: 34 * 512, length: MIB - 34 * 512 };
      const wide = anImage({ partitions: [root], entryCount: 256 });
      expect(planOf(aLayout({ partitions: [early] }), wide, keep('label:data')).final?.entryCount).to.equal(
        128,
      );
      const needed = anImage({ partitions: [{ ...root, number: 200 }], entryCount: 256 });
      expect(codes(aLayout({ partitions: [early] }), needed, keep('label:data'))).to.deep.equal([
        'KEPT_IN_TABLE_AREA',
      ]);
    });

    it('pads entries where the other table has larger ones (E12)', () => {
      const layout = aLayout({ partitions: [data], claimed: [100], entrySize: 256 });
      const { final } = planOf(layout, image);
      expect(final?.entrySize).to.equal(256);
      expect(final?.entries.every(({ raw }) => raw.byteLength === 256)).to.equal(true);
    });

    it('refuses when all are taken', () => {
      const many = Array.from({ length: 127 }, (_, index) => ({
        number: index + 1,
        offset: (400 + index) * MIB,
        length: MIB,
      }));
      const layout = aLayout({ partitions: many, claimed: many.map(({ number }) => number) });
      expect(codes(layout, image)).to.include('NO_FREE_NUMBER');
    });
  });

  describe('of identities that both sides have', () => {
    const twin = { ...data, guid: guidOf('a', 2) };
    const layout = aLayout({ partitions: [twin] });

    it('gives the image partition a new GUID and says so (E13)', () => {
      const plan = planOf(layout, image, keep('label:data'));
      const placed = plan.placements.find(({ imageNumber }) => imageNumber === 2);
      expect(placed?.newGuid).to.equal(true);
      expect(placed?.entry.guid).not.to.equal(twin.guid);
      expect(plan.notes.join()).to.contain('was not searched');
      expect(plan.final?.entries.find(({ number }) => number === 100)?.guid).to.equal(twin.guid);
    });

    it('says that the files of the image were searched (E13)', () => {
      const searched = anImage({ partitions: [esp, root], guidsInText: [guidOf('c', 1)] });
      expect(planOf(layout, searched, keep('label:data')).notes.join()).to.contain('do not name the old one');
    });

    it('refuses when files of the image name the old GUID (E13)', () => {
      const named = anImage({ partitions: [esp, root], guidsInText: [guidOf('a', 2)] });
      expect(codes(layout, named, keep('label:data'))).to.deep.equal(['DUPLICATE_GUID_IN_BOOT_FILES']);
      expect(codes(layout, named)).to.deep.equal([]);
    });

    it('does not take zero GUIDs for the same (E15)', () => {
      const zero = aLayout({ partitions: [{ ...data, guid: ZERO_GUID }] });
      const head = anImage({
        partitions: [
          { ...esp, guid: ZERO_GUID },
          { ...root, guid: ZERO_GUID },
        ],
      });
      expect(planOf(zero, head, keep('label:data')).placements.some(({ newGuid }) => newGuid)).to.equal(
        false,
      );
    });

    it('refuses two GUIDs within the image that are the same', () => {
      const head = anImage({ partitions: [esp, { ...root, guid: guidOf('a', 1) }] });
      expect(codes(aLayout(), head)).to.deep.equal(['IMAGE_PARTITION_INVALID']);
    });

    it('notes names that both have', () => {
      const named = aLayout({ partitions: [{ ...data, name: 'root' }] });
      expect(planOf(named, image, keep('label:root')).notes.join()).to.contain('by-partlabel');
    });

    it('refuses filesystem UUIDs and labels that both have (E17)', () => {
      const filesystem = aFilesystem('ext4', 'slash', 'AB-CD');
      const head = anImage({ partitions: [{ ...root, filesystem: aFilesystem('ext4', 'slash', 'ab-cd') }] });
      const both = aLayout({ partitions: [{ ...data, filesystem }] });
      expect(codes(both, head, keep('label:data'))).to.deep.equal([
        'DUPLICATE_FILESYSTEM_UUID',
        'DUPLICATE_FILESYSTEM_LABEL',
      ]);
      expect(codes(both, head)).to.deep.equal([]);
    });

    it('refuses a kept filesystem that would be found instead of the config drive (E17, E51)', () => {
      const config = aLayout({ partitions: [{ ...data, filesystem: aFilesystem('vfat', 'CONFIG-2') }] });
      expect(codes(config, image, { ...keep('label:data'), configDriveBytes: 1 })).to.deep.equal([
        'DUPLICATE_FILESYSTEM_LABEL',
      ]);
      expect(codes(config, image, keep('label:data'))).to.deep.equal([]);
    });
  });

  describe('of a config drive (E51)', () => {
    it('gives it whole MiB at the end of the free space, below what is kept', () => {
      const plan = planOf(aLayout({ partitions: [data], claimed: [100] }), image, {
        configDriveBytes: 70 * MIB + 1,
      });
      const place = plan.created.find(({ purpose }) => purpose === 'config-drive');
      expect(place?.extent).to.deep.equal({ offset: 729 * MIB, length: 71 * MIB });
      expect(place?.entry).to.include({
        name: 'config-2',
        number: 127,
        typeGuid: TYPE_GUIDS.linuxFilesystem,
      });
      expect(plan.writeMap).to.deep.include(place?.extent);
      expect(names(plan.sealed?.entries ?? [])).to.deep.equal(['data', 'bmv-catalog']);
    });

    it('does not push a partition from its own place for it', () => {
      const late = anImage({ partitions: [{ ...root, offset: 900 * MIB, length: 123 * MIB }] });
      const plan = planOf(aLayout(), late, { configDriveBytes: MIB });
      expect(plan.placements[0]?.moved).to.equal(false);
      expect(plan.created[0]?.extent.offset).to.equal(899 * MIB);
    });

    it('refuses when there is no room for it', () => {
      const all = anImage({ partitions: [{ ...root, offset: MIB, length: 1022 * MIB }] });
      expect(codes(aLayout(), all, { configDriveBytes: 2 * MIB })).to.deep.equal(['NO_SPACE']);
    });
  });

  describe('of an image that does not suit', () => {
    it('refuses another sector size, with the other conflicts (E01)', () => {
      const layout = aLayout({ sectorBytes: 4096, partitions: [data] });
      expect(codes(layout, image)).to.deep.equal(['SECTOR_SIZE_MISMATCH']);
      expect(codes(layout, image, keep('label:x'))).to.deep.equal([
        'SELECTOR_NO_MATCH',
        'SECTOR_SIZE_MISMATCH',
      ]);
      expect(codes(aLayout(), anImage({ sectorBytes: 4096, partitions: [root] }))).to.deep.equal([
        'SECTOR_SIZE_MISMATCH',
      ]);
    });

    it('goes by the logical sector size of a 512e disk (E02)', () => {
      expect(codes(aLayout({ disk: { physicalSectorBytes: 4096 } }), image)).to.deep.equal([]);
    });

    it('refuses a partition past the end of the image, saying by how much (E10)', () => {
      const [found] = conflictsOf(aLayout(), anImage({ partitions: [esp, root], sizeBytes: 250 * MIB }));
      expect(found?.code).to.equal('IMAGE_PARTITION_INVALID');
      expect(found?.message)
        .to.contain('partition 2 "root"')
        .and.to.contain(`${50 * MIB} bytes after the end of the image`);
    });

    it('accepts a size that is not known before the end (E10)', () => {
      expect(
        planOf(aLayout(), anImage({ partitions: [esp, root], sizeBytes: null })).placements,
      ).to.have.lengthOf(2);
    });

    for (const [what, partitions] of [
      ['overlapping', [esp, { ...root, offset: 50 * MIB }]],
      ['inverted', [{ ...root, length: -MIB }]],
      ['in the table', [{ ...root, offset: 512 }]],
      ['that is a catalog of volumes', [{ ...root, typeGuid: TYPE_GUIDS.catalog }]],
    ] as const) {
      it(`refuses an image with a partition ${what}`, () => {
        expect(codes(aLayout(), anImage({ partitions, sizeBytes: DISK }))).to.deep.equal([
          'IMAGE_PARTITION_INVALID',
        ]);
      });
    }

    it('refuses an image that lists no partition', () => {
      expect(codes(aLayout(), anImage())).to.deep.equal(['IMAGE_PARTITION_INVALID']);
    });

    it('refuses a damaged image table, on an empty disk too', () => {
      expect(codes(aLayout(), anImage({ kind: 'damaged' }))).to.deep.equal(['IMAGE_TABLE_DAMAGED']);
      const verdicts: Verdict[] = [{ code: 'COPIES_DIFFER', severity: 'refuse', message: 'copies differ' }];
      expect(codes(aLayout(), anImage({ partitions: [root], verdicts }))).to.deep.equal([
        'IMAGE_TABLE_DAMAGED',
      ]);
    });

    it('tells of everything at once: selector, claim, image, GUID and label', () => {
      const layout = aLayout({
        partitions: [{ ...data, guid: guidOf('a', 1), filesystem: aFilesystem('ext4', 'srv') }],
        claims: [],
        catalog: {},
      });
      const head = anImage({
        partitions: [esp, { ...root, length: 2000 * MIB, filesystem: aFilesystem('xfs', 'srv') }],
        guidsInText: [guidOf('a', 1)],
      });
      expect(codes(layout, head, keep('label:data', 'label:no'))).to.deep.equal([
        'SELECTOR_NO_MATCH',
        'DUPLICATE_GUID_IN_BOOT_FILES',
        'DUPLICATE_FILESYSTEM_LABEL',
        'IMAGE_TOO_BIG',
      ]);
    });
  });

  describe('after an interruption', () => {
    const journal = aJournal([data], [esp, root]);

    it('is the plan of the first run, whatever is left of the table (E47)', () => {
      for (const table of [{ kind: 'damaged' as const }, { kind: 'none' as const }, { partitions: [data] }]) {
        const plan = planOf(aLayout({ ...table, journal, catalogListed: false }), image);
        expect(places(plan)).to.deep.equal([
          ['esp', 1, 1],
          ['root', 2, 100],
        ]);
        expect(names(plan.sealed?.entries ?? [])).to.deep.equal(['data', 'bmv-catalog']);
        expect(plan.final?.diskGuid).to.equal(journal.sealed.diskGuid);
        expect(plan.notes.join()).to.contain('interrupted deploy');
      }
    });
  });
});
