import { crc32 } from 'node:zlib';
import { expect } from 'chai';
import { readTable } from '../../../hardware-managers/partition-table/read-table.ts';
import type { TableReading } from '../../../hardware-managers/partition-table/types.ts';
import { anEntry, changeHeaders, gptDisk, guidOf, GPT_DISK_BYTES as SIZE } from '../../support/gpt-disk.ts';
import { bufferReader, byteReader } from '../../support/readers.ts';

async function read(disk: Buffer, sectorBytes = 512): Promise<TableReading> {
  return await readTable(byteReader(bufferReader(disk)), sectorBytes);
}

function codes({ verdicts }: TableReading): string[] {
  return verdicts.map(({ code }) => code);
}

describe('a header whose checksum is right and whose fields are not', () => {
  const changes: readonly (readonly [string, (header: Buffer) => void, string])[] = [
    ['an array of 2^32-1 entries', (header) => header.writeUInt32LE(0xffffffff, 80), 'PRIMARY_HEADER_BAD'],
    ['an array of more than 4 MiB', (header) => header.writeUInt32LE(32769, 80), 'PRIMARY_HEADER_BAD'],
    ['no entry at all', (header) => header.writeUInt32LE(0, 80), 'PRIMARY_HEADER_BAD'],
    ['entries of 0 bytes', (header) => header.writeUInt32LE(0, 84), 'PRIMARY_HEADER_BAD'],
    ['entries of 130 bytes', (header) => header.writeUInt32LE(130, 84), 'PRIMARY_HEADER_BAD'],
    ['entries of 8192 bytes', (header) => header.writeUInt32LE(8192, 84), 'PRIMARY_HEADER_BAD'],
    [
      'an array at LBA 2^64-1',
      (header) => header.writeBigUInt64LE(2n ** 64n - 1n, 72),
      'PRIMARY_ENTRIES_BAD',
    ],
    ['an array at LBA 0', (header) => header.writeBigUInt64LE(0n, 72), 'PRIMARY_ENTRIES_BAD'],
    [
      'an array behind the end of the disk',
      (header) => header.writeBigUInt64LE(BigInt(SIZE / 512 - 1), 72),
      'PRIMARY_ENTRIES_BAD',
    ],
  ];
  for (const [what, change, code] of changes) {
    it(`${what}: the disk is damaged, and nothing throws`, async () => {
      const disk = gptDisk();
      changeHeaders(disk, change);
      const reading = await read(disk);
      expect(reading.kind).to.equal('damaged');
      expect(codes(reading)).to.include.members(['BOTH_COPIES_BAD', code]);
      expect(reading.verdicts.every(({ severity }) => severity === 'refuse')).to.equal(true);
    });
  }

  it('a size of 91 or of more than the sector is a bad header', async () => {
    for (const size of [0, 91, 513, 0xffffffff]) {
      const disk = gptDisk();
      for (const offset of [512, SIZE - 512]) disk.writeUInt32LE(size, offset + 12);
      expect(codes(await read(disk)), `${size}`).to.include('PRIMARY_HEADER_BAD');
    }
  });

  it('an alternate at LBA 2^64-1 is a missing backup, and what stands at the end is none of its own', async () => {
    const disk = gptDisk();
    changeHeaders(disk, (header) => header.writeBigUInt64LE(2n ** 64n - 1n, 32), [512]);
    const reading = await read(disk);
    expect(reading.kind).to.equal('gpt');
    expect(codes(reading)).to.have.members(['BACKUP_MISSING', 'BACKUP_STALE_AT_END']);
  });

  it('usable LBAs that are inverted or beyond 2^53 are repaired, not believed', async () => {
    for (const [first, last] of [
      [99n, 98n],
      [34n, 2n ** 64n - 1n],
      [2n ** 60n, 2n ** 61n],
    ] as const) {
      const disk = gptDisk();
      changeHeaders(disk, (header) => {
        header.writeBigUInt64LE(first, 40);
        header.writeBigUInt64LE(last, 48);
      });
      const reading = await read(disk);
      expect([reading.kind, ...codes(reading)]).to.deep.equal(['gpt', 'USABLE_RANGE_BAD']);
    }
  });

  it('a backup header copied over the primary is a valid, misplaced copy', async () => {
    const disk = gptDisk();
    disk.copy(disk, 512, SIZE - 512);
    const reading = await read(disk);
    expect(reading.kind).to.equal('gpt');
    expect(reading.gpt?.entries.length).to.equal(2);
    expect(codes(reading)).to.have.members(['HEADER_MISPLACED', 'ENTRIES_ELSEWHERE']);
  });
});

