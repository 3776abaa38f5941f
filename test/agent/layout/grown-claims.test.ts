import { expect } from 'chai';
import { type Extent, MIB } from '../../../agent/layout/extent.ts';
import { withGrownClaims } from '../../../agent/layout/grown-claims.ts';
import { planRecovery } from '../../../agent/layout/plan-recover.ts';
import {
  aClaim,
  aJournal,
  aLayout,
  guidOf,
  guidSequence,
  type LayoutSketch,
  type PartitionSketch,
} from '../../support/layouts.ts';
import { planOf } from '../../support/volumes.ts';

const SIZE = 1024 * MIB;
/** Where a disk of 1 GiB has its catalog. */
const PLACE = { offset: 1022 * MIB, length: MIB };
const data: PartitionSketch = {
  ...{ number: 127, offset: 500 * MIB, length: 100 * MIB, name: 'data', guid: guidOf('d', 127) },
};
const grown = (by: number, changes: Partial<PartitionSketch> = {}) => ({
  ...data,
  length: data.length + by,
  ...changes,
});
const proof = { kind: 'full', seed: '', digest: 'a'.repeat(64), bytesRead: 1 } as const;
const claim = aClaim(data, 512, { proof });

function readingOf(sketch: LayoutSketch) {
  const { catalog, table, sectorBytes } = aLayout({ sizeBytes: SIZE, claims: [claim], ...sketch });
  return { before: catalog, after: withGrownClaims(catalog, table, sectorBytes) };
}

describe('a claim whose partition has grown', () => {
  it('is as long as its partition, without the digest of what it was', () => {
    const { after } = readingOf({ partitions: [grown(50 * MIB, { number: 7 })] });
    const [now] = after?.catalog.claims ?? [];
    expect(now).to.deep.equal({ ...aClaim(grown(50 * MIB, { number: 7 })), proof: null });
    expect(after?.grown).to.deep.equal([claim.id]);
  });

  it('may reach up to what comes behind it', () => {
    const next: PartitionSketch = { number: 5, offset: 700 * MIB, length: 50 * MIB, name: 'next' };
    const { after } = readingOf({ partitions: [grown(100 * MIB), next] });
    expect(after?.catalog.claims[0]?.length).to.equal(200 * MIB);
  });

  const other: PartitionSketch = { number: 126, offset: 620 * MIB, length: 10 * MIB, name: 'logs' };
  const cases: readonly [string, LayoutSketch][] = [
    ['is where it was', { partitions: [data] }],
    ['is shorter', { partitions: [grown(-MIB)] }],
    ['begins earlier', { partitions: [grown(MIB, { offset: 499 * MIB })] }],
    ['begins later', { partitions: [grown(MIB, { offset: 501 * MIB })] }],
    ['has another GUID', { partitions: [grown(MIB, { guid: guidOf('d', 9) })] }],
    ['is listed twice', { partitions: [grown(MIB), { ...data, number: 3, offset: 10 * MIB }] }],
    ['is not listed', { partitions: [] }],
    ['lies over another claim', { partitions: [grown(30 * MIB)], claims: [claim, aClaim(other)] }],
    ['lies over another partition', { partitions: [grown(30 * MIB), other] }],
    ['lies over the catalog', { partitions: [grown(PLACE.offset + MIB - 600 * MIB)], catalogListed: false }],
    [
      'is listed by a table that contradicts itself',
      {
        partitions: [grown(MIB)],
        verdicts: [{ code: 'COPIES_DIFFER', severity: 'refuse', message: 'they differ' }],
      },
    ],
    ['is listed beside an MBR', { partitions: [grown(MIB)], kind: 'hybrid' }],
    ['was extended by what an open journal tells of', { partitions: [grown(MIB)], journal: aJournal([]) }],
  ];
  for (const [title, sketch] of cases)
    it(`is as the catalog says where the partition ${title}`, () => {
      const { before, after } = readingOf(sketch);
      expect(after).to.equal(before);
    });

  it('is stored by a recovery, which says so', () => {
    const layout = aLayout({ sizeBytes: SIZE, claims: [claim], partitions: [grown(50 * MIB)] });
    const catalog = withGrownClaims(layout.catalog, layout.table, layout.sectorBytes);
    const plan = planOf(planRecovery({ ...layout, catalog }, { acceptClone: false }, guidSequence()));
    expect([plan.changesCatalog, plan.changesTable]).to.deep.equal([true, false]);
    expect(plan.lines).to.include(
      'takes over volume "data" as its partition has grown: 150 MiB at 524288000',
    );
    const [stored] = plan.claims as readonly Extent[];
    expect(stored?.length).to.equal(150 * MIB);
  });
});
