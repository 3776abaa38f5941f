import { expect } from 'chai';
import { refuseUnlessWritable } from '../../../hardware-managers/linux/write-checks.ts';
import { BmvError } from '../../../proto/error.ts';
import { aDiskInfo } from '../../support/layouts.ts';

const FINE = aDiskInfo({ path: '/dev/sda', sizeBytes: 4 * 1024 * 1024, serial: null });

describe('what may be opened for writing', () => {
  it('is an idle disk of 4 MiB with 512 or 4096-byte sectors', () => {
    refuseUnlessWritable(FINE);
    refuseUnlessWritable({ ...FINE, logicalSectorBytes: 4096 });
  });

  for (const sectorBytes of [520, 528, 1024, 2048]) {
    it(`E04: is not a disk with sectors of ${sectorBytes} bytes`, () => {
      expect(() => refuseUnlessWritable({ ...FINE, logicalSectorBytes: sectorBytes }))
        .to.throw(BmvError, `${sectorBytes} bytes`)
        .with.property('code', 'SECTOR_SIZE_UNSUPPORTED');
    });
  }

  for (const [code, change] of [
    ['DISK_TOO_SMALL', { sizeBytes: 4 * 1024 * 1024 - 512 }],
    ['DISK_READ_ONLY', { readOnly: true }],
    ['DISK_ZONED', { zoned: 'host-managed' }],
    ['DISK_ZONED', { zoned: 'host-aware' }],
  ] as const) {
    it(`E58: is not a disk with ${JSON.stringify(change)}`, () => {
      expect(() => refuseUnlessWritable({ ...FINE, ...change }))
        .to.throw(BmvError, '/dev/sda')
        .with.property('code', code);
    });
  }

  it('E39: is not a disk in use, whose every use is named in one line', () => {
    const uses = [
      { kind: 'mount', device: '/dev/sda1', detail: '/srv' },
      { kind: 'swap', device: '/dev/sda2', detail: '/dev/sda2' },
      { kind: 'lvm', device: '/dev/sda3', detail: 'vg-data' },
      { kind: 'holder', device: '/dev/sda', detail: 'process 12 (fio)' },
    ] as const;
    const words =
      '/dev/sda1 is mounted on /srv; /dev/sda2 is active swap; /dev/sda3 is held by lvm vg-data; /dev/sda is held by process 12 (fio)';
    expect(() => refuseUnlessWritable({ ...FINE, uses }))
      .to.throw(BmvError, words)
      .with.property('code', 'DISK_IN_USE');
  });
});
