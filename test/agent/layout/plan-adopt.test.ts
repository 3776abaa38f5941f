import { expect } from 'chai';
import { fixedCatalogPlace } from '../../../agent/layout/catalog-place.ts';
import { MIB } from '../../../agent/layout/extent.ts';
import { type AdoptPlan, planAdopt } from '../../../agent/layout/plan-adopt.ts';
import { parseSelector } from '../../../agent/layout/selector.ts';
import type { Layout } from '../../../agent/layout/types.ts';
import { ZERO_GUID } from '../../../hardware-managers/partition-table/guid.ts';
import {
  aCatalogPartition,
  aClaim,
  aFilesystem,
  aJournal,
  aLayout,
  guidOf,
  guidSequence,
  type LayoutSketch,
  type PartitionSketch,
} from '../../support/layouts.ts';
import { codesOf, planOf } from '../../support/volumes.ts';

const PLACE = fixedCatalogPlace(1024 * MIB);

const root: PartitionSketch = {
  number: 1,
  offset: MIB,
  length: 199 * MIB,
  name: 'root',
  attributes: 0x8000_0000_0000_0004n,
  filesystem: aFilesystem('xfs', 'rootfs'),
};
const home: PartitionSketch = { number: 7, offset: 200 * MIB, length: 100 * MIB, name: 'home' };
const data: PartitionSketch = { number: 127, offset: 922 * MIB, length: 100 * MIB, name: 'data' };

const full = [...Array(128).keys()].map((at) => ({ number: at + 1, offset: (at + 1) * MIB, length: MIB }));
const doubt = { code: 'COPIES_DIFFER', severity: 'refuse', message: 'the copies differ' } as const;

function resultOf(layout: Layout, select: string, name: string | null = null) {
  return planAdopt(layout, { selector: parseSelector(select), name }, guidSequence());
}

function adopt(layout: Layout, select: string, name: string | null = null): AdoptPlan {
  return planOf(resultOf(layout, select, name));
}

const namesOf = ({ adopted }: AdoptPlan) =>
  adopted.map(({ partition, name }) => [partition.entry.number, name]);

