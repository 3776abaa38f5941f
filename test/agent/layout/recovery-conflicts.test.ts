import { expect } from 'chai';
import { MIB } from '../../../agent/layout/extent.ts';
import { planRecovery } from '../../../agent/layout/plan-recover.ts';
import type { Verdict } from '../../../hardware-managers/partition-table/types.ts';
import { BmvError } from '../../../proto/error.ts';
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
import { codesOf } from '../../support/volumes.ts';

/** Where a disk of 1 GiB has its catalog. */
const PLACE = { offset: 1022 * MIB, length: MIB };

const root: PartitionSketch = { number: 1, offset: MIB, length: 199 * MIB, name: 'root' };
const data: PartitionSketch = { number: 127, offset: 922 * MIB, length: 100 * MIB, name: 'data' };
const claim = aClaim(data);
const mbr = [{ number: 1, type: 0x83, active: false, firstLba: 2048, sectors: 2048 }];
const refuse = (code: Verdict['code']): Verdict => ({ code, severity: 'refuse', message: 'it is bad' });

function resultOf(sketch: LayoutSketch, acceptClone = false) {
  return planRecovery(aLayout(sketch), { acceptClone }, guidSequence());
}

/** Code of the error that planning ends with. */
function errorOf(sketch: LayoutSketch): string {
  try {
    resultOf(sketch);
    return 'none';
  } catch (error) {
    if (!(error instanceof BmvError)) throw error;
    expect(error.message).to.match(/^.+$/);
    return error.code;
  }
}

