import { expect } from 'chai';
import {
  announcedLastLba,
  classifyBootSector,
  isSeenAsProtective,
  parseRecords,
  protectiveSector,
} from '../../../hardware-managers/partition-table/mbr.ts';
import { mbrRecord } from '../../fixtures/base-disk.ts';

function sector(records: readonly Buffer[], signature = [0x55, 0xaa]): Buffer {
  const bytes = Buffer.alloc(512);
  bytes.set(signature, 510);
  for (const [slot, record] of records.entries()) bytes.set(record, 446 + 16 * slot);
  return bytes;
}

const NONE = Buffer.alloc(16);
const DATA = mbrRecord(0x83, 100, 50);
const ALL = mbrRecord(0xee, 1, 4095);

describe('sector 0', () => {
  const cases: readonly (readonly [string, Buffer, string])[] = [
    ['of zeros is no MBR', Buffer.alloc(512), 'absent'],
    ['without 0x55AA is no MBR, whatever its records', sector([DATA], [0, 0]), 'absent'],
    ['with a lone 0xEE is protective, in any slot', sector([NONE, NONE, ALL]), 'protective'],
    ['with 0xEE and another partition is hybrid, in any order', sector([DATA, ALL]), 'hybrid'],
    ['with partitions is an MBR', sector([NONE, DATA]), 'partitions'],
    [
      'with a partition of type 0 that has a length is an MBR, as for Linux',
      sector([mbrRecord(0, 100, 50)]),
      'partitions',
    ],
    ['without partitions is an empty MBR', sector([]), 'empty'],
    ['with a status that is neither 0x00 nor 0x80 is garbage', sector([Buffer.alloc(16, 0x11)]), 'garbage'],
  ];
  for (const [what, bytes, kind] of cases) {
    it(what, () => expect(classifyBootSector(bytes)).to.equal(kind));
  }

  it('of a FAT volume with a partition in its table is an MBR all the same', () => {
    const bytes = sector([DATA]);
    bytes.write('FAT16', 54, 'latin1');
    expect(classifyBootSector(bytes)).to.equal('partitions');
  });

  it('announces the end of the disk where 32 bits hold it', () => {
    expect(announcedLastLba(sector([ALL]))).to.equal(4095);
    for (const records of [[], [DATA], [mbrRecord(0xee, 2, 9)], [mbrRecord(0xee, 1, 0xffffffff)]]) {
      expect(announcedLastLba(sector(records))).to.equal(null);
    }
  });
});

describe('a protective MBR', () => {
  it('covers the disk, or 2^32 sectors of a larger one', () => {
    for (const [lastLba, sectors] of [
      [4095, 4095],
      [0xffffffff, 0xffffffff],
      [2 ** 40, 0xffffffff],
    ] as const) {
      const bytes = protectiveSector(new Uint8Array(440), new Uint8Array(512), lastLba, 512);
      expect(parseRecords(bytes)).to.deep.equal([
        { number: 1, type: 0xee, active: false, firstLba: 1, sectors },
      ]);
      expect(isSeenAsProtective(bytes)).to.equal(true);
    }
  });

  it('keeps what follows the MBR in a sector of 4096 bytes', () => {
    const old = Buffer.alloc(4096, 0x5c);
    const bytes = Buffer.from(protectiveSector(new Uint8Array(440), old, 4095, 4096));
    expect(bytes.subarray(512)).to.deep.equal(old.subarray(512));
    const image = Buffer.alloc(4096, 0x1f);
    expect(Buffer.from(protectiveSector(image, old, 4095, 4096)).subarray(512)).to.deep.equal(
      image.subarray(512),
    );
  });

  it('is not one for Linux when its record does not begin at LBA 1', () => {
    expect(isSeenAsProtective(sector([mbrRecord(0xee, 0, 9)]))).to.equal(false);
    expect(isSeenAsProtective(sector([DATA]))).to.equal(false);
    expect(isSeenAsProtective(sector([mbrRecord(0xee, 0, 9), ALL]))).to.equal(true);
  });
});
