import { expect } from 'chai';
import type { WritableDisk } from '../../hardware-managers/disk.ts';
import { allocateAligned } from '../../hardware-managers/linux/aligned-memory.ts';
import { type HardwareManager, SUPPORT } from '../../hardware-managers/manager.ts';
import { BmvError, type ErrorCode } from '../../proto/error.ts';

const MIB = 1024 * 1024;

/** One empty disk of at least 8 MiB for a contract test. */
export interface ContractDisk {
  readonly path: string;
  readonly sizeBytes: number;
  readonly sectorBytes: 512 | 4096;
}

export interface ContractSetup {
  readonly manager: HardwareManager;
  /** A new disk whose bytes are all zero. */
  readonly attach: () => Promise<ContractDisk>;
  /** Gives back everything that `attach` made. */
  readonly detach: () => Promise<void>;
}

/** The error that `action` must end with. */
export async function refusalOf(action: Promise<unknown>, code: ErrorCode): Promise<BmvError> {
  const error = await action.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error, `an error ${code}`).to.be.instanceOf(BmvError);
  if (!(error instanceof BmvError)) throw new Error('no BmvError');
  expect(error.code, error.message).to.equal(code);
  expect(error.message, 'one line').to.not.contain('\n');
  return error;
}

function pattern(length: number, seed: number): Uint8Array {
  return Uint8Array.from({ length }, (_, index) => (index * 7 + seed * 31 + (index >> 9)) & 0xff);
}

