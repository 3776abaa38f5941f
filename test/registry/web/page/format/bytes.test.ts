import { expect } from 'chai';
import fc from 'fast-check';
import {
  counted,
  exactBytes,
  formatBytes,
  formatPosition,
  percent,
} from '../../../../../registry/web/page/format/bytes.ts';

describe('bytes of the page', () => {
  it('are shown in the IEC unit that leaves three digits at most', () => {
    expect(formatBytes(0)).to.equal('0 B');
    expect(formatBytes(1023)).to.equal('1023 B');
    expect(formatBytes(1024)).to.equal('1 KiB');
    expect(formatBytes(1.5 * 1024 ** 2)).to.equal('1.5 MiB');
    expect(formatBytes(447 * 1024 ** 3)).to.equal('447 GiB');
    expect(formatBytes(1_920_383_410_176)).to.equal('1.75 TiB');
    expect(formatBytes(12.345 * 1024 ** 4)).to.equal('12.3 TiB');
  });

  it('never are 1024 of a unit that has a larger one', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }), (bytes) => {
        const [number = '', unit = ''] = formatBytes(bytes).split(' ');
        expect(Number(number)).to.be.lessThan(unit === 'PiB' ? 10_000 : 1024);
      }),
    );
    expect(formatBytes(1024 ** 3 - 1)).to.equal('1 GiB');
  });

  it('are within half a percent of what they stand for', () => {
    const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'];
    fc.assert(
      fc.property(fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }), (bytes) => {
        const [number = '', unit = ''] = formatBytes(bytes).split(' ');
        const shown = Number(number) * 1024 ** units.indexOf(unit);
        expect(Math.abs(shown - bytes) / bytes).to.be.lessThan(0.0051);
      }),
    );
  });

  it('of two places a tenth of a GiB apart are shown as two', () => {
    expect(formatPosition(1788.4 * 1024 ** 3)).to.equal('1,788.4 GiB');
    expect(formatPosition(1788.5 * 1024 ** 3)).to.equal('1,788.5 GiB');
    expect(formatPosition(1024 ** 2)).to.equal('1 MiB');
  });

  it('have all their digits for whoever wants them', () => {
    expect(exactBytes(1_920_383_410_176)).to.equal('1,920,383,410,176 bytes');
    expect(exactBytes(1)).to.equal('1 byte');
    expect(counted(1, 'node')).to.equal('1 node');
    expect(counted(10_000, 'node')).to.equal('10,000 nodes');
  });

  it('are a hundred percent only when all is done', () => {
    expect(percent(999, 1000)).to.equal(99);
    expect(percent(1000, 1000)).to.equal(100);
    expect(percent(2000, 1000)).to.equal(100);
    expect(percent(0, 0)).to.equal(100);
    expect(percent(5, null)).to.equal(null);
  });
});
