import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { planTableCommit } from '../../hardware-managers/partition-table/commit-table.ts';
import {
  anEntry,
  applyOps,
  aTable,
  changeHeaders,
  emptyReading,
  gptDisk,
  GPT_DISK_BYTES as SIZE,
} from './gpt-disk.ts';
import { linuxPartitions } from './linux-gpt.ts';
import { bufferReader } from './readers.ts';

const count = (disk: Buffer) => linuxPartitions(bufferReader(disk), 512)?.length ?? null;

describe("the reader that follows Linux's rules", () => {
  it('shares no code with the product', () => {
    const imports = readFileSync(join(import.meta.dirname, 'linux-gpt.ts'), 'utf8').match(/from '[^']+'/g);
    expect(imports).to.deep.equal(["from 'node:zlib'"]);
  });

  it('shows the partitions of a valid table', () => {
    expect(count(gptDisk())).to.equal(2);
  });

  const ignored: readonly (readonly [string, (disk: Buffer) => void])[] = [
    ['without a protective MBR', (disk) => disk.fill(0, 0, 512)],
    ['whose 0xEE begins at LBA 2', (disk) => disk.writeUInt32LE(2, 454)],
    ['whose primary array is torn, though the backup is good', (disk) => disk.fill(0, 1024, 1152)],
    ['whose primary header is torn, though the backup is good', (disk) => disk.fill(0, 560, 570)],
    [
      'whose header says that it stands elsewhere',
      (disk) => changeHeaders(disk, (header) => header.writeUInt32LE(2, 24)),
    ],
    [
      'whose last usable LBA is beyond the disk',
      (disk) => changeHeaders(disk, (header) => header.writeUInt32LE(SIZE / 512, 48)),
    ],
    [
      'whose usable LBAs are inverted',
      (disk) => changeHeaders(disk, (header) => header.writeUInt32LE(5000, 40)),
    ],
    [
      'whose header has fewer than 92 bytes',
      (disk) => changeHeaders(disk, (header) => header.writeUInt32LE(91, 12)),
    ],
    ['without entries', (disk) => changeHeaders(disk, (header) => header.writeUInt32LE(0, 80))],
    [
      'whose array is beyond the disk',
      (disk) => changeHeaders(disk, (header) => header.writeUInt32LE(1e9, 72)),
    ],
  ];
  for (const [what, damage] of ignored) {
    it(`shows no GPT ${what}`, () => {
      const disk = gptDisk();
      damage(disk);
      expect(count(disk)).to.equal(null);
    });
  }

  it('shows no GPT whose entries have other than 128 bytes', () => {
    const shape = { sizeBytes: SIZE, sectorBytes: 512 };
    const table = aTable(shape, [anEntry(1, 200, 299)], 128, 256);
    const commit = { ...shape, current: emptyReading(512), table, bootCode: 'clear' as const, occupied: [] };
    const disk = Buffer.alloc(SIZE);
    applyOps(disk, planTableCommit(commit).ops);
    expect(count(disk)).to.equal(null);
  });

  it('shows nothing of a disk of one sector', () => {
    expect(count(gptDisk().subarray(0, 512))).to.equal(null);
  });
});
