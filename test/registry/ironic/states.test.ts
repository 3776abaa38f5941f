import { expect } from 'chai';
import { mayRunRamdisk, nonceWish } from '../../../registry/ironic/states.ts';

describe('a provision state', () => {
  for (const state of ['available', 'active', 'manageable', 'deploy failed', 'clean failed', 'service hold'])
    it(`${state} is one in which the next ramdisk gets its nonce`, () => {
      expect(nonceWish(state)).to.equal('put');
    });

  for (const state of ['deploying', 'wait call-back', 'cleaning', 'clean wait', 'servicing', 'service wait'])
    it(`${state} is one in which Ironic takes no change, and a ramdisk may run`, () => {
      expect([nonceWish(state), mayRunRamdisk(state)]).to.deep.equal(['leave', true]);
    });

  for (const state of ['available', 'active', 'manageable', 'enroll', 'deleting', 'adopting'])
    it(`${state} is one in which no ramdisk runs steps`, () => {
      expect(mayRunRamdisk(state)).to.equal(false);
    });

  it('that nobody knows yet is left alone', () => {
    expect([nonceWish('dreaming'), mayRunRamdisk('dreaming')]).to.deep.equal(['leave', false]);
  });
});