describe('a recovery is refused', () => {
  const cases: readonly [string, LayoutSketch, string[]][] = [
    ['under an MBR with partitions', { kind: 'mbr', mbr, claims: [claim] }, ['TABLE_NOT_GPT']],
    ['under an MBR with partitions, without a catalog too', { kind: 'mbr', mbr }, ['TABLE_NOT_GPT']],
    ['under a hybrid MBR', { kind: 'hybrid', mbr, partitions: [data], claimed: [127] }, ['TABLE_NOT_GPT']],
    [
      'on a disk that is a filesystem',
      { kind: 'none', wholeDisk: aFilesystem('LVM2_member'), claims: [claim] },
      ['WHOLE_DISK_CONTENT'],
    ],
    [
      'on a table that contradicts itself',
      { partitions: [root, data], claimed: [127], verdicts: [refuse('COPIES_DIFFER')] },
      ['TABLE_DAMAGED'],
    ],
    [
      'on a table of another sector size, whatever else there is',
      {
        kind: 'damaged',
        claims: [claim, aClaim({ ...data, number: 9 })],
        verdicts: [refuse('OTHER_SECTOR_SIZE')],
      },
      ['SECTOR_SIZE_MISMATCH'],
    ],
    [
      'with the catalog of a disk of another sector size',
      { kind: 'none', claims: [claim], identity: { sectorBytes: 4096 } },
      ['SECTOR_SIZE_MISMATCH'],
    ],
    [
      "with another disk's catalog",
      { partitions: [data], claimed: [127], identity: { serial: 'ORIGINAL' } },
      ['CATALOG_FOREIGN'],
    ],
    [
      'with the catalog of a larger disk',
      { partitions: [data], claimed: [127], identity: { sizeBytes: 2048 * MIB } },
      ['CATALOG_FOREIGN'],
    ],
    [
      'beside a catalog partition without a catalog',
      { partitions: [root, aCatalogPartition(PLACE)] },
      ['CATALOG_MISSING'],
    ],
    [
      'under a foreign table whose partition lies over a volume',
      { partitions: [{ ...root, offset: 900 * MIB, length: 50 * MIB }], claims: [claim] },
      ['KEPT_OVERLAP'],
    ],
    [
      'under a foreign table whose partition has the number of a volume',
      { partitions: [{ ...root, number: 127, guid: guidOf('b', 1) }], claims: [claim] },
      ['DUPLICATE_KEPT_NUMBER'],
    ],
    [
      'where the volume is listed at another place',
      { partitions: [{ ...data, offset: 500 * MIB }], claims: [claim] },
      ['CLAIM_MOVED'],
    ],
    [
      'where volumes share bytes',
      { kind: 'none', claims: [claim, aClaim({ ...data, number: 9, offset: 900 * MIB })] },
      ['CLAIMS_OVERLAP'],
    ],
    [
      'where volumes have one number',
      { kind: 'none', claims: [claim, aClaim({ ...data, offset: 500 * MIB, guid: guidOf('b', 2) })] },
      ['DUPLICATE_KEPT_NUMBER'],
    ],
    [
      'where a volume ends beyond the disk',
      { kind: 'none', claims: [aClaim({ ...data, offset: 1000 * MIB })], catalog: { place: root } },
      ['KEPT_OUTSIDE_DISK'],
    ],
    [
      'where a volume lies in the area of the table',
      { kind: 'none', claims: [aClaim({ ...data, offset: 1024, length: MIB })] },
      ['KEPT_IN_TABLE_AREA'],
    ],
    [
      'where a volume lies over the catalog',
      { kind: 'none', claims: [aClaim({ ...data, length: 100.5 * MIB })] },
      ['KEPT_OVERLAP'],
    ],
    [
      'where a foreign table lies over what a deployment kept',
      {
        partitions: [{ ...root, length: 950 * MIB, guid: guidOf('b', 3) }],
        claims: [claim],
        journal: aJournal([data], [], { phase: 'sealed' }),
      },
      ['KEPT_OVERLAP'],
    ],
  ];
  for (const [title, sketch, codes] of cases) {
    it(title, () => expect(codesOf(resultOf(sketch))).to.deep.equal(codes));
  }

  it('on a copy that is smaller than the volumes, although it is taken over', () => {
    const sketch = {
      kind: 'none' as const,
      claims: [aClaim({ ...data, offset: 1500 * MIB })],
      identity: { sizeBytes: 2048 * MIB },
    };
    expect(codesOf(resultOf(sketch, true))).to.deep.equal(['KEPT_OUTSIDE_DISK']);
  });

  it('with the sector size of another disk, although it is taken over', () => {
    const sketch = { kind: 'none' as const, claims: [claim], identity: { sectorBytes: 4096 } };
    expect(codesOf(resultOf(sketch, true))).to.deep.equal(['SECTOR_SIZE_MISMATCH']);
  });

  it('with ways out that name the partition, the volume and a free number', () => {
    const foreign = { ...root, number: 127, offset: 900 * MIB, length: 50 * MIB, guid: guidOf('b', 1) };
    const [over] = resultOf({ partitions: [foreign], claims: [claim] }).conflicts;
    expect(over?.wayOut).to.contain('sgdisk -d 127 /dev/sdx');
    expect(over?.wayOut).to.contain(`bmv volume release /dev/sdx ${claim.id} --erase none`);
    const beside = { ...foreign, offset: MIB };
    const [number] = resultOf({ partitions: [beside], claims: [claim] }).conflicts;
    expect(number?.wayOut).to.contain('sgdisk -r 127:126 /dev/sdx');
  });

  for (const kind of ['none', 'damaged', 'mbr'] as const) {
    it(`with NO_CATALOG where nothing is known (${kind})`, () => {
      expect(errorOf({ kind })).to.equal('NO_CATALOG');
    });
  }

  it('with CATALOG_DAMAGED where a stored entry is none', () => {
    const empty = { ...claim, entry: { number: 127, raw: new Uint8Array(128) } };
    expect(errorOf({ kind: 'none', claims: [empty] })).to.equal('CATALOG_DAMAGED');
  });

  it('with CATALOG_DAMAGED where a stored entry is cut short', () => {
    const short = { ...claim, entry: { number: 127, raw: claim.entry.raw.slice(0, 100) } };
    expect(errorOf({ kind: 'none', claims: [short] })).to.equal('CATALOG_DAMAGED');
  });
});
