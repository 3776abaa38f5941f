import { expect } from 'chai';
import fc from 'fast-check';
import { BACKOFF_DEFAULTS, backoffMs } from '../../../../../registry/web/page/live/backoff.ts';

describe('the pause before the page connects again', () => {
  it('doubles with each attempt that failed', () => {
    expect([1, 2, 3].map((attempt) => backoffMs(attempt, 1))).to.deep.equal([1000, 2000, 4000]);
  });

  it('is never longer than its limit, nor shorter than half of its longest', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1_000_000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (attempt, random) => {
          const ms = backoffMs(attempt, random);
          expect(ms).to.be.within(BACKOFF_DEFAULTS.firstMs / 2, BACKOFF_DEFAULTS.mostMs);
        },
      ),
    );
  });
});
