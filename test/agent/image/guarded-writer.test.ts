import { expect } from 'chai';
import fc from 'fast-check';
import { GuardedWriter } from '../../../agent/image/guarded-writer.ts';
import type { Extent } from '../../../agent/layout/extent.ts';
import { BmvError } from '../../../proto/error.ts';
import { MemoryDisk } from '../../support/memory-disk.ts';

const SECTOR = 512;
const SIZE = 64 * 1024;

function aDisk(): MemoryDisk {
  return new MemoryDisk(Buffer.alloc(SIZE, 0xaa), SECTOR);
}

async function refusal(action: Promise<unknown>): Promise<BmvError> {
  try {
    await action;
  } catch (error) {
    expect(error).to.be.instanceOf(BmvError);
    return error as BmvError;
  }
  throw new Error('was not refused');
}

describe('guarded writer', () => {
  const map: readonly Extent[] = [
    { offset: 4096, length: 8192 },
    { offset: 32768, length: 4096 },
  ];
  const attacks: readonly [string, number, number][] = [
    ['one sector before an extent', 4096 - SECTOR, SECTOR],
    ['one sector past an extent', 4096 + 8192, SECTOR],
    ['across the end of an extent by one sector', 4096, 8192 + SECTOR],
    ['across the gap between two extents', 4096, 32768 + 4096 - 4096],
    ['outside everything', 0, SECTOR],
    ['with a negative offset', -SECTOR, SECTOR],
    ['with an offset that is no number', Number.NaN, SECTOR],
    ['with a length that overflows', 4096, Number.MAX_SAFE_INTEGER],
    ['with a fractional offset', 4096.5, SECTOR],
  ];

  for (const [what, offset, length] of attacks) {
    it(`throws before any I/O for a write, zero and discard ${what}`, async () => {
      const disk = aDisk();
      const writer = new GuardedWriter(disk, map);
      const bytes = length <= SIZE ? new Uint8Array(Math.max(0, length)) : null;
      if (bytes) expect((await refusal(writer.write(offset, bytes))).code).to.equal('WRITE_OUTSIDE_MAP');
      expect((await refusal(writer.zero(offset, length))).code).to.equal('WRITE_OUTSIDE_MAP');
      expect((await refusal(writer.discard(offset, length))).code).to.equal('WRITE_OUTSIDE_MAP');
      expect(disk.log).to.deep.equal([]);
    });
  }

  it('throws for one byte outside, even where the rest is inside', async () => {
    const disk = aDisk();
    const writer = new GuardedWriter(disk, [{ offset: 4096, length: 4095 }]);
    expect((await refusal(writer.write(4096, new Uint8Array(4096)))).code).to.equal('WRITE_OUTSIDE_MAP');
    expect(disk.log).to.deep.equal([]);
  });

  it('names the device, the offset and the length', async () => {
    const error = await refusal(new GuardedWriter(aDisk(), map).write(0, new Uint8Array(SECTOR)));
    expect(error.fields).to.deep.include({ device: '/dev/memory', offset: 0, length: SECTOR });
  });

  it('writes what the map allows and nothing else, whatever is asked', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ offset: fc.nat(120), length: fc.integer({ min: 1, max: 8 }) }), {
          maxLength: 6,
        }),
        fc.array(
          fc.record({ offset: fc.integer({ min: -4, max: 127 }), length: fc.integer({ min: 1, max: 9 }) }),
          { maxLength: 12 },
        ),
        async (allowed, wanted) => {
          const disk = aDisk();
          const inSectors = (e: Extent): Extent => ({ offset: e.offset * SECTOR, length: e.length * SECTOR });
          const writer = new GuardedWriter(disk, allowed.map(inSectors));
          for (const extent of wanted.map(inSectors))
            await writer.write(extent.offset, new Uint8Array(extent.length)).catch(() => {});
          for (let sector = 0; sector < SIZE / SECTOR; sector += 1) {
            const inMap = allowed.some((e) => sector >= e.offset && sector < e.offset + e.length);
            if (!inMap) expect(disk.bytes[sector * SECTOR]).to.equal(0xaa);
          }
        },
      ),
    );
  });

  it('makes zeros that read as zeros when the device cannot make them itself', async () => {
    const disk = aDisk();
    disk.offloadZero = async () => false;
    const writer = new GuardedWriter(disk, [{ offset: 0, length: SIZE }]);
    await writer.zero(4096, 8192);
    expect(disk.bytes.subarray(4096, 12288).every((byte) => byte === 0)).to.equal(true);
    expect(disk.bytes[12288]).to.equal(0xaa);
  });

  // Of a device that acknowledges WRITE ZEROES and keeps its bytes, an erased volume could be read again.
  it('makes zeros where the device says that it made them and did not', async () => {
    const size = 16 * 1024 * 1024;
    for (const missed of [0, 3 * 1024 * 1024, size - 1]) {
      const disk = new MemoryDisk(Buffer.alloc(size, 0xaa), SECTOR);
      disk.offloadZero = async (offset, length) => {
        disk.bytes.fill(0, offset, offset + length);
        disk.bytes[missed] = 0xaa;
        return true;
      };
      const writer = new GuardedWriter(disk, [{ offset: 0, length: size }]);
      expect(writer.transfersZeros(size)).to.equal(false);
      await writer.zero(0, size);
      expect(disk.bytes.every((byte) => byte === 0)).to.equal(true);
      expect(writer.transfersZeros(size)).to.equal(true);
    }
  });
});