/** What every hardware manager does, whatever its hardware. */
export function describeContract(title: string, setup: () => ContractSetup): void {
  describe(`the hardware manager contract, ${title}`, () => {
    let manager: HardwareManager;
    let disk: ContractDisk;

    beforeEach(async () => {
      manager = setup().manager;
      disk = await setup().attach();
    });

    afterEach(async () => {
      await setup().detach();
    });

    async function withWriter<T>(use: (writer: WritableDisk) => Promise<T>): Promise<T> {
      const writer = await manager.openForWriting(disk.path, { sectorBytes: disk.sectorBytes });
      return await use(writer).finally(() => writer.close());
    }

    it('claims its own disks and nothing else, and never throws for a path', async () => {
      expect(await manager.evaluateSupport(disk.path)).to.be.greaterThan(SUPPORT.none);
      for (const path of ['/dev/null', '/dev', '/nonexistent/disk', '', `${disk.path}/below`]) {
        expect(await manager.evaluateSupport(path), path).to.equal(SUPPORT.none);
      }
    });

    it('describes size, sectors, state and itself', async () => {
      const info = await manager.inspectDisk(disk.path, { sectorBytes: disk.sectorBytes });
      expect(info).to.include({
        path: disk.path,
        manager: manager.name,
        sizeBytes: disk.sizeBytes,
        logicalSectorBytes: disk.sectorBytes,
        readOnly: false,
        zoned: 'none',
      });
      expect(info.uses).to.deep.equal([]);
      expect(info.partitions).to.deep.equal([]);
    });

    it('refuses what is not a disk, with one line and a code', async () => {
      for (const path of ['/dev/null', '/dev', '/nonexistent/disk']) {
        await refusalOf(manager.inspectDisk(path), 'NOT_A_DISK');
        await refusalOf(manager.openForReading(path), 'NOT_A_DISK');
        await refusalOf(manager.openForWriting(path), 'NOT_A_DISK');
      }
    });

    it('reads back what was written, aligned memory or not', async () => {
      const length = 3 * MIB + disk.sectorBytes;
      const aligned = allocateAligned(length);
      aligned.set(pattern(length, 1));
      const unaligned = new Uint8Array(length + 1).subarray(1);
      unaligned.set(pattern(length, 2));
      await withWriter(async (writer) => {
        expect(writer.alignment).to.equal(disk.sectorBytes);
        await writer.write(0, aligned);
        await writer.write(4 * MIB, unaligned);
        await writer.write(disk.sizeBytes - disk.sectorBytes, pattern(disk.sectorBytes, 3));
        await writer.flush();
        expect(Buffer.from(await writer.read(0, length)).equals(aligned)).to.equal(true);
      });
      const reader = await manager.openForReading(disk.path, { sectorBytes: disk.sectorBytes });
      try {
        expect(Buffer.from(await reader.read(0, length)).equals(aligned)).to.equal(true);
        expect(Buffer.from(await reader.read(4 * MIB, length)).equals(unaligned)).to.equal(true);
        const last = await reader.read(disk.sizeBytes - disk.sectorBytes, disk.sectorBytes);
        expect(Buffer.from(last).equals(pattern(disk.sectorBytes, 3))).to.equal(true);
      } finally {
        await reader.close();
      }
    });

    it('reads ranges of any offset and length', async () => {
      const bytes = pattern(2 * MIB, 4);
      await withWriter(async (writer) => {
        await writer.write(MIB, bytes);
        for (const [offset, length] of [
          [MIB + 1, 1],
          [MIB + 511, 2],
          [MIB + 4095, 4098],
          [MIB + 17, MIB + 5],
          [2 * MIB, 0],
        ] as const) {
          const read = await writer.read(offset, length);
          expect(
            Buffer.from(read).equals(bytes.subarray(offset - MIB, offset - MIB + length)),
            `${offset} ${length}`,
          ).to.equal(true);
        }
      });
    });

    it('writes several ranges at a time, each to its place', async () => {
      const pieces = [0, 1, 2, 3, 4, 5].map((index) => ({
        offset: index * MIB,
        bytes: pattern(MIB, index + 10),
      }));
      await withWriter(async (writer) => {
        await Promise.all(pieces.map(({ offset, bytes }) => writer.write(offset, bytes)));
        for (const { offset, bytes } of pieces) {
          expect(Buffer.from(await writer.read(offset, MIB)).equals(bytes), `at ${offset}`).to.equal(true);
        }
      });
    });

    it('refuses to read or write one byte outside the disk', async () => {
      await withWriter(async (writer) => {
        const sector = new Uint8Array(disk.sectorBytes);
        await refusalOf(writer.read(disk.sizeBytes, 1), 'IO_ERROR');
        await refusalOf(writer.read(disk.sizeBytes - 1, 2), 'IO_ERROR');
        await refusalOf(writer.read(-1, 1), 'IO_ERROR');
        await refusalOf(writer.read(Number.MAX_SAFE_INTEGER, 1), 'IO_ERROR');
        await refusalOf(writer.read(0.5, 1), 'IO_ERROR');
        await refusalOf(writer.write(disk.sizeBytes, sector), 'IO_ERROR');
        await refusalOf(writer.write(-disk.sectorBytes, sector), 'IO_ERROR');
        await refusalOf(
          writer.offloadZero(disk.sizeBytes - disk.sectorBytes, 2 * disk.sectorBytes),
          'IO_ERROR',
        );
        await refusalOf(writer.discard(disk.sizeBytes, disk.sectorBytes), 'IO_ERROR');
      });
    });

    it('refuses to write parts of sectors', async () => {
      await withWriter(async (writer) => {
        await refusalOf(writer.write(1, new Uint8Array(disk.sectorBytes)), 'IO_ERROR');
        await refusalOf(writer.write(0, new Uint8Array(disk.sectorBytes - 1)), 'IO_ERROR');
        await refusalOf(writer.offloadZero(0, 100), 'IO_ERROR');
        expect(Buffer.from(await writer.read(0, 8192)).equals(Buffer.alloc(8192))).to.equal(true);
      });
    });

    it('zeroes a range and not a byte beside it', async () => {
      await withWriter(async (writer) => {
        const bytes = pattern(4 * MIB, 5).map((byte) => byte | 1);
        await writer.write(0, bytes);
        const zeroed = await writer.offloadZero(MIB, 2 * MIB);
        expect(zeroed).to.equal(true);
        bytes.fill(0, MIB, 3 * MIB);
        expect(Buffer.from(await writer.read(0, 4 * MIB)).equals(bytes)).to.equal(true);
      });
    });

    it('discards a range without touching what is beside it', async () => {
      await withWriter(async (writer) => {
        const bytes = pattern(3 * MIB, 6);
        await writer.write(0, bytes);
        await writer.discard(MIB, MIB);
        expect(Buffer.from(await writer.read(0, MIB)).equals(bytes.subarray(0, MIB))).to.equal(true);
        expect(Buffer.from(await writer.read(2 * MIB, MIB)).equals(bytes.subarray(2 * MIB))).to.equal(true);
      });
    });

    it('is opened for writing by one at a time, and by readers beside it', async () => {
      await withWriter(async (writer) => {
        const error = await manager
          .openForWriting(disk.path, { sectorBytes: disk.sectorBytes })
          .catch((reason: unknown) => reason);
        expect(error).to.be.instanceOf(BmvError);
        expect(error instanceof BmvError ? error.code : '').to.be.oneOf(['DISK_LOCKED', 'DISK_IN_USE']);
        await writer.write(0, pattern(disk.sectorBytes, 7));
        const reader = await manager.openForReading(disk.path, { sectorBytes: disk.sectorBytes });
        expect(
          Buffer.from(await reader.read(0, disk.sectorBytes)).equals(pattern(disk.sectorBytes, 7)),
        ).to.equal(true);
        await reader.close();
      });
      await withWriter(async (writer) => await writer.flush());
    });

    it('has no way to write when opened for reading', async () => {
      const reader = await manager.openForReading(disk.path, { sectorBytes: disk.sectorBytes });
      expect(reader).to.not.have.any.keys('write', 'discard', 'offloadZero');
      expect('write' in reader).to.equal(false);
      await reader.close();
    });

    it('says so when it is used after it was closed, and closes twice without harm', async () => {
      const writer = await manager.openForWriting(disk.path, { sectorBytes: disk.sectorBytes });
      await writer.close();
      await writer.close();
      const sector = new Uint8Array(disk.sectorBytes);
      for (const use of [
        () => writer.write(0, sector),
        () => writer.read(0, 1),
        () => writer.flush(),
        () => writer.offloadZero(0, disk.sectorBytes),
        () => writer.discard(0, disk.sectorBytes),
      ]) {
        expect((await refusalOf(use(), 'IO_ERROR')).message).to.contain('closed');
      }
    });

    it('takes partitions and shows them, then none', async () => {
      const partitions = [
        { number: 1, offset: MIB, length: MIB },
        { number: 7, offset: 4 * MIB, length: 2 * MIB },
      ];
      await withWriter(async (writer) => {
        const seen = await writer.syncKernelPartitions(partitions);
        expect(seen.map(({ number, offset, length }) => ({ number, offset, length }))).to.deep.equal(
          partitions,
        );
        expect(await writer.syncKernelPartitions([])).to.deep.equal([]);
      });
    });

    it('refuses a sector size that is not the disk\u2019s own', async () => {
      const other = disk.sectorBytes === 512 ? 4096 : 512;
      await withWriter(async (writer) => {
        const header = new Uint8Array(disk.sectorBytes);
        header.set(Buffer.from('EFI PART'));
        await writer.write(disk.sectorBytes, header);
      });
      const error = await manager
        .inspectDisk(disk.path, { sectorBytes: other })
        .catch((reason: unknown) => reason);
      expect(error instanceof BmvError ? error.code : '').to.be.oneOf([
        'SECTOR_SIZE_UNKNOWN',
        'SECTOR_SIZE_UNSUPPORTED',
      ]);
    });
  });
}
