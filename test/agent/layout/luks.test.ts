import { expect } from 'chai';
import fc from 'fast-check';
import { endOf, MIB, overlaps, union } from '../../../agent/layout/extent.ts';
import { cryptoPlaces, LUKS_SHAPE, luksLabel } from '../../../agent/layout/luks.ts';

const VOLUME = { offset: 3 * MIB, length: 64 * MIB };
const KIB = 1024;

describe('what an erasure by crypto erases', () => {
  it('is both headers, every place for a key, the first MiB behind them and the last MiB', () => {
    expect(cryptoPlaces(VOLUME, LUKS_SHAPE).all).to.deep.equal([
      { offset: 3 * MIB, length: 17 * MIB },
      { offset: 66 * MIB, length: MIB },
    ]);
  });

  it('goes by the places of a larger header that a tenant made', () => {
    const shape = { headerBytes: 4 * MIB, dataOffset: 32 * MIB };
    const { all, steps } = cryptoPlaces(VOLUME, shape);
    expect(all[0]).to.deep.equal({ offset: VOLUME.offset, length: 33 * MIB });
    expect(steps[1]).to.deep.equal([{ offset: VOLUME.offset + 4 * KIB, length: 4 * MIB - 4 * KIB }]);
  });

  it('is 17 MiB at least, however small the header is that stands there', () => {
    const { all } = cryptoPlaces(VOLUME, { headerBytes: 16 * KIB, dataOffset: MIB });
    expect(all[0]?.length).to.equal(17 * MIB);
  });

  it('leaves for the end what says where the data began, and last of all the magic', () => {
    expect(cryptoPlaces(VOLUME, LUKS_SHAPE).steps).to.deep.equal([
      [
        { offset: 3 * MIB + 16 * KIB, length: 17 * MIB - 16 * KIB },
        { offset: 66 * MIB, length: MIB },
      ],
      [{ offset: 3 * MIB + 4 * KIB, length: 12 * KIB }],
      [{ offset: 3 * MIB, length: 4 * KIB }],
    ]);
  });

  it('is in steps that are all of it, each byte once, and never a byte of a neighbour', () => {
    fc.assert(
      fc.property(
        fc.nat({ max: 2 ** 40 }),
        fc.integer({ min: 1, max: 2 ** 14 }),
        fc.integer({ min: 14, max: 22 }),
        fc.nat({ max: 2 ** 14 }),
        (offset, sectors, power, dataSectors) => {
          const volume = { offset, length: sectors * 4096 };
          const shape = { headerBytes: 2 ** power, dataOffset: dataSectors * 4096 };
          const { steps, all } = cryptoPlaces(volume, shape);
          const flat = steps.flat();
          expect(union(flat)).to.deep.equal(all);
          for (const [index, one] of flat.entries()) {
            expect(one.offset).to.be.at.least(volume.offset);
            expect(endOf(one)).to.be.at.most(endOf(volume));
            for (const other of flat.slice(index + 1)) expect(overlaps(one, other)).to.equal(false);
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('the label of a LUKS2 header', () => {
  it('is the name of the volume', () => expect(luksLabel({ name: 'data', label: 'db' })).to.equal('data'));

  it('is none where the filesystem inside is to be found by it', () =>
    expect(luksLabel({ name: 'Data', label: 'data' })).to.equal(''));

  it('is cut between two characters where it is too long', () => {
    expect(luksLabel({ name: 'ä'.repeat(36), label: '' })).to.equal('ä'.repeat(23));
    expect(luksLabel({ name: `${'\u{1f600}'.repeat(11)} end`, label: '' })).to.equal(
      `${'\u{1f600}'.repeat(11)} en`,
    );
  });
});
