import { expect } from 'chai';
import fc from 'fast-check';
import { visibleRows } from '../../../../../registry/web/page/fleet/visible-rows.ts';

describe('the rows that are there', () => {
  it('are all that can be seen, and few more, of any number', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -2000, max: 600_000 }),
        fc.integer({ min: 1, max: 4000 }),
        fc.integer({ min: 20, max: 80 }),
        fc.nat(20_000),
        (scrolled, height, rowHeight, count) => {
          const { first, end } = visibleRows({ scrolled, height, rowHeight, count });
          expect(first).to.be.at.least(0);
          expect(end).to.be.at.most(count);
          expect(end - first).to.be.at.most(Math.ceil(height / rowHeight) + 19);
          const seen = Array.from({ length: count }, (_, row) => row).filter(
            (row) => (row + 1) * rowHeight > scrolled && row * rowHeight < scrolled + height,
          );
          if (seen.length > 0) {
            expect(first).to.be.at.most(seen[0] ?? 0);
            expect(end).to.be.greaterThan(seen.at(-1) ?? 0);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it('begin with an even one, so that stripes stay where they are', () => {
    expect(visibleRows({ scrolled: 44 * 51, height: 400, rowHeight: 44, count: 1000 }).first % 2).to.equal(0);
  });
});
