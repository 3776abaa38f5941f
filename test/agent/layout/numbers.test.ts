import { expect } from 'chai';
import { takeNumberFromEnd, takeNumberUpward } from '../../../agent/layout/numbers.ts';

describe('partition numbers', () => {
  it('come from the end for what we make', () => {
    expect(takeNumberFromEnd(new Set(), 128)).to.equal(128);
    expect(takeNumberFromEnd(new Set([128, 126]), 128)).to.equal(127);
  });

  it('go upwards from the one wanted, then to the lowest that is free', () => {
    expect(takeNumberUpward(new Set([1, 3]), 2, 4)).to.equal(2);
    expect(takeNumberUpward(new Set([2, 3]), 2, 4)).to.equal(4);
    expect(takeNumberUpward(new Set([3, 4]), 3, 4)).to.equal(1);
  });

  it('run out', () => {
    expect(takeNumberFromEnd(new Set([1, 2]), 2)).to.equal(null);
    expect(takeNumberUpward(new Set([1, 2]), 1, 2)).to.equal(null);
  });
});
