import { expect } from 'chai';
import fc from 'fast-check';
import { GuestBitmap } from '../../../../agent/image/qcow2/guest-bitmap.ts';
import { HostRuns, KIND, WHOLE } from '../../../../agent/image/qcow2/host-runs.ts';

const CLUSTER = 65536;

function runsOf(clusters: readonly (readonly [host: number, guest: number])[], maxRuns = 100_000): HostRuns {
  const runs = new HostRuns(maxRuns, CLUSTER);
  for (const [host, guest] of clusters)
    if (!runs.add({ kind: KIND.standard, host: host * CLUSTER, size: 1, guest, mask: WHOLE }))
      throw new Error('no more room');
  return runs;
}

describe('the runs of a qcow2 file', () => {
  it('are one where neighbours continue one another, and end where they do not', () => {
    const runs = runsOf([
      [4, 0],
      [5, 1],
      [6, 2],
      [8, 3],
      [9, 5],
      [10, 6],
    ]);
    const all = [...Array(runs.count).keys()].map((at) => [
      runs.host(at) / CLUSTER,
      runs.guest(at),
      runs.clusters(at),
    ]);
    expect(all).to.deep.equal([
      [4, 0, 3],
      [8, 3, 1],
      [9, 5, 2],
    ]);
  });

  it('are sorted by their place in the file, each with what belongs to it', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(1_000_000), { maxLength: 3000 }), (hosts) => {
        const runs = runsOf(hosts.map((host) => [host * 2, host * 3] as const));
        expect(runs.sort()).to.equal(null);
        const found = [...Array(runs.count).keys()].map((at) => [
          runs.host(at) / CLUSTER / 2,
          runs.guest(at) / 3,
        ]);
        expect(found).to.deep.equal([...hosts].sort((a, b) => a - b).map((host) => [host, host]));
      }),
      { numRuns: 50 },
    );
  });

  it('name the place that two of them have', () => {
    expect(
      runsOf([
        [9, 0],
        [7, 2],
        [9, 4],
      ]).sort(),
    ).to.equal(9 * CLUSTER);
  });

  it('take no more room than they may', () => {
    expect(() =>
      runsOf(
        [...Array(3000).keys()].map((at) => [at * 2, at] as const),
        2000,
      ),
    ).to.throw('no more room');
    expect(
      runsOf(
        [...Array(3000).keys()].map((at) => [at, at] as const),
        1,
      ).count,
    ).to.equal(1);
  });
});

describe('the bitmap of a guest’s disk', () => {
  it('has runs of clusters without data that are as long as they can be', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 700 }),
        fc.array(fc.nat(699), { maxLength: 40 }),
        (clusters, data) => {
          const bitmap = new GuestBitmap(clusters);
          const set = new Set(data.filter((cluster) => cluster < clusters));
          for (const cluster of set) bitmap.set(cluster);
          let last = -1;
          const empty: number[] = [];
          for (const { offset, length } of bitmap.empty()) {
            expect(offset).to.be.greaterThan(last);
            last = offset + length;
            empty.push(...Array.from({ length }, (_, at) => offset + at));
          }
          expect(empty).to.deep.equal([...Array(clusters).keys()].filter((cluster) => !set.has(cluster)));
        },
      ),
    );
  });
});
