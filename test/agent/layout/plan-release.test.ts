import { expect } from 'chai';
import { MIB } from '../../../agent/layout/extent.ts';
import {
  ERASE_WAYS,
  type Erase,
  eraseOf,
  findClaim,
  planRelease,
  type ReleasePlan,
} from '../../../agent/layout/plan-release.ts';
import type { Layout } from '../../../agent/layout/types.ts';
import { BmvError } from '../../../proto/error.ts';
import {
  aClaim,
  aFilesystem,
  aJournal,
  aLayout,
  guidOf,
  type LayoutSketch,
  type PartitionSketch,
} from '../../support/layouts.ts';
import { codesOf, planOf } from '../../support/volumes.ts';

const root: PartitionSketch = { number: 1, offset: MIB, length: 199 * MIB, name: 'root', attributes: 4n };
const logs: PartitionSketch = { number: 126, offset: 822 * MIB, length: 100 * MIB, name: 'logs' };
const data: PartitionSketch = { number: 127, offset: 922 * MIB, length: 100 * MIB, name: 'data' };
const usual: LayoutSketch = { partitions: [root, logs, data], claimed: [126, 127] };

/** Of volumes that are not encrypted. */
const PLAIN_WAYS = ERASE_WAYS.filter((erase) => erase !== 'crypto');

function resultOf(layout: Layout, erase: Erase, volume = 'data') {
  return planRelease(layout, findClaim(layout, volume), erase);
}

function release(layout: Layout, erase: Erase, volume = 'data'): ReleasePlan {
  return planOf(resultOf(layout, erase, volume));
}

function refusalOf(layout: Layout, volume: string): string {
  try {
    findClaim(layout, volume);
    return 'none';
  } catch (error) {
    if (!(error instanceof BmvError)) throw error;
    expect(error.message).to.match(/^.+$/);
    return `${error.code} ${error.message}`;
  }
}

