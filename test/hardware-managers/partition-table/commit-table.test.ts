import { expect } from 'chai';
import { tableGeometry } from '../../../hardware-managers/partition-table/geometry.ts';
import { mbrRecord } from '../../fixtures/base-disk.ts';
import { planFor as plan, readDisk as read, refusal, steps } from '../../support/commit-plan.ts';
import {
  anEntry,
  applyOps,
  aTable,
  changeHeaders,
  gptDisk,
  GPT_DISK_BYTES as SIZE,
} from '../../support/gpt-disk.ts';
import { linuxPartitions } from '../../support/linux-gpt.ts';
import { bufferReader } from '../../support/readers.ts';

const SHAPE = { sizeBytes: SIZE, sectorBytes: 512 };
const OLD = [anEntry(1, 200, 299), anEntry(2, 300, 399)];
const NEW = [anEntry(1, 200, 299), anEntry(5, 500, 599)];

function partitionsOf(disk: Buffer, sectorBytes = 512): (readonly number[])[] | null {
  return (
    linuxPartitions(bufferReader(disk), sectorBytes)?.map(({ number, firstLba, lastLba }) => [
      number,
      firstLba,
      lastLba,
    ]) ?? null
  );
}

const SHOWN = NEW.map(({ number, firstLba, lastLba }) => [number, firstLba, lastLba]);

describe('the order in which a table is written', () => {
  it('is spare array, header, array, header, backup array, backup header, a barrier after each', async () => {
    const disk = gptDisk();
    const result = await plan(disk, aTable(SHAPE, NEW));
    expect(result).to.include({ crashSafe: true, why: '' });
    expect(steps(result)).to.equal('34+32 | 1+1 | 2+32 | 1+1 | 4063+32 | 4095+1 |');
    applyOps(disk, result.ops);
    expect(await read(disk)).to.deep.include({ kind: 'gpt', verdicts: [] });
    expect(partitionsOf(disk)).to.deep.equal(SHOWN);
  });

  it('is the same in sectors of 4096 bytes, with arrays of 4 sectors', async () => {
    const disk = gptDisk(4096);
    const result = await plan(disk, aTable({ ...SHAPE, sectorBytes: 4096 }, NEW.slice(0, 1)), {
      sectorBytes: 4096,
    });
    expect(steps(result, 4096)).to.equal('6+4 | 1+1 | 2+4 | 1+1 | 507+4 | 511+1 |');
  });

  it('needs no spare place where no valid primary is, and ends with the protective MBR', async () => {
    const result = await plan(Buffer.alloc(SIZE), aTable(SHAPE, NEW));
    expect(result.crashSafe).to.equal(true);
    expect(steps(result)).to.equal('2+32 | 1+1 | 4063+32 | 4095+1 | 0+1 |');
  });

  it('leaves the backup alone until the primary is valid again', async () => {
    const disk = gptDisk();
    disk.fill(0, 512, 1024);
    expect(steps(await plan(disk, aTable(SHAPE, NEW)))).to.equal('2+32 | 1+1 | 4063+32 | 4095+1 |');
    expect(steps(await plan(disk, aTable(SHAPE, OLD)))).to.equal('2+32 | 1+1 |');
  });

  it('goes by the spare place when the only valid copy, a backup, has its array at LBA 2', async () => {
    const disk = gptDisk();
    changeHeaders(disk, (header) => header.writeBigUInt64LE(2n, 72), [SIZE - 512]);
    disk.fill(0, 512, 1024);
    expect(steps(await plan(disk, aTable(SHAPE, NEW)))).to.match(/^34\+32 \| 1\+1 \| 2\+32 \| 1\+1 \|/);
  });

  it('goes on directly when an interrupted commit has left the array at the spare place', async () => {
    const disk = gptDisk();
    const first = await plan(disk, aTable(SHAPE, NEW));
    applyOps(disk, first.ops.slice(0, 4));
    const second = await plan(disk, aTable(SHAPE, NEW));
    expect(steps(second)).to.equal('2+32 | 1+1 | 4063+32 | 4095+1 |');
    applyOps(disk, second.ops);
    expect((await plan(disk, aTable(SHAPE, NEW))).ops).to.deep.equal([]);
  });

  it('puts the spare array behind an old array that is longer than the new one', async () => {
    const disk = Buffer.alloc(SIZE);
    applyOps(disk, (await plan(disk, aTable(SHAPE, OLD, 256))).ops);
    expect(steps(await plan(disk, aTable(SHAPE, NEW)))).to.match(/^66\+32 \| 1\+1 \| 2\+32 \|/);
  });

  it('puts the spare array behind a new array that is longer than the old one', async () => {
    expect(steps(await plan(gptDisk(), aTable(SHAPE, NEW, 256)))).to.match(/^66\+64 \| 1\+1 \| 2\+64 \|/);
  });

  it('moves the backup to the end of a disk that has grown', async () => {
    const disk = Buffer.concat([gptDisk(), Buffer.alloc(SIZE)]);
    const table = aTable({ ...SHAPE, sizeBytes: 2 * SIZE }, OLD);
    const result = await plan(disk, table);
    expect(steps(result)).to.match(/\| 8159\+32 \| 8191\+1 \| 0\+1 \|$/);
    applyOps(disk, result.ops);
    expect((await read(disk)).verdicts).to.deep.equal([]);
    expect((await plan(disk, table)).ops).to.deep.equal([]);
  });
});

