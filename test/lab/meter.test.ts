import { expect } from 'chai';
import { meterReading } from './meter.ts';

describe('the meter of a ramdisk', () => {
  it('is read where it stood last, whatever else the console shows', () => {
    const console = '[  1.0] vda: vda1\r\nBMV-METER 500000 0\r\nlogin: BMV-METER 600000 2048\r\n[  9.0] x';
    expect(meterReading(console)).to.deep.equal({ peakKib: 600_000, sectorsWritten: 2048 });
    expect(meterReading('no meter here')).to.equal(null);
  });
});