describe('finding a volume', () => {
  const layout = aLayout(usual);

  for (const volume of ['data', guidOf('d', 127), guidOf('d', 127).toUpperCase()]) {
    it(`finds it as ${volume}`, () => expect(findClaim(layout, volume).name).to.equal('data'));
  }

  it('says which volumes there are when there is no such', () => {
    expect(refusalOf(layout, 'nothing')).to.match(/^VOLUME_UNKNOWN .*"logs" \(dddd.*"data" \(dddd/);
  });

  for (const volume of ['', 'DATA', 'dat', 'root', guidOf('d', 1), '127']) {
    it(`finds none as ${JSON.stringify(volume)}`, () => {
      expect(refusalOf(layout, volume)).to.match(/^VOLUME_UNKNOWN /);
    });
  }

  it('says that a disk without a catalog has no volumes', () => {
    expect(refusalOf(aLayout({ partitions: [data] }), 'data')).to.match(/^VOLUME_UNKNOWN .*has no volumes/);
  });

  it('does not choose between two of one name', () => {
    const twins = aLayout({ ...usual, claims: [aClaim({ ...data, number: 9, offset: 400 * MIB })] });
    expect(refusalOf(twins, 'data')).to.match(/^VOLUME_AMBIGUOUS .*use the id/);
    expect(findClaim(twins, guidOf('d', 9)).offset).to.equal(400 * MIB);
  });

  it("does not choose between one volume's id and another's name", () => {
    const claim = { ...aClaim({ ...data, number: 9 }), name: guidOf('d', 127) };
    expect(refusalOf(aLayout({ ...usual, claims: [claim] }), guidOf('d', 127))).to.match(
      /^VOLUME_AMBIGUOUS /,
    );
  });
});

describe('how a volume is erased', () => {
  it('is as it was said, and by crypto or zero where it was not', () => {
    expect(eraseOf({ encryption: 'luks2' }, undefined)).to.equal('crypto');
    for (const volume of [{}, { encryption: 'opaque' }] as const)
      expect(eraseOf(volume, undefined)).to.equal('zero');
    for (const erase of ERASE_WAYS) expect(eraseOf({ encryption: 'luks2' }, erase)).to.equal(erase);
  });
});

describe('plan of a release by crypto', () => {
  const shows = { ...data, filesystem: aFilesystem('crypto_LUKS') };
  const locked = (changes: Parameters<typeof aClaim>[2] = {}) =>
    aClaim(data, 512, { encryption: 'luks2', ...changes });

  it('takes a luks2 volume out of the table', () => {
    const layout = aLayout({ partitions: [root, shows], claims: [locked()] });
    expect(release(layout, 'crypto').table?.entries.map(({ number }) => number)).to.deep.equal([1, 128]);
  });

  it('is one of what was partly erased, whatever it shows', () => {
    const layout = aLayout({ partitions: [root, data], claims: [locked({ state: 'releasing' })] });
    expect(release(layout, 'crypto').table).to.not.equal(null);
  });

  for (const [what, partition, claim, codes] of [
    ['is not encrypted', shows, aClaim(data), ['NOT_ENCRYPTED']],
    ['is encrypted by its tenant', shows, locked({ encryption: 'opaque' }), ['NOT_ENCRYPTED']],
    ['shows no header', data, locked(), ['NOT_ENCRYPTED']],
    ['is not listed', logs, locked(), ['CLAIM_MISSING']],
  ] as const)
    it(`is refused for one that ${what}`, () => {
      const layout = aLayout({ partitions: [root, partition], claims: [claim] });
      expect(codesOf(resultOf(layout, 'crypto'))).to.deep.equal(codes);
    });
});

describe('plan of a release', () => {
  for (const erase of PLAIN_WAYS) {
    it(`takes the volume and nothing else out of the table, with ${erase}`, () => {
      const layout = aLayout({ ...usual, diskGuid: guidOf('c', 1) });
      const { table, kept, claim } = release(layout, erase);
      const { gpt } = layout.table;
      expect(claim.name).to.equal('data');
      expect(table).to.deep.equal({ ...gpt, entries: gpt?.entries.filter(({ number }) => number !== 127) });
      expect(table?.entries).to.have.length(3);
      expect(kept.map(({ entry }) => entry.number)).to.deep.equal([1, 126, 128]);
    });
  }

  it('finds the partition by GUID and place, under whatever number and name it is listed', () => {
    const renamed = { ...data, number: 5, name: 'renamed', guid: guidOf('d', 127) };
    const layout = aLayout({ partitions: [root, renamed], claims: [aClaim(data)] });
    expect(release(layout, 'zero').table?.entries.map(({ number }) => number)).to.deep.equal([1, 128]);
  });

  it('goes ahead on a table that is only to be repaired', () => {
    const verdicts = [
      { code: 'BACKUP_HEADER_BAD', severity: 'repair', message: 'the backup is bad' },
    ] as const;
    expect(release(aLayout({ ...usual, verdicts }), 'zero').table).to.not.equal(null);
  });

  describe('leaves the table alone and gives only the claim up, with none,', () => {
    const cases: readonly [string, LayoutSketch][] = [
      ['where it does not list the volume', { partitions: [root], claims: [aClaim(data)] }],
      [
        'where it lists it elsewhere',
        { partitions: [data], claims: [aClaim({ ...data, offset: 700 * MIB })] },
      ],
      ['where it is gone', { kind: 'none', claims: [aClaim(data)] }],
      ['where it is damaged', { kind: 'damaged', claims: [aClaim(data)] }],
      ['where it is an MBR', { kind: 'mbr', claims: [aClaim(data)] }],
      [
        'where a filesystem covers the disk',
        { kind: 'none', claims: [aClaim(data)], wholeDisk: aFilesystem('ext4') },
      ],
      [
        'where the volume ends beyond the disk',
        { partitions: [root], claims: [aClaim({ ...data, length: 900 * MIB })] },
      ],
    ];
    for (const [title, sketch] of cases) {
      it(title, () => {
        const { table, claim } = release(aLayout(sketch), 'none');
        expect([table, claim.name]).to.deep.equal([null, 'data']);
      });
    }
  });

  it('lets a volume that shares bytes go with none', () => {
    const layout = aLayout({ partitions: [data, { ...logs, length: 101 * MIB }], claimed: [126, 127] });
    expect(release(layout, 'none').table?.entries.map(({ number }) => number)).to.deep.equal([126, 128]);
  });

  describe('is refused', () => {
    const everyWay = PLAIN_WAYS;
    const erasing = PLAIN_WAYS.filter((erase) => erase !== 'none');
    const doubt = { code: 'COPIES_DIFFER', severity: 'refuse', message: 'the copies differ' } as const;
    const cases: readonly [string, readonly Erase[], LayoutSketch, string[]][] = [
      ['while a deployment is open', everyWay, { ...usual, journal: aJournal([data]) }, ['JOURNAL_OPEN']],
      ['on a copy of a disk', everyWay, { ...usual, identity: { serial: 'OTHER' } }, ['CATALOG_FOREIGN']],
      ['on a table with a doubt', everyWay, { ...usual, verdicts: [doubt] }, ['TABLE_DAMAGED']],
      ['on a hybrid MBR', everyWay, { ...usual, kind: 'hybrid' }, ['TABLE_NOT_GPT']],
      [
        'where the table does not list it',
        erasing,
        { partitions: [root], claims: [aClaim(data)] },
        ['CLAIM_MISSING'],
      ],
      ['where there is no table', erasing, { kind: 'none', claims: [aClaim(data)] }, ['CLAIM_MISSING']],
      [
        'where the table lists it elsewhere',
        erasing,
        { partitions: [data], claims: [aClaim({ ...data, offset: 700 * MIB })] },
        ['CLAIM_MOVED'],
      ],
      [
        'where the table lists it with another length',
        erasing,
        { partitions: [{ ...data, length: 50 * MIB }], claims: [aClaim(data)] },
        ['CLAIM_MOVED', 'KEPT_OVERLAP'],
      ],
      [
        'where it shares bytes with a volume',
        erasing,
        { partitions: [data], claimed: [127], claims: [aClaim({ ...logs, length: 101 * MIB })] },
        ['KEPT_OVERLAP'],
      ],
      [
        'where it shares bytes with a partition that is no volume',
        erasing,
        { partitions: [data, { ...root, offset: 1021 * MIB, length: MIB }], claimed: [127] },
        ['KEPT_OVERLAP'],
      ],
      [
        'where it shares bytes with the catalog',
        erasing,
        { partitions: [{ ...data, length: 100.5 * MIB }], claimed: [127], catalogListed: false },
        ['KEPT_OVERLAP'],
      ],
      [
        'where it ends beyond the disk',
        erasing,
        {
          partitions: [{ ...data, length: 200 * MIB }],
          claimed: [127],
          catalog: { place: { offset: 500 * MIB, length: MIB } },
        },
        ['KEPT_OVERLAP'],
      ],
    ];
    for (const [title, ways, sketch, codes] of cases) {
      for (const erase of ways) {
        it(`${title}, with ${erase}`, () => {
          expect(codesOf(resultOf(aLayout(sketch), erase))).to.deep.equal(codes);
        });
      }
    }

    it('with the way out where bytes are shared', () => {
      const layout = aLayout({ partitions: [data, { ...logs, length: 101 * MIB }], claimed: [126, 127] });
      for (const { wayOut } of resultOf(layout, 'zero').conflicts) expect(wayOut).to.match(/with erase none/);
    });
  });
});
