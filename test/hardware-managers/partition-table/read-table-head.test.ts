import { expect } from 'chai';
import { readTable } from '../../../hardware-managers/partition-table/read-table.ts';
import type { ByteReader, TableReading } from '../../../hardware-managers/partition-table/types.ts';
import { gptDisk, GPT_DISK_BYTES as SIZE } from '../../support/gpt-disk.ts';
import { bufferReader, byteReader } from '../../support/readers.ts';

async function read(disk: Buffer, sectorBytes = 512): Promise<TableReading> {
  return await readTable(byteReader(bufferReader(disk)), sectorBytes);
}

function codes({ verdicts }: TableReading): string[] {
  return verdicts.map(({ code }) => code);
}

describe('a disk without a table', () => {
  it('is `none` when it is zeros, of whatever size', async () => {
    for (const sizeBytes of [0, 1, 511, 512, 1023, 1024, 4096, 8192, 70_000]) {
      for (const sectorBytes of [512, 4096]) {
        const reading = await read(Buffer.alloc(sizeBytes), sectorBytes);
        expect(reading, `${sizeBytes}`).to.deep.include({ kind: 'none', gpt: null, mbr: [], verdicts: [] });
        expect(reading.bootSector.byteLength).to.equal(sectorBytes);
      }
    }
  });

  it('is never `none` while a signature stands where any sector size has a copy', async () => {
    for (const offset of [512, 4096, SIZE - 512, SIZE - 4096]) {
      for (const sectorBytes of [512, 4096]) {
        const disk = Buffer.alloc(SIZE);
        disk.write('EFI PART', offset, 'latin1');
        expect((await read(disk, sectorBytes)).kind, `${offset} ${sectorBytes}`).to.equal('damaged');
      }
    }
  });

  it('is not taken for one when the disk cannot be read', async () => {
    const broken: ByteReader = { sizeBytes: SIZE, read: () => Promise.reject(new Error('EIO')) };
    const error: unknown = await readTable(broken, 512).catch((caught: unknown) => caught);
    expect(error).to.be.an('error').with.property('message', 'EIO');
  });
});

describe("an image's head", () => {
  const head = (disk: Buffer) => byteReader(bufferReader(disk.subarray(0, 64 * 1024)));

  for (const sectorBytes of [512, 4096]) {
    it(`gives the table without a word about the backup that it does not reach; sectors of ${sectorBytes}`, async () => {
      const disk = gptDisk(sectorBytes);
      for (const diskSizeBytes of [SIZE, null, undefined]) {
        const options = { headOnly: true, ...(diskSizeBytes === undefined ? {} : { diskSizeBytes }) };
        const reading = await readTable(head(disk), sectorBytes, options);
        expect(reading).to.deep.include({ kind: 'gpt', verdicts: [], backup: null });
        expect(reading).to.have.nested.property('gpt.entries.length', 2);
      }
    });
  }

  it('says that partitions end beyond the image only when the size of the image is known', async () => {
    const size = { headOnly: true, diskSizeBytes: 150 * 1024 };
    expect(codes(await readTable(head(gptDisk()), 512, size))).to.include('BEYOND_DISK_END');
    expect(codes(await readTable(head(gptDisk()), 512, { headOnly: true }))).to.deep.equal([]);
  });

  it('is damaged when the primary is, as there is no backup to use', async () => {
    const disk = gptDisk();
    disk.fill(0, 1024, 1100);
    const reading = await readTable(head(disk), 512, { headOnly: true });
    expect(reading).to.deep.include({ kind: 'damaged', gpt: null });
    expect(codes(reading)).to.have.members(['BOTH_COPIES_BAD', 'PRIMARY_ENTRIES_BAD']);
  });

  it('E60 is damaged when the array ends beyond it', async () => {
    const reading = await readTable(byteReader(bufferReader(gptDisk().subarray(0, 4096))), 512, {
      headOnly: true,
    });
    expect(reading.kind).to.equal('damaged');
    expect(reading.verdicts.map(({ message }) => message).join()).to.match(/all that was read/);
  });

  it('judges the backup of an image that is not longer than the head', async () => {
    const disk = gptDisk();
    disk.fill(0, SIZE - 512);
    const reading = await readTable(byteReader(bufferReader(disk)), 512, {
      headOnly: true,
      diskSizeBytes: SIZE,
    });
    expect(codes(reading)).to.deep.equal(['BACKUP_MISSING']);
  });
});