describe('partitions that are not possible', () => {
  it('are refused when they begin or end beyond the disk, whatever the number', async () => {
    for (const last of [SIZE / 512, 2 ** 40, Number.MAX_SAFE_INTEGER]) {
      const disk = gptDisk();
      patchEntries(disk, (array) => array.writeBigUInt64LE(BigInt(last), 40));
      expect(codes(await read(disk))).to.include.members(['BEYOND_DISK_END', 'ENTRIES_OVERLAP']);
    }
    const disk = gptDisk();
    patchEntries(disk, (array) => array.fill(0xff, 32, 48));
    expect(codes(await read(disk))).to.deep.equal(['BEYOND_DISK_END']);
  });

  it("are refused when they cover the table's own sectors", async () => {
    for (const first of [0n, 1n, 33n]) {
      const disk = gptDisk();
      patchEntries(disk, (array) => array.writeBigUInt64LE(first, 32));
      expect(codes(await read(disk)), `${first}`).to.deep.equal(['ENTRY_INVALID']);
    }
  });

  it('are all named when three overlap inside a fourth', async () => {
    const disk = gptDisk(512, [anEntry(1, 200, 900), anEntry(2, 901, 910), anEntry(3, 920, 930)]);
    patchEntries(disk, (array) => array.writeBigUInt64LE(1000n, 40));
    const messages = (await read(disk)).verdicts.map(({ message }) => message.split(' overlap')[0]);
    expect(messages).to.deep.equal(['partitions 1 and 2', 'partitions 1 and 3']);
  });

  function patchEntries(disk: Buffer, change: (array: Buffer) => void): void {
    for (const [array, header] of [
      [1024, 512],
      [SIZE - 33 * 512, SIZE - 512],
    ] as const) {
      change(disk.subarray(array, array + 16384));
      changeHeaders(disk, (fields) => fields.writeUInt32LE(crc32(disk.subarray(array, array + 16384)), 88), [
        header,
      ]);
    }
  }
});

describe('two copies of a GPT', () => {
  it('that differ in nothing but the GUID of the disk are repaired from the primary', async () => {
    const disk = gptDisk();
    changeHeaders(disk, (header) => header.fill(0x11, 56, 72), [SIZE - 512]);
    const reading = await read(disk);
    expect(reading.verdicts.map(({ severity, code }) => [severity, code])).to.deep.equal([
      ['repair', 'COPIES_DIFFER'],
    ]);
    expect(reading.gpt?.diskGuid).to.equal(guidOf(0xd15c));
  });

  it('are refused when the primary is bad, and the old and the new end of the disk hold different ones', async () => {
    const disk = Buffer.concat([gptDisk(), gptDisk(512, [anEntry(9, 500, 600)])]);
    const end = disk.byteLength / 512 - 1;
    changeHeaders(
      disk,
      (header) => {
        header.writeBigUInt64LE(BigInt(end), 24);
        header.writeBigUInt64LE(BigInt(end - 32), 72);
      },
      [disk.byteLength - 512],
    );
    disk.fill(0, 512, 1024);
    const reading = await read(disk);
    expect(codes(reading)).to.include('COPIES_DIFFER');
    expect(reading.verdicts.some(({ severity }) => severity === 'refuse')).to.equal(true);
  });
});
