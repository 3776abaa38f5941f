import { expect } from 'chai';
import { tableGeometry } from '../../../hardware-managers/partition-table/geometry.ts';

const GIB = 1024 ** 3;

describe('the places of a GPT', () => {
  it('are LBA 2 and LBA 34 for arrays of 128 entries with 512-byte sectors', () => {
    expect(tableGeometry({ sizeBytes: GIB, sectorBytes: 512 })).to.deep.equal({
      entriesSectors: 32,
      entriesLba: 2,
      spareEntriesLba: 34,
      firstUsableLba: 34,
      lastUsableLba: 2097151 - 33,
      lastLba: 2097151,
      backupEntriesLba: 2097151 - 32,
      head: { offset: 0, length: 66 * 512 },
      tail: { offset: GIB - 33 * 512, length: 33 * 512 },
    });
  });

  it('are LBA 2 and LBA 6 with 4096-byte sectors', () => {
    expect(tableGeometry({ sizeBytes: GIB, sectorBytes: 4096 })).to.deep.include({
      entriesSectors: 4,
      spareEntriesLba: 6,
      firstUsableLba: 6,
      lastUsableLba: 262143 - 5,
    });
  });

  it('grow with the number and the size of the entries, and never shrink below 16 KiB', () => {
    const disk = { sizeBytes: GIB, sectorBytes: 512 };
    expect(tableGeometry(disk, 256).firstUsableLba).to.equal(66);
    expect(tableGeometry(disk, 128, 256).firstUsableLba).to.equal(66);
    expect(tableGeometry(disk, 129).firstUsableLba).to.equal(35);
    expect(tableGeometry(disk, 4).firstUsableLba).to.equal(34);
  });

  it('ignore what is left of a size that is no multiple of the sector', () => {
    expect(tableGeometry({ sizeBytes: GIB + 511, sectorBytes: 512 })).to.deep.equal(
      tableGeometry({ sizeBytes: GIB, sectorBytes: 512 }),
    );
  });

  it('leave no usable LBA on a disk that is too small', () => {
    for (const sizeBytes of [0, 511, 512, 66 * 512]) {
      const { firstUsableLba, lastUsableLba } = tableGeometry({ sizeBytes, sectorBytes: 512 });
      expect(lastUsableLba, `${sizeBytes}`).to.be.lessThan(firstUsableLba);
    }
    const smallest = tableGeometry({ sizeBytes: 68 * 512, sectorBytes: 512 });
    expect(smallest.lastUsableLba).to.equal(smallest.firstUsableLba);
  });
});
