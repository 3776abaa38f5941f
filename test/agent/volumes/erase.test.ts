import { expect } from 'chai';
import type { Progress } from '../../../agent/context.ts';
import { type Extent, endOf, MIB } from '../../../agent/layout/extent.ts';
import { ERASE_WAYS, type Erase } from '../../../agent/layout/plan-release.ts';
import { eraseExtent } from '../../../agent/volumes/erase.ts';
import { DiskSession } from '../../../agent/volumes/session.ts';
import type { Erasure } from '../../../proto/report.ts';
import { testContext } from '../../support/context.ts';
import { MemoryDisk, memoryManager } from '../../support/memory-disk.ts';
import { build, luks1 } from '../../support/superblocks.ts';
import { contextOf, PATH } from '../../support/volume-disk.ts';
import { ForgetfulDisk, isAll, refusalOf } from '../../support/volumes.ts';

/** A disk without offload and discard, as many are. */
class PlainDisk extends MemoryDisk {
  override async offloadZero(): Promise<boolean> {
    return false;
  }

  override async discard(): Promise<boolean> {
    return false;
  }
}

const EXTENT = { offset: 3 * MIB, length: 70 * MIB };

/** A disk whose extent is full of sevens and all else of ones. */
function fill<Disk extends MemoryDisk>(disk: Disk, extent: Extent = EXTENT): Disk {
  disk.bytes.fill(1);
  disk.bytes.fill(7, extent.offset, endOf(extent));
  return disk;
}

async function erase(disk: MemoryDisk, way: Erase, extent: Extent = EXTENT): Promise<Erasure> {
  const session = await DiskSession.open(contextOf(disk), PATH);
  disk.log.length = 0;
  return await eraseExtent(session, { extent, kept: [] }, way, contextOf(disk));
}

function expectNeighbours(disk: MemoryDisk, extent: Extent = EXTENT): void {
  expect(isAll(disk, { offset: 0, length: extent.offset }, 1)).to.equal(true);
  expect(isAll(disk, { offset: endOf(extent), length: disk.bytes.byteLength - endOf(extent) }, 1)).to.equal(
    true,
  );
}

