import { expect } from 'chai';
import { numberPartitions } from '../../../agent/layout/numbering.ts';

describe('numbering', () => {
  it('of an image stay, but for those that are taken (E11)', () => {
    const image = [1, 2, 3].map((number) => ({ number, name: '' }));
    expect(numberPartitions(image, new Set([1]), 128).numbers).to.deep.equal([4, 2, 3]);
    expect(numberPartitions(image, new Set([1, 2, 4]), 128).numbers).to.deep.equal([5, 6, 3]);
  });

  it('of an image are refused when the table is full', () => {
    const { conflicts } = numberPartitions([{ number: 1, name: 'root' }], new Set([1, 2]), 2);
    expect(conflicts.map(({ code }) => code)).to.deep.equal(['NO_FREE_NUMBER']);
    expect(conflicts[0]?.message).to.contain('partition 1 "root"');
  });
});
