import { expect } from 'chai';
import { planTableCommit, wipeTablesOps } from '../../../hardware-managers/partition-table/commit-table.ts';
import { readTable } from '../../../hardware-managers/partition-table/read-table.ts';
import { anEntry, applyOps, aTable, gptDisk, GPT_DISK_BYTES as SIZE } from '../../support/gpt-disk.ts';
import { bufferReader, byteReader } from '../../support/readers.ts';

const read = (disk: Buffer, sectorBytes: number) => readTable(byteReader(bufferReader(disk)), sectorBytes);

async function wipe(disk: Buffer, sectorBytes: number) {
  return wipeTablesOps({ current: await read(disk, sectorBytes), sizeBytes: disk.byteLength, sectorBytes });
}

describe('wiping the tables of a disk', () => {
  for (const sectorBytes of [512, 4096]) {
    it(`leaves no trace of either copy at any sector size; sectors of ${sectorBytes}`, async () => {
      for (const made of [512, 4096]) {
        const disk = gptDisk(made);
        applyOps(disk, await wipe(disk, sectorBytes));
        for (const seen of [512, 4096]) expect((await read(disk, seen)).kind).to.equal('none');
        expect(disk.includes('EFI PART')).to.equal(false);
      }
    });

    it(`E27 also takes the backup of a disk that was smaller; sectors of ${sectorBytes}`, async () => {
      const disk = Buffer.concat([gptDisk(sectorBytes), Buffer.alloc(SIZE)]);
      applyOps(disk, await wipe(disk, sectorBytes));
      expect(disk.includes('EFI PART')).to.equal(false);

      const headless = Buffer.concat([gptDisk(sectorBytes), Buffer.alloc(SIZE)]);
      headless.fill(0, sectorBytes, 2 * sectorBytes);
      applyOps(headless, await wipe(headless, sectorBytes));
      expect(headless.includes('EFI PART')).to.equal(false);
    });

    it(`shows the old table or none after every step, never a stale copy alone; sectors of ${sectorBytes}`, async () => {
      const disk = gptDisk(sectorBytes);
      for (const op of await wipe(disk, sectorBytes)) {
        applyOps(disk, [op]);
        const { kind, primary, backup } = await read(disk, sectorBytes);
        expect(kind === 'gpt' ? primary : backup).to.equal(kind === 'gpt' ? primary : null);
        if (kind === 'gpt') expect(primary).to.not.equal(null);
      }
    });
  }

  it('touches nothing but the places of tables', async () => {
    const disk = gptDisk();
    disk.fill(0x77, 66 * 512, SIZE - 33 * 512);
    const before = Buffer.from(disk);
    applyOps(disk, await wipe(disk, 512));
    expect(disk.subarray(66 * 512, SIZE - 33 * 512)).to.deep.equal(
      before.subarray(66 * 512, SIZE - 33 * 512),
    );
  });

  it('stays inside a disk that is smaller than its tables', async () => {
    for (const sectors of [0, 1, 2, 3, 40, 66, 70]) {
      const disk = Buffer.alloc(sectors * 512, 0x77);
      const ops = await wipe(disk, 512);
      for (const op of ops) {
        if (op.op === 'write') expect(op.offset + op.bytes.byteLength).to.be.at.most(disk.byteLength);
      }
      applyOps(disk, ops);
      if (sectors < 67) expect(disk).to.deep.equal(Buffer.alloc(disk.byteLength));
    }
  });

  it('makes room for a new table afterwards', async () => {
    const disk = gptDisk();
    applyOps(disk, await wipe(disk, 512));
    const shape = { sizeBytes: SIZE, sectorBytes: 512 };
    const commit = { ...shape, current: await read(disk, 512), bootCode: 'clear' as const, occupied: [] };
    applyOps(disk, planTableCommit({ ...commit, table: aTable(shape, [anEntry(9, 100, 200)]) }).ops);
    expect(await read(disk, 512)).to.deep.include({ kind: 'gpt', verdicts: [] });
  });
});
