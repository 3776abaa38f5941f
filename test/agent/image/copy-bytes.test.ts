import { expect } from 'chai';
import fc from 'fast-check';
import { copyBytes } from '../../../agent/image/copy-bytes.ts';
import { allocateShared } from '../../../hardware-managers/linux/aligned-memory.ts';
import { seededBytes } from '../../support/seeded-bytes.ts';

describe('bytes copied into shared memory', () => {
  it('are those, and nothing beside them changes', () => {
    const source = seededBytes(3, 20_000);
    fc.assert(
      fc.property(fc.nat(9000), fc.nat(9000), fc.nat(9000), (from, length, at) => {
        const target = allocateShared(20_000).fill(0xaa);
        const part = source.subarray(from, from + length);
        copyBytes(part, target, at);
        const wanted = Buffer.alloc(20_000, 0xaa);
        wanted.set(part, at);
        expect(wanted.equals(target)).to.equal(true);
      }),
    );
  });

  it('must have room', () => {
    const target = allocateShared(100);
    expect(() => copyBytes(Buffer.alloc(51), target, 50)).to.throw(RangeError);
    expect(target.every((byte) => byte === 0)).to.equal(true);
  });
});
