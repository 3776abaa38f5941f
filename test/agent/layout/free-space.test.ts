import { expect } from 'chai';
import fc from 'fast-check';
import { contains, type Extent, MIB, overlaps } from '../../../agent/layout/extent.ts';
import {
  allocateFromEnd,
  allocateFromStart,
  freeExtents,
  usableExtent,
} from '../../../agent/layout/free-space.ts';

const disk = (mib: number, sectorBytes: 512 | 4096 = 512) => ({ sizeBytes: mib * MIB, sectorBytes });

describe('free space', () => {
  it('begins behind the spare array and ends before the backup table', () => {
    expect(usableExtent(disk(1))).to.deep.equal({ offset: 66 * 512, length: MIB - (66 + 33) * 512 });
    expect(usableExtent(disk(1, 4096))).to.deep.equal({ offset: 10 * 4096, length: MIB - (10 + 5) * 4096 });
  });

  it('gives larger arrays their room', () => {
    expect(usableExtent(disk(1), 256).offset).to.equal((2 + 64 + 64) * 512);
  });

  it('is empty on a disk that is smaller than its tables', () => {
    expect(usableExtent({ sizeBytes: 40 * 512, sectorBytes: 512 }).length).to.equal(0);
    expect(freeExtents({ sizeBytes: 40 * 512, sectorBytes: 512 }, [])).to.deep.equal([]);
  });

  it('does not end a taken extent early because another is nested in it (E55)', () => {
    const outer = { offset: MIB, length: 5 * MIB };
    const nested = { offset: 2 * MIB, length: MIB };
    for (const taken of [
      [outer, nested],
      [nested, outer],
    ]) {
      expect(freeExtents(disk(8), taken).map(({ offset }) => offset)).to.deep.equal([66 * 512, 6 * MIB]);
    }
  });

  it('allocates from either end, aligned', () => {
    const free = [
      { offset: 100, length: 3 * MIB },
      { offset: 8 * MIB + 512, length: 3 * MIB },
    ];
    expect(allocateFromStart(free, MIB)).to.deep.equal({ offset: MIB, length: MIB });
    expect(allocateFromEnd(free, MIB)).to.deep.equal({ offset: 10 * MIB, length: MIB });
    expect(allocateFromEnd(free, 2 * MIB)).to.deep.equal({ offset: 9 * MIB, length: 2 * MIB });
  });

  it('says no when only an unaligned place would fit', () => {
    const free = [{ offset: 512, length: 2 * MIB - 1024 }];
    expect(allocateFromStart(free, MIB)).to.equal(null);
    expect(allocateFromEnd(free, MIB)).to.equal(null);
    expect(allocateFromEnd([], 1)).to.equal(null);
  });

  it('never gives out what is taken, and finds a place whenever there is one', () => {
    const taken = fc.array(fc.record({ offset: fc.nat(63), length: fc.nat(20) }), { maxLength: 8 });
    fc.assert(
      fc.property(taken, fc.integer({ min: 1, max: 20 }), (extents, wanted) => {
        const used: Extent[] = extents.map(({ offset, length }) => ({
          offset: offset * MIB,
          length: length * MIB,
        }));
        const free = freeExtents(disk(64), used);
        const fits = free.some((extent) => {
          const offset = Math.ceil(extent.offset / MIB) * MIB;
          return contains(extent, { offset, length: wanted * MIB });
        });
        for (const allocate of [allocateFromStart, allocateFromEnd]) {
          const place = allocate(free, wanted * MIB);
          expect(place !== null).to.equal(fits);
          if (!place) continue;
          expect(used.some((extent) => overlaps(extent, place))).to.equal(false);
          expect(contains(usableExtent(disk(64)), place)).to.equal(true);
          expect(place.offset % MIB).to.equal(0);
        }
      }),
    );
  });
});
