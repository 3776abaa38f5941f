import { expect } from 'chai';
import fc from 'fast-check';
import { readTable } from '../../../hardware-managers/partition-table/read-table.ts';
import { changeHeaders, gptDisk, GPT_DISK_BYTES as SIZE } from '../../support/gpt-disk.ts';
import { linuxPartitions } from '../../support/linux-gpt.ts';
import { bufferReader, byteReader } from '../../support/readers.ts';

const read = (disk: Buffer, sectorBytes: number) => readTable(byteReader(bufferReader(disk)), sectorBytes);

/** Sector 0 to the end of the array, and the backup array to the end of the disk. */
function areas(sectorBytes: number): { readonly head: number; readonly tail: number } {
  return { head: 2 * sectorBytes + 16384, tail: 16384 + sectorBytes };
}

describe('reading a table out of rubbish', () => {
  it('never throws for random bytes, whatever the size of the disk', async () => {
    const disks = fc.uint8Array({ maxLength: 40_000, size: 'max' });
    await fc.assert(
      fc.asyncProperty(
        disks,
        fc.constantFrom(512, 4096),
        fc.boolean(),
        async (bytes, sectorBytes, headOnly) => {
          const reading = await readTable(byteReader(bufferReader(Buffer.from(bytes))), sectorBytes, {
            headOnly,
          });
          expect(reading.bootSector.byteLength).to.equal(sectorBytes);
        },
      ),
      { seed: 1, numRuns: 150 },
    );
  });

  it('never throws for random fields in a header whose checksums are right, and never calls it no table', async () => {
    const fields = fc.tuple(fc.constantFrom(24, 32, 40, 48, 72), fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }));
    const small = fc.tuple(fc.constantFrom(24, 32, 40, 48, 72), fc.bigInt({ min: 0n, max: 5000n }));
    const sizes = fc.tuple(fc.constantFrom(80, 84), fc.oneof(fc.nat(300), fc.nat(0xffffffff)));
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(fields, small), { maxLength: 3 }),
        fc.array(sizes, { maxLength: 1 }),
        async (lbas, words) => {
          const disk = gptDisk();
          changeHeaders(disk, (header) => {
            for (const [at, value] of lbas) header.writeBigUInt64LE(value, at);
            for (const [at, value] of words) header.writeUInt32LE(value, at);
          });
          expect((await read(disk, 512)).kind).to.be.oneOf(['gpt', 'damaged']);
        },
      ),
      { seed: 2, numRuns: 400 },
    );
  });

  for (const sectorBytes of [512, 4096]) {
    const { head, tail } = areas(sectorBytes);
    const good = gptDisk(sectorBytes);
    const offsets = fc.oneof(
      fc.nat(head - 1),
      fc.nat(tail - 1).map((at) => SIZE - 1 - at),
    );
    const flips = fc.array(fc.tuple(offsets, fc.integer({ min: 1, max: 255 })), {
      minLength: 1,
      maxLength: 6,
    });
    const holes = fc.array(fc.tuple(offsets, fc.integer({ min: 1, max: 20_000 }), fc.nat(255)), {
      maxLength: 2,
    });

    it(`shows every partition or refuses, and never says \`none\`, under flipped bits and overwritten runs; sectors of ${sectorBytes}`, async () => {
      const expected = (await read(good, sectorBytes)).gpt?.entries;
      const disk = Buffer.alloc(SIZE);
      await fc.assert(
        fc.asyncProperty(flips, holes, async (bits, runs) => {
          disk.set(good);
          for (const [at, length, fill] of runs) disk.fill(fill, at, Math.min(SIZE, at + length));
          for (const [at, mask] of bits) disk.writeUInt8((disk[at] ?? 0) ^ mask, at);
          const reading = await read(disk, sectorBytes);

          const intact =
            isIntact(disk, sectorBytes, head - 16384 - sectorBytes) ||
            isIntact(disk, sectorBytes, SIZE - tail);
          if (intact) {
            expect(reading.kind).to.not.equal('none');
            if (reading.kind === 'gpt') expect(reading.gpt?.entries).to.deep.equal(expected);
            else expect(reading.verdicts.some(({ severity }) => severity === 'refuse')).to.equal(true);
          }
          if (reading.kind === 'gpt') expect(reading.gpt?.entries).to.deep.equal(expected);
          if (linuxPartitions(bufferReader(disk), sectorBytes))
            expect(reading.kind).to.be.oneOf(['gpt', 'hybrid']);
        }),
        { seed: sectorBytes, numRuns: 1500 },
      );
    });

    /** Whether header and array of the copy that begins at `offset` are as they were. */
    function isIntact(disk: Buffer, sector: number, offset: number): boolean {
      const length = 16384 + sector;
      return disk.subarray(offset, offset + length).equals(good.subarray(offset, offset + length));
    }
  }
});
