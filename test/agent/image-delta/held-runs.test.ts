import { expect } from 'chai';
import { HeldRuns } from '../../../agent/image-delta/held-runs.ts';

describe('what of a window was read from its own place', () => {
  it('is one run where reads go on from one another in the window and on the disk', () => {
    const held = new HeldRuns();
    held.add({ start: 0, end: 8, diskOffset: 100 });
    held.add({ start: 8, end: 16, diskOffset: 108 });
    held.add({ start: 16, end: 24, diskOffset: 200 });
    held.add({ start: 32, end: 40, diskOffset: 216 });
    expect(held.runs).to.deep.equal([
      { start: 0, end: 16, diskOffset: 100 },
      { start: 16, end: 24, diskOffset: 200 },
      { start: 32, end: 40, diskOffset: 216 },
    ]);
  });

  for (const [what, from, to, left] of [
    ['in the middle', 4, 12, ['0-4@100', '12-16@112', '20-30@500']],
    ['over a gap', 10, 24, ['0-10@100', '24-30@504']],
    ['all of it', 0, 30, []],
    ['beside it', 16, 20, ['0-16@100', '20-30@500']],
  ] as const)
    it(`is cut where bytes came from elsewhere after all: ${what}`, () => {
      const held = new HeldRuns();
      held.add({ start: 0, end: 16, diskOffset: 100 });
      held.add({ start: 20, end: 30, diskOffset: 500 });
      held.drop(from, to);
      expect(held.runs.map(({ start, end, diskOffset }) => `${start}-${end}@${diskOffset}`)).to.deep.equal(
        left,
      );
    });
});
