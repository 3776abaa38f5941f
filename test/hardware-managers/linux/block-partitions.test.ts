import { expect } from 'chai';
import fc from 'fast-check';
import {
  type PartitionChange,
  planPartitionChanges,
  type WantedPartition,
} from '../../../hardware-managers/linux/block-partitions.ts';

/** Disjoint partitions of a disk of 200 sectors, with distinct numbers in any order. */
const partitions = fc
  .tuple(
    fc.uniqueArray(fc.integer({ min: 0, max: 200 }), { minLength: 0, maxLength: 12 }),
    fc.uniqueArray(fc.integer({ min: 1, max: 8 }), { minLength: 6, maxLength: 6 }),
  )
  .map(([cuts, numbers]) => {
    const sorted = [...cuts].sort((a, b) => a - b);
    const found: WantedPartition[] = [];
    for (let index = 0; index + 1 < sorted.length; index += 2) {
      const [start = 0, end = 0] = sorted.slice(index, index + 2);
      found.push({ number: numbers[index / 2] ?? 0, offset: start * 512, length: (end - start) * 512 });
    }
    return found;
  });

const overlap = (a: WantedPartition, b: WantedPartition) =>
  a.number !== b.number && a.offset < b.offset + b.length && b.offset < a.offset + a.length;

/** What the kernel does: refuses a number twice, an unknown number, and any overlap at any moment. */
function apply(state: readonly WantedPartition[], change: PartitionChange): WantedPartition[] {
  const others = state.filter(({ number }) => number !== change.number);
  const old = state.find(({ number }) => number === change.number);
  if ((old === undefined) !== (change.change === 'add'))
    throw new Error(`${change.change} of ${change.number}`);
  if (change.change === 'delete') return others;
  const offset = change.change === 'add' ? change.offset : (old?.offset ?? 0);
  const next = { number: change.number, offset, length: change.length };
  if (others.some((other) => overlap(other, next)))
    throw new Error(`${change.change} of ${change.number} overlaps`);
  return [...others, next];
}

describe('planning kernel partition changes', () => {
  const at = (number: number, offset: number, length: number): WantedPartition => ({
    number,
    offset,
    length,
  });

  it('asks for nothing where all is as wanted, in whatever order', () => {
    expect(planPartitionChanges([at(1, 0, 5), at(2, 5, 5)], [at(2, 5, 5), at(1, 0, 5)])).to.deep.equal([]);
  });

  it('deletes first, then shrinks, then grows, then adds', () => {
    const changes = planPartitionChanges(
      [at(1, 0, 4), at(2, 4, 4), at(3, 8, 4)],
      [at(2, 4, 8), at(1, 0, 3), at(4, 3, 1)],
    );
    expect(changes.map(({ change, number }) => `${change} ${number}`)).to.deep.equal([
      'delete 3',
      'resize 1',
      'resize 2',
      'add 4',
    ]);
  });

  it('deletes and adds a partition that starts elsewhere', () => {
    expect(planPartitionChanges([at(1, 0, 4)], [at(1, 1, 4)]).map(({ change }) => change)).to.deep.equal([
      'delete',
      'add',
    ]);
  });

  it('leads from any partitions to any others without a call that the kernel would refuse', () => {
    fc.assert(
      fc.property(partitions, partitions, (current, wanted) => {
        const end = planPartitionChanges(current, wanted).reduce(apply, [...current]);
        expect(end).to.have.deep.members(wanted);
      }),
      { numRuns: 3000 },
    );
  });

  it('never touches a partition that is wanted as it is', () => {
    fc.assert(
      fc.property(partitions, partitions, (current, wanted) => {
        const touched = new Set(planPartitionChanges(current, wanted).map(({ number }) => number));
        const kept = current.filter((a) =>
          wanted.some((b) => b.number === a.number && b.offset === a.offset && b.length === a.length),
        );
        expect(kept.some(({ number }) => touched.has(number))).to.equal(false);
      }),
      { numRuns: 1000 },
    );
  });
});
