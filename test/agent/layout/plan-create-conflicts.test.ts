import { expect } from 'chai';
import { MIB } from '../../../agent/layout/extent.ts';
import { type CreateRequest, planCreate } from '../../../agent/layout/plan-create.ts';
import type { Layout } from '../../../agent/layout/types.ts';
import {
  aCatalogPartition,
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
import { aRequestFor } from '../../support/volume-disk.ts';
import { codesOf } from '../../support/volumes.ts';

/** Where a disk of 1 GiB has its catalog. */
const PLACE = { offset: 1022 * MIB, length: MIB };

const root: PartitionSketch = { number: 1, offset: MIB, length: 199 * MIB, name: 'root' };
const data: PartitionSketch = { number: 127, offset: 922 * MIB, length: 100 * MIB, name: 'data' };
const refuse = (code: 'BOTH_COPIES_BAD' | 'OTHER_SECTOR_SIZE') =>
  ({ code, severity: 'refuse', message: 'it is bad' }) as const;

function conflictsOf(layout: Layout, changes: Partial<CreateRequest> = {}): string[] {
  return codesOf(planCreate(layout, aRequestFor('new', MIB, changes), guidSequence()));
}

describe('a new volume is refused', () => {
  const moved = aClaim({ ...data, offset: 700 * MIB });
  const full = Array.from({ length: 127 }, (_, index) => ({
    number: index + 1,
    offset: (index + 1) * MIB,
    length: MIB,
  }));
  const cases: readonly [string, LayoutSketch, Partial<CreateRequest>, string[]][] = [
    [
      'under a name that a volume has',
      { partitions: [data], claimed: [127] },
      { name: 'data' },
      ['VOLUME_NAME_TAKEN'],
    ],
    [
      'with the label that a filesystem on the disk has',
      { partitions: [{ ...root, filesystem: aFilesystem('xfs', 'srv') }] },
      { filesystem: 'ext4', label: 'srv' },
      ['DUPLICATE_FILESYSTEM_LABEL'],
    ],
    [
      'under an id that a partition has',
      { partitions: [data] },
      { id: guidOf('d', 127) },
      ['DUPLICATE_KEPT_GUID'],
    ],
    ['for xfs below 300 MiB', { kind: 'none' }, { filesystem: 'xfs', size: 299 * MIB }, ['VOLUME_TOO_SMALL']],
    [
      'for xfs in a rest below 300 MiB',
      { partitions: [{ ...root, length: 900 * MIB }] },
      { filesystem: 'xfs', size: 'rest' },
      ['VOLUME_TOO_SMALL'],
    ],
    ['when it is larger than the disk', { kind: 'none' }, { size: 1022 * MIB }, ['NO_SPACE']],
    [
      'when it is larger than every gap, though not than all of them',
      { partitions: [{ ...root, offset: 500 * MIB }], identity: {} },
      { size: 600 * MIB },
      ['NO_SPACE'],
    ],
    [
      'when no whole MiB is free',
      { partitions: [{ ...root, length: 1021 * MIB }], identity: {} },
      { size: 'rest' },
      ['NO_SPACE'],
    ],
    [
      'when the catalog has no place either',
      { partitions: [{ ...root, length: 1022.5 * MIB }] },
      {},
      ['NO_SPACE', 'NO_SPACE'],
    ],
    ['when every number is taken', { partitions: full, identity: {} }, {}, ['NO_FREE_NUMBER']],
    [
      'while a deployment is open',
      { partitions: [data], claimed: [127], journal: aJournal([data]) },
      {},
      ['JOURNAL_OPEN'],
    ],
    [
      "on a disk with another disk's catalog",
      { partitions: [data], claimed: [127], identity: { serial: 'X' } },
      {},
      ['CATALOG_FOREIGN'],
    ],
    [
      'beside a catalog partition without a catalog',
      { partitions: [aCatalogPartition(PLACE)] },
      {},
      ['CATALOG_MISSING'],
    ],
    [
      'beside a volume that the table does not list',
      { partitions: [root], claims: [aClaim(data)] },
      {},
      ['CLAIM_MISSING'],
    ],
    [
      'beside a volume that the table lists elsewhere',
      { partitions: [data], claims: [moved] },
      {},
      ['CLAIM_MOVED', 'DUPLICATE_KEPT_GUID', 'DUPLICATE_KEPT_NUMBER'],
    ],
    [
      'beside volumes that share bytes',
      {
        partitions: [data, { ...data, number: 126, offset: 900 * MIB }],
        claimed: [126, 127],
      },
      {},
      ['CLAIMS_OVERLAP'],
    ],
    [
      'beside partitions that share bytes',
      { partitions: [data, { ...root, offset: 900 * MIB, length: 50 * MIB }] },
      {},
      ['KEPT_OVERLAP'],
    ],
    [
      'beside partitions with one GUID',
      { partitions: [data, { ...root, guid: guidOf('d', 127) }] },
      {},
      ['DUPLICATE_KEPT_GUID'],
    ],
    [
      'beside a partition over the end of the disk',
      { partitions: [{ ...data, length: 200 * MIB }] },
      {},
      ['KEPT_OUTSIDE_DISK'],
    ],
    [
      'beside a partition in the area of the table',
      { partitions: [{ ...root, offset: 1024, length: MIB }] },
      {},
      ['KEPT_IN_TABLE_AREA'],
    ],
    [
      'on a table that cannot be trusted',
      { kind: 'damaged', verdicts: [refuse('BOTH_COPIES_BAD')] },
      {},
      ['TABLE_DAMAGED'],
    ],
    [
      'on a table with a doubt that is not repaired',
      { partitions: [root], verdicts: [refuse('OTHER_SECTOR_SIZE')] },
      {},
      ['TABLE_DAMAGED'],
    ],
    ['on a disk with an MBR', { kind: 'mbr' }, {}, ['TABLE_NOT_GPT']],
    ['on a disk with a hybrid MBR', { kind: 'hybrid', partitions: [root] }, {}, ['TABLE_NOT_GPT']],
    [
      'on a disk that is a filesystem',
      { kind: 'none', wholeDisk: aFilesystem('LVM2_member') },
      {},
      ['WHOLE_DISK_CONTENT'],
    ],
  ];
  for (const [title, sketch, request, codes] of cases) {
    it(title, () => expect(conflictsOf(aLayout(sketch), request)).to.deep.equal(codes));
  }

  it('with all that stands in the way at once', () => {
    const layout = aLayout({
      partitions: [{ ...data, filesystem: aFilesystem('ext4', 'srv') }],
      claimed: [127],
      identity: { serial: 'X' },
    });
    const request = { name: 'data', label: 'srv', filesystem: 'ext4' as const, size: 2000 * MIB };
    expect(conflictsOf(layout, request)).to.have.members([
      'CATALOG_FOREIGN',
      'VOLUME_NAME_TAKEN',
      'DUPLICATE_FILESYSTEM_LABEL',
      'NO_SPACE',
    ]);
  });

  it('with the largest size that there is room for', () => {
    const { conflicts } = planCreate(
      aLayout({ kind: 'none' }),
      aRequestFor('new', 2000 * MIB),
      guidSequence(),
    );
    expect(conflicts[0]?.wayOut).to.match(/ask for 1021M at most/);
  });

  it('with an error when the catalog stores an entry that is none', () => {
    const journal = { ...aJournal([]), operation: 'create' as const };
    const empty = { entry: { number: 3, raw: new Uint8Array(128) }, offset: 0, length: MIB, proof: null };
    const layout = aLayout({ journal: { ...journal, kept: [empty], final: aStoredTable([]) } });
    expect(() => conflictsOf(layout)).to.throw(/stores an empty entry for partition 3/);
  });
});
