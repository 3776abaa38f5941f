import { expect } from 'chai';
import fc from 'fast-check';
import { DeltaChoice, type DeltaMode } from '../../../agent/image/delta-choice.ts';
import { DeltaWriter, differences } from '../../../agent/image/delta-writer.ts';
import { GuardedWriter } from '../../../agent/image/guarded-writer.ts';
import { MemoryDisk } from '../../support/memory-disk.ts';
import { seededBytes } from '../../support/seeded-bytes.ts';

const KIB = 1024;
const MIB = 1024 * KIB;
const UNIT = 64 * KIB;

function writerOn(disk: MemoryDisk, mode: DeltaMode = 'always'): [DeltaWriter, GuardedWriter] {
  const guarded = new GuardedWriter(disk, [{ offset: 0, length: disk.bytes.byteLength }]);
  return [new DeltaWriter(guarded, disk, new DeltaChoice(mode)), guarded];
}

function diskOf(bytes: Uint8Array): MemoryDisk {
  return new MemoryDisk(Buffer.from(bytes), 512);
}

describe('differences', () => {
  const base = seededBytes(1, 2 * MIB);
  function changedAt(...offsets: readonly number[]): Uint8Array {
    const changed = Uint8Array.from(base);
    for (const offset of offsets) changed[offset] = (changed[offset] ?? 0) ^ 1;
    return changed;
  }

  it('are none between equal bytes', () => {
    expect(differences(base, Uint8Array.from(base))).to.deep.equal([]);
  });

  it('are told to 64 KiB', () => {
    expect(differences(base, changedAt(5 * UNIT))).to.deep.equal([{ start: 5 * UNIT, end: 6 * UNIT }]);
    expect(differences(base, changedAt(5 * UNIT - 1))).to.deep.equal([{ start: 4 * UNIT, end: 5 * UNIT }]);
  });

  it('are one when little is equal between them', () => {
    expect(differences(base, changedAt(0, 5 * UNIT))).to.deep.equal([{ start: 0, end: 6 * UNIT }]);
    expect(differences(base, changedAt(0, 6 * UNIT))).to.have.lengthOf(2);
  });

  it('end where a piece ends that is no multiple of 64 KiB', () => {
    const short = base.subarray(0, UNIT + 512);
    expect(differences(short, changedAt(UNIT + 5).subarray(0, short.byteLength))).to.deep.equal([
      { start: UNIT, end: UNIT + 512 },
    ]);
  });
});

describe('a writer that leaves out what is there already', () => {
  it('writes nothing where the disk has the very bytes', async () => {
    const bytes = seededBytes(1, 5 * MIB);
    const disk = diskOf(bytes);
    const [writer, guarded] = writerOn(disk);
    await writer.write(0, bytes);
    expect(disk.log).to.deep.equal([]);
    expect([writer.bytesSkipped, guarded.bytesWritten]).to.deep.equal([5 * MIB, 0]);
  });

  it('writes everything unseen when it never compares', async () => {
    const bytes = seededBytes(1, MIB);
    const disk = diskOf(bytes);
    const [writer, guarded] = writerOn(disk, 'never');
    await writer.write(0, bytes);
    expect([writer.bytesSkipped, guarded.bytesWritten]).to.deep.equal([0, MIB]);
  });

  it('transfers no zeros to where zeros are', async () => {
    const disk = diskOf(new Uint8Array(8 * MIB));
    disk.offloadZero = async () => false;
    const [writer, guarded] = writerOn(disk);
    await writer.zero(0, MIB);
    expect([writer.bytesSkipped, guarded.bytesZeroed]).to.deep.equal([MIB, 0]);
    disk.bytes[3 * MIB] = 1;
    await writer.zero(2 * MIB, 2 * MIB);
    expect(disk.bytes[3 * MIB]).to.equal(0);
    expect(guarded.bytesZeroed).to.equal(2 * MIB);
  });

  it('leaves large ranges of zeros to the device, unread', async () => {
    const disk = diskOf(seededBytes(1, 8 * MIB));
    const reads: number[] = [];
    const [writer, guarded] = writerOn(disk);
    disk.readInto = async (offset) => {
      reads.push(offset);
    };
    await writer.zero(0, 8 * MIB);
    expect(reads).to.deep.equal([]);
    expect(guarded.bytesZeroed).to.equal(8 * MIB);
    expect(disk.bytes.every((byte) => byte === 0)).to.equal(true);
  });

  it('writes where the disk cannot be read', async () => {
    const bytes = seededBytes(1, MIB);
    const disk = diskOf(bytes);
    disk.readInto = async () => {
      throw new Error('EIO');
    };
    const [writer, guarded] = writerOn(disk);
    await writer.write(0, bytes);
    expect([writer.bytesSkipped, guarded.bytesWritten]).to.deep.equal([0, MIB]);
  });

  it('does not leave the write map', async () => {
    const disk = diskOf(seededBytes(1, MIB));
    const guarded = new GuardedWriter(disk, [{ offset: 0, length: MIB - 512 }]);
    const writer = new DeltaWriter(guarded, disk, new DeltaChoice('always'));
    const error = await writer.write(MIB - 1024, new Uint8Array(1024)).catch((reason: unknown) => reason);
    expect(error).to.have.property('code', 'WRITE_OUTSIDE_MAP');
    expect(disk.log).to.deep.equal([]);
  });

  it('leaves the bytes of the image, whatever was there', async () => {
    const SECTOR = 512;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ at: fc.nat(4095), sectors: fc.integer({ min: 1, max: 900 }) }), {
          maxLength: 8,
        }),
        fc.constantFrom<DeltaMode>('always', 'auto'),
        fc.integer({ min: 1, max: 4096 }),
        async (changes, mode, step) => {
          const wanted = seededBytes(7, 4096 * SECTOR);
          wanted.fill(0, 1024 * SECTOR, 2048 * SECTOR);
          const disk = diskOf(wanted);
          for (const { at, sectors } of changes)
            disk.bytes.fill(0xa5, at * SECTOR, Math.min(4096, at + sectors) * SECTOR);
          const [writer, guarded] = writerOn(disk, mode);
          const writes: Promise<void>[] = [];
          for (let at = 0; at < 4096; at += step) {
            const bytes = wanted.subarray(at * SECTOR, (at + step) * SECTOR);
            const isZero = bytes.every((byte) => byte === 0);
            writes.push(
              isZero
                ? writer.zero(at * SECTOR, bytes.byteLength)
                : writer.write(at * SECTOR, Uint8Array.from(bytes)),
            );
          }
          await Promise.all(writes);
          expect(disk.bytes.equals(wanted)).to.equal(true);
          expect(writer.bytesSkipped + guarded.bytesWritten).to.be.at.least(4096 * SECTOR);
        },
      ),
      { numRuns: 30 },
    );
  });
});
