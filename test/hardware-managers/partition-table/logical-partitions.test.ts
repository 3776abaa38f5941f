import { expect } from 'chai';
import { readTable } from '../../../hardware-managers/partition-table/read-table.ts';
import type { TableReading } from '../../../hardware-managers/partition-table/types.ts';
import { mbrRecord } from '../../fixtures/base-disk.ts';
import { gptDisk, GPT_DISK_BYTES as SIZE } from '../../support/gpt-disk.ts';
import { bufferReader, byteReader } from '../../support/readers.ts';

function mbrDisk(...records: readonly Buffer[]): Buffer {
  const disk = Buffer.alloc(SIZE);
  disk.set([0x55, 0xaa], 510);
  for (const [slot, record] of records.entries()) disk.set(record, 446 + 16 * slot);
  return disk;
}

async function read(disk: Buffer, sectorBytes = 512): Promise<TableReading> {
  return await readTable(byteReader(bufferReader(disk)), sectorBytes);
}

function codes({ verdicts }: TableReading): string[] {
  return verdicts.map(({ code }) => code);
}

describe('an MBR', () => {
  const data = mbrRecord(0x83, 100, 50, true);

  it('E31 shows primary and logical partitions with their places', async () => {
    const disk = mbrDisk(data, mbrRecord(0x0f, 200, 1000));
    putLink(disk, 200, mbrRecord(0x83, 10, 20), mbrRecord(0x05, 300, 100));
    putLink(disk, 500, mbrRecord(0x82, 5, 30));
    const reading = await read(disk);
    expect(reading).to.deep.include({ kind: 'mbr', gpt: null, verdicts: [] });
    expect(reading.mbr).to.deep.equal([
      { number: 1, type: 0x83, active: true, firstLba: 100, sectors: 50 },
      { number: 2, type: 0x0f, active: false, firstLba: 200, sectors: 1000 },
      { number: 5, type: 0x83, active: false, firstLba: 210, sectors: 20 },
      { number: 6, type: 0x82, active: false, firstLba: 505, sectors: 30 },
    ]);
  });

  it('is refused when its chain of logical partitions loops, ends nowhere or leaves the disk', async () => {
    const loop = mbrDisk(data, mbrRecord(0x05, 200, 1000));
    putLink(loop, 200, mbrRecord(0x83, 10, 20), mbrRecord(0x05, 0, 100));
    const nowhere = mbrDisk(data, mbrRecord(0x05, 200, 1000));
    const away = mbrDisk(data, mbrRecord(0x05, 200, 1000));
    putLink(away, 200, mbrRecord(0x83, 10, 20), mbrRecord(0x05, 1_000_000, 100));
    for (const [disk, why] of [
      [loop, /returns to LBA 200/],
      [nowhere, /no boot record/],
      [away, /beyond the end/],
    ] as const) {
      const reading = await read(disk);
      expect([reading.kind, ...codes(reading)]).to.deep.equal(['mbr', 'MBR_INVALID']);
      expect(reading.verdicts[0]?.message).to.match(why);
    }
  });

  it('is followed for 256 links of logical partitions and no further', async () => {
    const disk = mbrDisk(mbrRecord(0x05, 200, 3000));
    for (let link = 0; link < 300; link += 1)
      putLink(disk, 200 + link * 4, mbrRecord(0x83, 1, 2), mbrRecord(0x05, link * 4 + 4, 3));
    const reading = await read(disk);
    expect(reading.mbr.length).to.equal(257);
    expect(codes(reading)).to.deep.equal(['MBR_INVALID']);
  });

  it('is refused when partitions overlap or end beyond the disk', async () => {
    expect(codes(await read(mbrDisk(data, mbrRecord(0x83, 120, 50))))).to.deep.equal(['ENTRIES_OVERLAP']);
    expect(codes(await read(mbrDisk(mbrRecord(0x83, 100, 0xfffffff0))))).to.deep.equal(['BEYOND_DISK_END']);
  });

  it('that lists nothing is an MBR still, not an empty disk', async () => {
    const disk = mbrDisk();
    disk.set([1, 2, 3, 4], 440);
    expect(await read(disk)).to.deep.include({ kind: 'mbr', mbr: [], verdicts: [] });
  });

  it('of garbage behind 0x55AA is damage, not an empty disk', async () => {
    const disk = mbrDisk();
    disk.fill(0x33, 446, 510);
    expect([(await read(disk)).kind, ...codes(await read(disk))]).to.deep.equal(['damaged', 'MBR_INVALID']);
  });

  it('is none where a FAT, exFAT or NTFS volume begins at sector 0', async () => {
    for (const [at, name] of [
      [54, 'FAT16   '],
      [82, 'FAT32   '],
      [3, 'NTFS    '],
      [3, 'EXFAT   '],
    ] as const) {
      const disk = mbrDisk();
      disk.write(name, at, 'latin1');
      expect((await read(disk)).kind, name).to.equal('none');
      disk.fill(0x33, 446, 510);
      expect((await read(disk)).kind, name).to.equal('none');
    }
  });

  it('beside the mere trace of a GPT is refused', async () => {
    for (const offset of [512, SIZE - 512, 4096]) {
      const disk = mbrDisk(data);
      disk.write('EFI PART', offset, 'latin1');
      const reading = await read(disk);
      expect(reading).to.include({ kind: 'mbr', gpt: null });
      expect(codes(reading)).to.include('MBR_WITH_STALE_GPT');
    }
  });

  it('with 0xEE that does not begin at LBA 1 hides a GPT from Linux and is repaired', async () => {
    const disk = gptDisk();
    disk.set(mbrRecord(0xee, 2, 100), 446);
    const reading = await read(disk);
    expect([reading.kind, ...codes(reading)]).to.deep.equal(['gpt', 'PMBR_MISSING']);
  });

  function putLink(disk: Buffer, lba: number, ...records: readonly Buffer[]): void {
    for (const [slot, record] of records.entries()) disk.set(record, lba * 512 + 446 + 16 * slot);
    disk.set([0x55, 0xaa], lba * 512 + 510);
  }
});
