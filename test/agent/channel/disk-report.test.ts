import { expect } from 'chai';
import { diskReport } from '../../../agent/channel/disk-report.ts';
import { decodeEnvelope, encodeEnvelope } from '../../../proto/channel-codec.ts';
import { anEnvelope } from '../../support/envelopes.ts';
import { aBlankDisk, addVolume, layoutOf, listedOn } from '../../support/volume-disk.ts';

const MIB = 1024 * 1024;
const SIZE = 64 * MIB;

/** As the registry gets it. */
async function reported(disk: ReturnType<typeof aBlankDisk>) {
  const report = diskReport(await layoutOf(disk));
  const body = { type: 'inventory', takenAtMs: 1, disks: [report], unreadable: [] } as const;
  expect(decodeEnvelope(encodeEnvelope(anEnvelope(body))).body).to.deep.equal(body);
  return report;
}

describe('a disk as the registry is told of it', () => {
  it('says what volumes there are and where more may be made, as Linux sees the disk', async () => {
    const disk = aBlankDisk(SIZE);
    const claim = await addVolume(disk, 'data', 16 * MIB);
    const report = await reported(disk);
    expect(report).to.deep.include({ table: 'gpt', verdicts: [], wholeDisk: '', openOperation: null });
    expect(report.volumes).to.have.length(1);
    expect(report.volumes[0]).to.deep.include({
      ...{ id: claim.id, name: 'data', state: 'available', offset: claim.offset, length: 16 * MIB },
    });
    const listed = listedOn(disk)?.map(({ guid }) => guid);
    expect(report.partitions.map(({ guid }) => guid)).to.deep.equal(listed);
    expect(report.catalogGeneration).to.be.greaterThan(0);
    const taken = report.partitions.reduce((sum, { length }) => sum + length, 0);
    const free = report.free.reduce((sum, { length }) => sum + length, 0);
    // The rest are the tables.
    expect(SIZE - taken - free).to.be.within(1, MIB);
    for (const { offset, length } of report.free)
      for (const partition of report.partitions)
        expect(offset >= partition.offset + partition.length || offset + length <= partition.offset).to.equal(
          true,
        );
  });

  it('is all free when it is blank', async () => {
    const { table, free, volumes, catalogGeneration } = await reported(aBlankDisk(SIZE));
    expect([table, volumes, catalogGeneration, free.length]).to.deep.equal(['none', [], null, 1]);
    expect(free[0]?.length).to.be.greaterThan(SIZE - MIB);
  });

  it('has nothing free where a filesystem covers all of it, or its table is damaged', async () => {
    const swap = aBlankDisk(SIZE);
    swap.bytes.write('SWAPSPACE2', 4096 - 10);
    expect(await reported(swap)).to.deep.include({ table: 'none', wholeDisk: 'swap', free: [] });

    const damaged = aBlankDisk(SIZE);
    await addVolume(damaged, 'data', 16 * MIB);
    damaged.bytes.fill(0xaa, 512, 1024);
    damaged.bytes.fill(0xaa, SIZE - 512);
    const report = await reported(damaged);
    expect([report.table, report.free]).to.deep.equal(['damaged', []]);
    expect(report.verdicts.map(({ severity }) => severity)).to.include('refuse');
    // The catalog is found without the table.
    expect(report.volumes.map(({ name, state }) => [name, state])).to.deep.equal([['data', 'missing']]);
  });
});
