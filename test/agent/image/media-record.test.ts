import { expect } from 'chai';
import { DeltaChoice } from '../../../agent/image/delta-choice.ts';
import { DeltaWriter } from '../../../agent/image/delta-writer.ts';
import { GuardedWriter } from '../../../agent/image/guarded-writer.ts';
import { MediaRecord } from '../../../agent/image/media-record.ts';
import { MemoryDisk } from '../../support/memory-disk.ts';
import { seededBytes } from '../../support/seeded-bytes.ts';

const MIB = 1024 * 1024;
const SIZE = 32 * MIB;

describe('what was written, read back', () => {
  async function written(): Promise<{ disk: MemoryDisk; record: MediaRecord }> {
    const disk = new MemoryDisk(Buffer.alloc(SIZE, 0xaa), 512);
    const record = new MediaRecord(new GuardedWriter(disk, [{ offset: 0, length: SIZE }]));
    await record.write(MIB, seededBytes(3, 5 * MIB + 512));
    await record.zero(10 * MIB, 7 * MIB);
    await record.write(20 * MIB, seededBytes(4, 512));
    return { disk, record };
  }

  async function verified({ disk, record }: { disk: MemoryDisk; record: MediaRecord }): Promise<number[][]> {
    const told: number[][] = [];
    await record.verify(disk, new AbortController().signal, (done, total) => told.push([done, total]));
    return told;
  }

  it('is what was meant, and all of it was read', async () => {
    const told = await verified(await written());
    const total = 12 * MIB + 1024;
    expect(told.at(-1)).to.deep.equal([total, total]);
    expect(told.every(([, of]) => of === total)).to.equal(true);
  });

  for (const [what, offset] of [
    ['the first byte', MIB],
    ['a byte in the last sector of a write', 6 * MIB + 511],
    ['a byte that should be zero', 16 * MIB + 77],
    ['a byte of the last write', 20 * MIB + 3],
  ] as const)
    it(`is refused with its place when ${what} differs`, async () => {
      const made = await written();
      made.disk.bytes[offset] = (made.disk.bytes[offset] ?? 0) ^ 4;
      const error = await verified(made).catch((reason: unknown) => reason);
      expect(error).to.have.property('code', 'MEDIA_DIFFERS');
      const { fields } = error as { fields: { offset: number; length: number } };
      expect(offset).to.be.within(fields.offset, fields.offset + fields.length - 1);
    });

  it('includes what was left as it was', async () => {
    const disk = new MemoryDisk(Buffer.alloc(SIZE, 0xaa), 512);
    const guarded = new GuardedWriter(disk, [{ offset: 0, length: SIZE }]);
    const record = new MediaRecord(new DeltaWriter(guarded, disk, new DeltaChoice('auto')));
    await record.keep(3 * MIB, Buffer.alloc(3 * MIB, 0xaa));
    expect((await verified({ disk, record })).at(-1)).to.deep.equal([3 * MIB, 3 * MIB]);
    disk.bytes[4 * MIB] = 0xab;
    const error = await verified({ disk, record }).catch((reason: unknown) => reason);
    expect(error).to.have.property('code', 'MEDIA_DIFFERS');
  });

  it('may be more writes than there was room for at first', async () => {
    const disk = new MemoryDisk(Buffer.alloc(8 * MIB), 512);
    const record = new MediaRecord(new GuardedWriter(disk, [{ offset: 0, length: 8 * MIB }]));
    const bytes = seededBytes(9, 8 * MIB);
    for (let offset = 0; offset < 8 * MIB; offset += 1024)
      await record.write(offset, bytes.subarray(offset, offset + 1024));
    expect((await verified({ disk, record })).at(-1)).to.deep.equal([8 * MIB, 8 * MIB]);
    disk.bytes[5 * MIB] = (disk.bytes[5 * MIB] ?? 0) ^ 1;
    expect(await verified({ disk, record }).catch((reason: unknown) => reason)).to.have.property(
      'code',
      'MEDIA_DIFFERS',
    );
  });

  it('stops when it is told to', async () => {
    const { disk, record } = await written();
    const controller = new AbortController();
    controller.abort();
    expect(await record.verify(disk, controller.signal, () => {}).catch(({ name }) => name)).to.equal(
      'AbortError',
    );
  });
});
