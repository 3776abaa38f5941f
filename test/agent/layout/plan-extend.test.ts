import { expect } from 'chai';
import fc from 'fast-check';
import { fixedCatalogPlace } from '../../../agent/layout/catalog-place.ts';
import { diskPartitions } from '../../../agent/layout/disk-partition.ts';
import { endOf, MIB, overlaps } from '../../../agent/layout/extent.ts';
import { type ExtendPlan, planExtend } from '../../../agent/layout/plan-extend.ts';
import { findClaim } from '../../../agent/layout/plan-release.ts';
import type { Layout } from '../../../agent/layout/types.ts';
import { entryExtent } from '../../../hardware-managers/partition-table/gpt-entry.ts';
import { VOLUME_STATES } from '../../../proto/catalog.ts';
import {
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

const root: PartitionSketch = { number: 1, offset: MIB, length: 199 * MIB, name: 'root' };
const data: PartitionSketch = {
  number: 127,
  offset: 400 * MIB,
  length: 100 * MIB,
  name: 'data',
  attributes: 1n << 60n,
};
const logs: PartitionSketch = { number: 126, offset: 700 * MIB, length: 100 * MIB, name: 'logs' };
const usual: LayoutSketch = { partitions: [root, data, logs], claimed: [126, 127] };

function resultOf(layout: Layout, size: number | 'rest', volume = 'data') {
  return planExtend(layout, findClaim(layout, volume), size, guidSequence());
}

function extend(layout: Layout, size: number | 'rest', volume = 'data'): ExtendPlan {
  return planOf(resultOf(layout, size, volume));
}

describe('plan of an extension', () => {
  for (const [title, size, length] of [
    ['by whole MiB', 150 * MIB, 150 * MIB],
    ['to the next whole MiB', 150 * MIB + 1, 151 * MIB],
    ['to the last free byte', 300 * MIB, 300 * MIB],
    ['as far as free space goes', 'rest', 300 * MIB],
  ] as const) {
    it(`makes the volume larger at its end, ${title}`, () => {
      const { extent, added } = extend(aLayout(usual), size);
      expect(extent).to.deep.equal({ offset: 400 * MIB, length });
      expect(added).to.deep.equal({ offset: 500 * MIB, length: length - 100 * MIB });
    });
  }

  it('changes nothing of the table but the last LBA of the volume', () => {
    const layout = aLayout(usual);
    const before = layout.table.gpt;
    const { table, entry } = extend(layout, 150 * MIB);
    expect({ ...table, entries: [] }).to.deep.equal({ ...before, entries: [] });
    for (const old of before?.entries ?? []) {
      const now = table.entries.find(({ number }) => number === old.number);
      if (old.number !== 127) expect(now).to.deep.equal(old);
      else {
        expect(now).to.deep.equal(entry);
        expect({ ...now, raw: null, lastLba: 0 }).to.deep.equal({ ...old, raw: null, lastLba: 0 });
        expect(Buffer.from(now?.raw.subarray(48) ?? []).equals(Buffer.from(old.raw.subarray(48)))).to.equal(
          true,
        );
      }
    }
  });

  it('goes up to the catalog, and up to the backup table where there is no catalog behind', () => {
    const { place } = aLayout(usual).catalog ?? { place: { offset: 0, length: 0 } };
    expect(endOf(extend(aLayout(usual), 'rest', 'logs').extent)).to.equal(place.offset);
    const elsewhere = { place: { offset: 300 * MIB, length: MIB } };
    const layout = aLayout({ ...usual, catalog: elsewhere });
    expect(endOf(extend(layout, 'rest', 'logs').extent)).to.equal(1023 * MIB);
  });

  for (const [title, size] of [
    ['asked for', 100 * MIB],
    ['that rounding gives', 99 * MIB + 1],
  ] as const) {
    it(`has nothing to do where the volume has the size ${title}`, () => {
      const layout = aLayout(usual);
      const { added, table } = extend(layout, size);
      expect(added.length).to.equal(0);
      expect(table).to.deep.equal(layout.table.gpt);
    });
  }

  it('has nothing to do for rest where nothing is free behind the volume', () => {
    const layout = aLayout({ partitions: [data, { ...logs, offset: 500 * MIB }], claimed: [126, 127] });
    expect(extend(layout, 'rest').added.length).to.equal(0);
  });

  it('takes a length as it is that is no multiple of MiB and that the volume has', () => {
    const odd = { ...data, length: 10 * MIB + 4096 };
    const layout = aLayout({ partitions: [odd], claimed: [127] });
    expect(extend(layout, odd.length).added.length).to.equal(0);
    expect(extend(layout, odd.length - 1).extent.length).to.equal(11 * MIB);
  });

  it('finds the entry under whatever number and name it is listed', () => {
    const renamed = { ...data, number: 5, name: 'renamed', guid: guidOf('d', 127) };
    const { entry } = extend(aLayout({ partitions: [renamed], claims: [aClaim(data)] }), 150 * MIB);
    expect(entry).to.include({ number: 5, name: 'renamed', guid: guidOf('d', 127) });
  });

  it('is one partition while its journal is open and the table has the old size: the larger one', () => {
    const larger = { ...data, length: 200 * MIB };
    const journal = aJournal([root, larger], [], { operation: 'extend', volumeId: guidOf('d', 127) });
    const layout = aLayout({ partitions: [root, data], claims: [aClaim(larger)], journal });
    const known = diskPartitions(layout).filter(({ entry }) => entry.guid === guidOf('d', 127));
    expect(known.map(({ extent }) => extent)).to.deep.equal([{ offset: data.offset, length: 200 * MIB }]);
  });

  describe('is refused', () => {
    const doubt = { code: 'COPIES_DIFFER', severity: 'refuse', message: 'the copies differ' } as const;
    const raid = { ...data, filesystem: aFilesystem('linux_raid_member') };
    const cases: readonly [string, LayoutSketch, number | 'rest', string[]][] = [
      ['where the volume is larger', usual, 99 * MIB, ['VOLUME_TOO_LARGE']],
      ['where too little is free behind it', usual, 301 * MIB, ['NO_SPACE']],
      [
        'where nothing is free behind it',
        { partitions: [data, { ...logs, offset: 500 * MIB }], claimed: [127] },
        101 * MIB,
        ['NO_SPACE'],
      ],
      [
        'where a partition that is no volume is in the way',
        { ...usual, claimed: [127] },
        301 * MIB,
        ['NO_SPACE'],
      ],
      ['for more than the disk has', usual, 4096 * MIB, ['NO_SPACE']],
      ['for a member of an array', { partitions: [raid], claimed: [127] }, 150 * MIB, ['NOT_EXTENDABLE']],
      [
        'while a deployment is open',
        { ...usual, journal: aJournal([data, logs]) },
        150 * MIB,
        ['JOURNAL_OPEN'],
      ],
      ['on a copy of a disk', { ...usual, identity: { serial: 'OTHER' } }, 150 * MIB, ['CATALOG_FOREIGN']],
      ['on a table with a doubt', { ...usual, verdicts: [doubt] }, 150 * MIB, ['TABLE_DAMAGED']],
      [
        'where the table does not list it',
        { partitions: [root], claims: [aClaim(data)] },
        150 * MIB,
        ['CLAIM_MISSING'],
      ],
      [
        'where the table is damaged',
        { kind: 'damaged', claims: [aClaim(data)] },
        150 * MIB,
        ['TABLE_DAMAGED', 'CLAIM_MISSING'],
      ],
      [
        'where the table lists it with another length',
        { partitions: [{ ...data, length: 50 * MIB }], claims: [aClaim(data)] },
        150 * MIB,
        ['CLAIM_MOVED', 'KEPT_OVERLAP', 'DUPLICATE_KEPT_GUID', 'DUPLICATE_KEPT_NUMBER'],
      ],
    ];
    for (const [title, sketch, size, codes] of cases) {
      it(title, () => expect(codesOf(resultOf(aLayout(sketch), size))).to.deep.equal(codes));
    }

    for (const state of VOLUME_STATES) {
      const isFree = ['available', 'reserved', 'in-use'].includes(state);
      it(`${isFree ? 'not ' : ''}in state ${state}`, () => {
        const layout = aLayout({ partitions: [data], claims: [aClaim(data, 512, { state })] });
        expect(codesOf(resultOf(layout, 150 * MIB))).to.deep.equal(isFree ? [] : ['VOLUME_STATE']);
      });
    }

    it('with what is in the way, and how much there is', () => {
      const [conflict] = resultOf(aLayout(usual), 400 * MIB).conflicts;
      expect(conflict?.message).to.match(
        /should have 400 MiB.*only 200 MiB are free.*volume "logs" at 734003200/,
      );
      expect(conflict?.wayOut).to.match(/300M at most/);
    });

    it('with the catalog or the end of the disk as what is in the way', () => {
      const [behindLogs] = resultOf(aLayout(usual), 400 * MIB, 'logs').conflicts;
      expect(behindLogs?.message).to.match(/then comes partition 128 "bmv-catalog"/);
      const elsewhere = aLayout({ ...usual, catalog: { place: { offset: 300 * MIB, length: MIB } } });
      const [atEnd] = resultOf(elsewhere, 400 * MIB, 'logs').conflicts;
      expect(atEnd?.message).to.match(/then comes the end of the usable disk/);
    });
  });

  it('never reaches what is kept, leaves every other entry as it is, and has nothing to do a second time', () => {
    const unit = 8 * MIB;
    const sketches = fc
      .uniqueArray(fc.integer({ min: 1, max: 100 }), { minLength: 2, maxLength: 12 })
      .map((cuts) => cuts.sort((a, b) => a - b))
      .chain((cuts) =>
        fc.record({
          cuts: fc.constant(cuts),
          lengths: fc.array(fc.integer({ min: 1, max: 8 }), {
            minLength: cuts.length,
            maxLength: cuts.length,
          }),
          pick: fc.nat(cuts.length - 1),
          size: fc.oneof(fc.constant('rest' as const), fc.integer({ min: 1, max: 300 * MIB })),
        }),
      );
    let plans = 0;
    fc.assert(
      fc.property(sketches, fc.constantFrom(512, 4096), ({ cuts, lengths, pick, size }, sectorBytes) => {
        const partitions = cuts.map((cut, index) => {
          const room = ((cuts[index + 1] ?? 110) - cut) * unit;
          const length = Math.min((lengths[index] ?? 1) * unit, room) - (index % 2 === 0 ? 0 : 4096);
          return { number: index + 1, offset: cut * unit, length, name: `p${index + 1}` };
        });
        const claimed = partitions.map(({ number }) => number).filter((n) => n === pick + 1 || n % 2 === 0);
        const sketch = { partitions, claimed, sectorBytes: sectorBytes as 512 | 4096 };
        const layout = aLayout(sketch);
        const { plan } = resultOf(layout, size, `p${pick + 1}`);
        if (!plan) return;
        plans += 1;
        const { extent, added, table, entry } = plan;
        const others = [
          ...partitions.filter(({ number }) => number !== pick + 1),
          fixedCatalogPlace(layout.sizeBytes),
        ];
        for (const other of others) expect(overlaps(extent, other)).to.equal(false);
        expect(endOf(added)).to.equal(endOf(extent));
        expect(entryExtent(entry, sectorBytes)).to.deep.equal(extent);
        for (const old of layout.table.gpt?.entries ?? [])
          if (old.number !== pick + 1) expect(table.entries).to.deep.include(old);
        const larger = partitions.map((it) =>
          it.number === pick + 1 ? { ...it, length: extent.length } : it,
        );
        const again = extend(aLayout({ ...sketch, partitions: larger }), size, `p${pick + 1}`);
        expect(again.added.length).to.equal(0);
      }),
      { numRuns: 300, seed: 1412 },
    );
    expect(plans).to.be.greaterThan(50);
  });
});
