import { expect } from 'chai';
import { firstNonZero, isZero } from '../../../agent/image/zeros.ts';

const MIB = 1024 * 1024;

describe('zeros', () => {
  for (const length of [0, 1, 4096, MIB + 7]) {
    it(`are all of ${length} zero bytes`, () => {
      expect([isZero(new Uint8Array(length)), firstNonZero(new Uint8Array(length))]).to.deep.equal([
        true,
        -1,
      ]);
    });
  }

  for (const at of [0, 1, 4095, 4096, 4097, MIB - 1, MIB, MIB + 6]) {
    it(`end at the first other byte: ${at}`, () => {
      const bytes = new Uint8Array(MIB + 7);
      bytes[at] = 1;
      bytes[MIB + 6] = 1;
      expect([isZero(bytes), firstNonZero(bytes)]).to.deep.equal([false, at]);
    });
  }

  it('are looked for in a view of larger memory only', () => {
    const memory = new Uint8Array(3 * 4096).fill(1);
    memory.fill(0, 4096, 8192);
    expect(firstNonZero(memory.subarray(4096, 8192))).to.equal(-1);
    expect(firstNonZero(memory.subarray(4096, 8193))).to.equal(4096);
  });
});