describe('a table that is right already', () => {
  it('is not written again', async () => {
    expect((await plan(gptDisk(), aTable(SHAPE, OLD))).ops).to.deep.equal([]);
  });

  it('has only its backup written when that is wrong', async () => {
    const disk = gptDisk();
    disk.fill(0, SIZE - 512);
    expect(steps(await plan(disk, aTable(SHAPE, OLD)))).to.equal('4063+32 | 4095+1 |');
  });

  it('has only its protective MBR written when that is missing, wrong or hybrid', async () => {
    const wrong = [Buffer.alloc(512), mbrRecord(0xee, 2, 4094), mbrRecord(0xee, 1, 99)];
    for (const bytes of wrong) {
      const disk = gptDisk();
      disk.set(bytes, bytes.byteLength === 512 ? 0 : 446);
      expect(steps(await plan(disk, aTable(SHAPE, OLD)))).to.equal('0+1 |');
    }
    const hybrid = gptDisk();
    hybrid.set(mbrRecord(0x83, 200, 100), 462);
    expect(steps(await plan(hybrid, aTable(SHAPE, OLD)))).to.equal('0+1 |');
  });

  it('E28 is not rewritten for a longer header, and is for a header that names a wrong place', async () => {
    const disk = gptDisk();
    changeHeaders(disk, (header) => header.writeUInt32LE(200, 12));
    expect((await plan(disk, aTable(SHAPE, OLD))).ops).to.deep.equal([]);
    changeHeaders(disk, (header) => header.writeBigUInt64LE(7n, 24), [512]);
    expect(steps(await plan(disk, aTable(SHAPE, OLD)))).to.equal('34+32 | 1+1 | 2+32 | 1+1 |');
  });
});

describe('usable LBAs', () => {
  it('E09 are computed from the disk, not taken from the table', async () => {
    const disk = gptDisk();
    const table = { ...aTable(SHAPE, NEW), lastUsableLba: 1000 };
    applyOps(disk, (await plan(disk, table)).ops);
    expect((await read(disk)).gpt).to.include({
      firstUsableLba: 34,
      lastUsableLba: tableGeometry(SHAPE).lastUsableLba,
    });
  });

  it('begin later where the table says so and no partition is before', async () => {
    const disk = gptDisk();
    applyOps(disk, (await plan(disk, { ...aTable(SHAPE, NEW), firstUsableLba: 128 })).ops);
    expect((await read(disk)).gpt?.firstUsableLba).to.equal(128);
    applyOps(disk, (await plan(disk, { ...aTable(SHAPE, NEW), firstUsableLba: 450 })).ops);
    expect((await read(disk)).gpt?.firstUsableLba).to.equal(200);
  });
});

describe('boot code', () => {
  const code = Buffer.alloc(440, 0xc0);

  it('is kept, cleared or replaced, and the disk signature stays', async () => {
    const disk = gptDisk();
    disk.fill(0xab, 0, 446);
    const table = aTable(SHAPE, OLD);
    expect((await plan(disk, table, { bootCode: 'keep' })).ops).to.deep.equal([]);
    applyOps(disk, (await plan(disk, table, { bootCode: code })).ops);
    expect(disk.subarray(0, 446)).to.deep.equal(Buffer.concat([code, Buffer.alloc(6, 0xab)]));
    applyOps(disk, (await plan(disk, table, { bootCode: 'clear' })).ops);
    expect(disk.subarray(0, 446)).to.deep.equal(Buffer.concat([Buffer.alloc(440), Buffer.alloc(6, 0xab)]));
    expect(partitionsOf(disk)?.length).to.equal(2);
  });

  it('in a whole sector brings its disk signature and active flag, and never its partitions', async () => {
    const disk = gptDisk();
    const sector = Buffer.alloc(512, 0xd1);
    sector.set(
      [mbrRecord(0xee, 1, 7, true), mbrRecord(0x83, 3, 4), Buffer.alloc(32)].flatMap((record) => [...record]),
      446,
    );
    sector.set([0x55, 0xaa], 510);
    applyOps(disk, (await plan(disk, aTable(SHAPE, OLD), { bootCode: sector })).ops);
    expect(disk.subarray(0, 446)).to.deep.equal(sector.subarray(0, 446));
    expect(disk[446]).to.equal(0x80);
    expect(disk.readUInt32LE(458)).to.equal(4095);
    expect(disk.subarray(462, 510)).to.deep.equal(Buffer.alloc(48));
  });

  it('E03 takes a stale GPT for 512-byte sectors out of sector 0', async () => {
    const disk = gptDisk(4096);
    gptDisk(512).copy(disk, 512, 512, 1024);
    const table = aTable({ ...SHAPE, sectorBytes: 4096 }, OLD);
    applyOps(disk, (await plan(disk, table, { sectorBytes: 4096, bootCode: 'clear' })).ops);
    expect(await read(disk, 4096)).to.deep.include({ kind: 'gpt', verdicts: [] });
  });

  it('of fewer than 440 bytes is refused', async () => {
    expect(await refusal(plan(gptDisk(), aTable(SHAPE, OLD), { bootCode: Buffer.alloc(439) }))).to.equal(
      'TABLE_INVALID',
    );
  });
});
