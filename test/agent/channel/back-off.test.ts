import { expect } from 'chai';
import { backOffMs } from '../../../agent/channel/back-off.ts';

describe('the pause before an agent connects again', () => {
  const limits = { firstMs: 1000, mostMs: 60_000 };

  it('doubles up to the longest', () => {
    const pauses = [1, 2, 3, 6, 7, 8, 100_000].map((failures) => backOffMs(failures, limits, 0.999999));
    expect(pauses).to.deep.equal([1000, 2000, 4000, 32_000, 60_000, 60_000, 60_000]);
  });

  it('is drawn from the upper half, so that not all agents come at once', () => {
    expect([0, 0.5].map((random) => backOffMs(4, limits, random))).to.deep.equal([4000, 6000]);
  });
});