describe('plan of an adoption', () => {
  const selections: readonly [string, unknown[]][] = [
    ['label:root', [[1, 'root']]],
    ['fslabel:root*', [[1, 'root']]],
    ['index:7', [[7, 'home']]],
    [`partuuid:${guidOf('d', 7)}`, [[7, 'home']]],
    [
      'index:1-100',
      [
        [1, 'root'],
        [7, 'home'],
      ],
    ],
    [
      'label:*o*',
      [
        [1, 'root'],
        [7, 'home'],
      ],
    ],
  ];
  for (const [select, expected] of selections) {
    it(`makes volumes of what ${select} selects, named after their partitions`, () => {
      expect(namesOf(adopt(aLayout({ partitions: [root, home] }), select))).to.deep.equal(expected);
    });
  }

  it('leaves the table as it is where it lists the catalog', () => {
    const layout = aLayout({ partitions: [root, home, data], claimed: [127], diskGuid: guidOf('c', 3) });
    const { table, created, catalogPlace } = adopt(layout, 'label:root');
    expect(table).to.deep.equal(layout.table.gpt);
    expect([created, catalogPlace]).to.deep.equal([[], PLACE]);
  });

  it('adds nothing to the table but the catalog where there is none, and leaves all entries bit-exact', () => {
    const layout = aLayout({ partitions: [root, home] });
    const { table, created, catalogPlace } = adopt(layout, 'label:root');
    expect(catalogPlace).to.deep.equal(PLACE);
    expect(created.map(({ entry, extent }) => [entry.number, extent])).to.deep.equal([[128, PLACE]]);
    expect(table.entries.slice(0, 2)).to.deep.equal(layout.table.gpt?.entries);
    expect(table.entries).to.have.length(3);
    expect(table.diskGuid).to.equal(layout.table.gpt?.diskGuid);
  });

  it('puts the catalog into the free MiB nearest the end where its usual place is taken', () => {
    const layout = aLayout({ partitions: [root, { ...data, length: 101.5 * MIB }] });
    expect(adopt(layout, 'label:root').catalogPlace.offset).to.equal(921 * MIB);
  });

  it('gives one partition the name that is asked for', () => {
    expect(namesOf(adopt(aLayout({ partitions: [root, home] }), 'index:7', 'people'))).to.deep.equal([
      [7, 'people'],
    ]);
  });

  it('names what has no name by its number', () => {
    const blank = { ...home, name: '  ' };
    const none = { ...root, name: '' };
    expect(namesOf(adopt(aLayout({ partitions: [none, blank] }), 'index:1-128'))).to.deep.equal([
      [1, 'volume-1'],
      [7, 'volume-7'],
    ]);
  });

  it('passes over the catalog where a pattern picks it among others', () => {
    const layout = aLayout({ partitions: [root, home], identity: {} });
    expect(namesOf(adopt(layout, 'label:*')).map(([number]) => number)).to.deep.equal([1, 7]);
  });

  it('keeps everything on the disk, what is not selected too', () => {
    const layout = aLayout({ partitions: [root, home, data], claimed: [127] });
    expect(adopt(layout, 'label:root').kept.map(({ entry }) => entry.number)).to.deep.equal([1, 7, 127, 128]);
  });

  describe('is refused', () => {
    const cases: readonly [string, LayoutSketch, string, string | null, string[]][] = [
      ['where nothing is selected', { partitions: [root] }, 'label:home', null, ['SELECTOR_NO_MATCH']],
      ['on a blank disk', { kind: 'none' }, 'label:*', null, ['SELECTOR_NO_MATCH']],
      [
        'where a plain name fits two',
        { partitions: [root, { ...home, name: 'root' }] },
        'label:root',
        null,
        ['SELECTOR_AMBIGUOUS', 'VOLUME_NAME_TAKEN'],
      ],
      [
        'where one name is given to two',
        { partitions: [root, home] },
        'label:*',
        'both',
        ['SELECTOR_AMBIGUOUS'],
      ],
      [
        'of two partitions with one name',
        { partitions: [root, { ...home, name: 'root' }] },
        'index:1-7',
        null,
        ['VOLUME_NAME_TAKEN'],
      ],
      [
        'under a name that a volume has',
        { partitions: [root, data], claimed: [127] },
        'label:root',
        'data',
        ['VOLUME_NAME_TAKEN'],
      ],
      [
        'of a partition without a name beside a volume that is called like its number',
        {
          partitions: [
            { ...root, name: '' },
            { ...data, name: 'volume-1' },
          ],
          claimed: [127],
        },
        'index:1',
        null,
        ['VOLUME_NAME_TAKEN'],
      ],
      [
        'of what is a volume',
        { partitions: [root, data], claimed: [127] },
        'index:127',
        'other',
        ['ALREADY_CLAIMED'],
      ],
      [
        'of what is a volume, under its own name too',
        { partitions: [root, data], claimed: [127] },
        'label:data',
        null,
        ['ALREADY_CLAIMED', 'VOLUME_NAME_TAKEN'],
      ],
      ['of the catalog', { partitions: [root], identity: {} }, 'index:128', null, ['NOT_ADOPTABLE']],
      [
        'of a partition without a GUID',
        { partitions: [{ ...root, guid: ZERO_GUID }] },
        'label:root',
        null,
        ['NOT_ADOPTABLE'],
      ],
      [
        'of a partition whose GUID another has',
        { partitions: [root, { ...home, guid: guidOf('d', 1) }] },
        'label:root',
        null,
        ['DUPLICATE_KEPT_GUID', 'NOT_ADOPTABLE'],
      ],
      [
        'on a disk without a MiB for the catalog',
        { partitions: [{ ...root, length: 1022.5 * MIB }] },
        'label:root',
        null,
        ['NO_SPACE'],
      ],
      [
        'on a table without a number for the catalog',
        { partitions: full },
        'index:1',
        null,
        ['NO_FREE_NUMBER'],
      ],
      [
        'while a deployment is open',
        { partitions: [root, data], claimed: [127], journal: aJournal([data]) },
        'label:root',
        null,
        ['JOURNAL_OPEN'],
      ],
      [
        "on a disk with another disk's catalog",
        { partitions: [root], identity: { wwn: 'W' }, disk: { wwn: 'X' } },
        'label:root',
        null,
        ['CATALOG_FOREIGN'],
      ],
      [
        'beside a catalog partition without a catalog',
        { partitions: [root, aCatalogPartition(PLACE)] },
        'label:root',
        null,
        ['CATALOG_MISSING'],
      ],
      [
        'beside a volume that the table does not list',
        { partitions: [root], claims: [aClaim(data)] },
        'label:root',
        null,
        ['CLAIM_MISSING'],
      ],
      [
        'of a partition where a volume that the table lists elsewhere has its GUID',
        {
          partitions: [root],
          claims: [aClaim({ ...root, offset: 700 * MIB, number: 9, guid: guidOf('d', 1) })],
        },
        'label:root',
        'new',
        ['CLAIM_MOVED', 'DUPLICATE_KEPT_GUID', 'ALREADY_CLAIMED'],
      ],
      [
        'of a partition that lies over a volume that is not listed',
        { partitions: [{ ...root, length: 1000 * MIB }], claims: [aClaim(data)] },
        'label:root',
        null,
        ['CLAIM_MISSING', 'KEPT_OVERLAP'],
      ],
      [
        'of a partition that covers the catalog',
        { partitions: [{ ...root, length: 1022 * MIB }], identity: {}, catalogListed: false },
        'label:root',
        null,
        ['KEPT_OVERLAP'],
      ],
      [
        'of a partition beyond the end of the disk',
        { partitions: [{ ...root, offset: 1000 * MIB }] },
        'label:root',
        null,
        ['KEPT_OUTSIDE_DISK'],
      ],
      [
        'of a partition in the area of the table',
        { partitions: [{ ...root, offset: 512, length: MIB }] },
        'label:root',
        null,
        ['KEPT_IN_TABLE_AREA'],
      ],
      [
        'on a table with a doubt',
        { partitions: [root], verdicts: [doubt] },
        'label:root',
        null,
        ['TABLE_DAMAGED'],
      ],
      ['on a hybrid MBR', { kind: 'hybrid', partitions: [root] }, 'label:root', null, ['TABLE_NOT_GPT']],
      [
        'on a disk that is a filesystem',
        { kind: 'none', wholeDisk: aFilesystem('ext4', 'all') },
        'label:all',
        null,
        ['SELECTOR_NO_MATCH', 'WHOLE_DISK_CONTENT'],
      ],
    ];
    for (const [title, sketch, select, name, codes] of cases) {
      it(title, () => {
        expect(codesOf(resultOf(aLayout(sketch), select, name))).to.have.members(codes);
      });
    }
  });
});