describe('erasing an extent', () => {
  for (const kind of [MemoryDisk, PlainDisk]) {
    it(`by none writes nothing (${kind.name})`, async () => {
      const disk = fill(new kind(Buffer.alloc(76 * MIB), 512));
      await erase(disk, 'none');
      expect(disk.log).to.deep.equal([]);
      expect(isAll(disk, EXTENT, 7)).to.equal(true);
    });

    it(`by zero leaves no byte of it and every other one (${kind.name})`, async () => {
      const disk = fill(new kind(Buffer.alloc(76 * MIB), 4096));
      await erase(disk, 'zero');
      expect(isAll(disk, EXTENT, 0)).to.equal(true);
      expect(disk.log.at(-1)?.op).to.equal('flush');
      expectNeighbours(disk);
    });

    it(`by metadata zeroes its ends and the far places of signatures, and nothing else (${kind.name})`, async () => {
      const disk = fill(new kind(Buffer.alloc(76 * MIB), 512));
      await erase(disk, 'metadata');
      const places: readonly [number, number, number][] = [
        [0, MIB + 64 * 1024, 0],
        [MIB + 64 * 1024, 64 * MIB, 7],
        [64 * MIB, 64 * MIB + 64 * 1024, 0],
        [64 * MIB + 64 * 1024, 69 * MIB, 7],
        [69 * MIB, 70 * MIB, 0],
      ];
      for (const [start, end, value] of places) {
        const piece = { offset: EXTENT.offset + start, length: end - start };
        expect(isAll(disk, piece, value), `${start}`).to.equal(true);
      }
      expect(disk.log.at(-1)?.op).to.equal('flush');
      expectNeighbours(disk);
    });
  }

  it('by discard zeroes the metadata before, and again after, whatever the device makes of the range', async () => {
    const disk = fill(new MemoryDisk(Buffer.alloc(76 * MIB), 512));
    await erase(disk, 'discard');
    expect(isAll(disk, { offset: EXTENT.offset, length: MIB }, 0)).to.equal(true);
    expect(isAll(disk, { offset: EXTENT.offset + 2 * MIB, length: MIB }, 0xdd)).to.equal(true);
    expect(isAll(disk, { offset: endOf(EXTENT) - MIB, length: MIB }, 0)).to.equal(true);
    const [first] = disk.log;
    expect(first?.op === 'write' && first.bytes.every((byte) => byte === 0)).to.equal(true);
    expectNeighbours(disk);
  });

  it('by discard is refused where the device cannot, with the metadata gone', async () => {
    const disk = fill(new PlainDisk(Buffer.alloc(76 * MIB), 512));
    expect(await refusalOf(erase(disk, 'discard'))).to.deep.equal(['DISCARD_UNSUPPORTED']);
    expect(isAll(disk, { offset: EXTENT.offset, length: MIB }, 0)).to.equal(true);
    expect(isAll(disk, { offset: EXTENT.offset + 2 * MIB, length: MIB }, 7)).to.equal(true);
    expectNeighbours(disk);
  });

  for (const length of [512, 4096, MIB, MIB + 512, 2 * MIB - 512, 2 * MIB]) {
    for (const way of ['metadata', 'zero', 'discard'] as const) {
      it(`by ${way} leaves nothing of ${length} bytes and no neighbour changed`, async () => {
        const extent = { offset: 3 * MIB, length };
        const disk = fill(new MemoryDisk(Buffer.alloc(8 * MIB), 512), extent);
        await erase(disk, way, extent);
        expect(isAll(disk, extent, 0)).to.equal(true);
        expectNeighbours(disk, extent);
      });
    }
  }

  for (const way of ERASE_WAYS.filter((item) => item !== 'none')) {
    it(`by ${way} does not pass over a filesystem that still shows`, async () => {
      const extent = { offset: 3 * MIB, length: 8 * MIB };
      const disk = new ForgetfulDisk(Buffer.alloc(16 * MIB), 512);
      disk.bytes.set(build(luks1()), extent.offset);
      disk.forgets = { offset: extent.offset, length: MIB };
      expect(await refusalOf(erase(disk, way, extent))).to.deep.equal(['IO_ERROR']);
    });
  }

  // Its ends, and two far places.
  const placesBytes = 2 * MIB + 2 * 64 * 1024;
  for (const [way, bytesErased] of [
    ['metadata', placesBytes],
    ['zero', EXTENT.length],
    ['discard', EXTENT.length],
  ] as const)
    it(`by ${way} says how much it erased, and how much it has read back`, async () => {
      const disk = fill(new MemoryDisk(Buffer.alloc(76 * MIB), 512));
      expect(await erase(disk, way)).to.deep.equal({ method: way, bytesErased, bytesReadBack: placesBytes });
    });

  it('by none has nothing to prove', async () => {
    const disk = fill(new MemoryDisk(Buffer.alloc(76 * MIB), 512));
    expect(await erase(disk, 'none')).to.deep.equal({ method: 'none', bytesErased: 0, bytesReadBack: 0 });
  });

  for (const way of ERASE_WAYS.filter((item) => item !== 'none')) {
    it(`by ${way} does not believe a device that forgets what is written to it`, async () => {
      const disk = fill(new ForgetfulDisk(Buffer.alloc(76 * MIB), 512));
      disk.forgets = { offset: endOf(EXTENT) - 4096, length: 512 };
      const error = await erase(disk, way).catch((thrown: unknown) => thrown);
      expect(error).to.include({ code: 'IO_ERROR' });
      expect(String(error)).to.contain('do not read back as zeros');
    });
  }

  it('by zero stops before the first byte when it is interrupted', async () => {
    const disk = fill(new MemoryDisk(Buffer.alloc(76 * MIB), 512));
    const session = await DiskSession.open(contextOf(disk), PATH);
    const context = testContext([memoryManager(disk)], { signal: AbortSignal.abort() });
    expect(
      await refusalOf(eraseExtent(session, { extent: EXTENT, kept: [] }, 'zero', context)),
    ).to.deep.equal(['ABORTED']);
    expect(isAll(disk, EXTENT, 7)).to.equal(true);
  });

  it('by zero tells how far it is, to the last byte', async () => {
    const disk = fill(new PlainDisk(Buffer.alloc(76 * MIB), 512));
    const session = await DiskSession.open(contextOf(disk), PATH);
    const seen: Progress[] = [];
    const context = testContext([memoryManager(disk)], { onProgress: (progress) => seen.push(progress) });
    await eraseExtent(session, { extent: EXTENT, kept: [] }, 'zero', context);
    expect(seen.at(-1)).to.deep.equal({ phase: 'zero', doneBytes: EXTENT.length, totalBytes: EXTENT.length });
    expect(seen.every(({ doneBytes }, at) => doneBytes > (seen[at - 1]?.doneBytes ?? 0))).to.equal(true);
  });
});
