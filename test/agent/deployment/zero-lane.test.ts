import { expect } from 'chai';
import fc from 'fast-check';
import { placeImage } from '../../../agent/deployment/place-image.ts';
import { ZeroLane } from '../../../agent/deployment/zero-lane.ts';
import { DeltaChoice } from '../../../agent/image/delta-choice.ts';
import { DeltaWriter } from '../../../agent/image/delta-writer.ts';
import { GuardedWriter } from '../../../agent/image/guarded-writer.ts';
import type { ImageWriter } from '../../../agent/image/image-writer.ts';
import { MediaRecord } from '../../../agent/image/media-record.ts';
import type { ImageChunk, ImageResult } from '../../../agent/image/types.ts';
import { isZero } from '../../../agent/image/zeros.ts';
import type { Extent } from '../../../agent/layout/extent.ts';
import { MemoryDisk } from '../../support/memory-disk.ts';

const MIB = 2 ** 20;
const SECTOR = 512;

/** A disk that zeros a range only when it is let. */
class ZeroingDisk extends MemoryDisk {
  readonly asked: Extent[] = [];
  /** How many ranges it zeros before it refuses, or fails. */
  refusesAfter = Number.POSITIVE_INFINITY;
  failsAfter = Number.POSITIVE_INFINITY;
  readonly #waiting: (() => void)[] = [];
  #isLet: boolean;

  constructor(sizeMib: number, { fill = 0xaa, isLet = false } = {}) {
    super(Buffer.alloc(sizeMib * MIB, fill), SECTOR);
    this.#isLet = isLet;
  }

  override async offloadZero(offset: number, length: number): Promise<boolean> {
    this.asked.push({ offset, length });
    if (!this.#isLet) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    if (this.asked.length > this.failsAfter) throw new Error('power failed');
    if (this.asked.length > this.refusesAfter) return false;
    this.bytes.fill(0, offset, offset + length);
    return true;
  }

  letAll(): void {
    this.#isLet = true;
    for (const resolve of this.#waiting.splice(0)) resolve();
  }

  /** Numbers of the MiB that are not all zeros. */
  get filled(): readonly number[] {
    const all = [...Array(this.bytes.byteLength / MIB).keys()];
    return all.filter((at) => !isZero(this.bytes.subarray(at * MIB, (at + 1) * MIB)));
  }
}

function writers(disk: MemoryDisk): { readonly guarded: GuardedWriter; readonly delta: DeltaWriter } {
  const guarded = new GuardedWriter(disk, [{ offset: 0, length: disk.bytes.byteLength }]);
  return { guarded, delta: new DeltaWriter(guarded, disk, new DeltaChoice('auto')) };
}

interface Placing {
  readonly bytes: (doneBytes: number) => void;
  readonly signal: AbortSignal;
}

async function place(
  disk: MemoryDisk,
  writer: ImageWriter,
  chunks: readonly ImageChunk[],
  { bytes = () => {}, signal = new AbortController().signal }: Partial<Placing> = {},
): Promise<void> {
  const length = disk.bytes.byteLength;
  const source = {
    name: 'image.raw',
    async *stream(): AsyncGenerator<ImageChunk, ImageResult, void> {
      yield* chunks;
      return { sizeBytes: length, transferredBytes: length, checksum: null };
    },
  };
  const segments = [{ imageOffset: 0, length, diskOffset: 0, mustBeZero: false }];
  await placeImage(source, { segments, writer, signal, onBytes: bytes, withholdBytes: 0 });
}

function data(offset: number, length: number): ImageChunk {
  return { kind: 'data', offset, bytes: Buffer.alloc(length, 7), release: () => {} };
}

function zeros(offset: number, length: number): ImageChunk {
  return { kind: 'zero', offset, length };
}

async function messageOf(action: Promise<unknown>): Promise<string> {
  return await action.then(
    () => 'no error',
    (error: Error) => error.message,
  );
}

describe('zeros that are left to the device', () => {
  it('hold up no write of what comes behind them, however long they take', async () => {
    const disk = new ZeroingDisk(100);
    const chunks = [...Array(10).keys()].flatMap((at) => [
      zeros(10 * at * MIB, 9 * MIB),
      data((10 * at + 9) * MIB, MIB),
    ]);
    const told: number[] = [];
    const placed = place(disk, writers(disk).guarded, chunks, { bytes: (bytes) => told.push(bytes) });
    while (disk.log.length < 10) await new Promise((resolve) => setImmediate(resolve));
    expect(disk.asked).to.deep.equal([{ offset: 0, length: 9 * MIB }]);
    expect(told.at(-1)).to.equal(10 * MIB);
    disk.letAll();
    await placed;
    expect(told.at(-1)).to.equal(100 * MIB);
    expect(told).to.deep.equal(told.toSorted((a, b) => a - b));
    expect(disk.filled).to.deep.equal([9, 19, 29, 39, 49, 59, 69, 79, 89, 99]);
  });

  it('are looked at from the end when all else is done, and stay where the disk has them', async () => {
    const disk = new ZeroingDisk(256, { fill: 0 });
    disk.bytes.fill(0xaa, 0, 128 * MIB);
    const { guarded, delta } = writers(disk);
    const placed = place(disk, delta, [zeros(0, 256 * MIB)]);
    while (delta.bytesSkipped < 128 * MIB) await new Promise((resolve) => setImmediate(resolve));
    disk.letAll();
    await placed;
    expect(disk.filled).to.deep.equal([]);
    expect(delta.bytesSkipped).to.equal(128 * MIB);
    expect(guarded.bytesZeroed).to.equal(128 * MIB);
    expect(disk.asked[0]).to.deep.equal({ offset: 0, length: 64 * MIB });
  });

  it('are not looked at where nothing is to be compared', async () => {
    const disk = new ZeroingDisk(128, { isLet: true });
    let reads = 0;
    const { readInto } = disk;
    disk.readInto = async (...args) => {
      reads += 1;
      await readInto.call(disk, ...args);
    };
    const { guarded } = writers(disk);
    await place(disk, guarded, [zeros(0, 128 * MIB)]);
    expect([reads, guarded.bytesZeroed]).to.deep.equal([0, 128 * MIB]);
  });

  it('become zeros where the device refuses, from the first range on or a later one', async () => {
    for (const refusesAfter of [0, 1]) {
      const disk = new ZeroingDisk(200, { isLet: true });
      disk.refusesAfter = refusesAfter;
      const { guarded, delta } = writers(disk);
      await place(disk, delta, [zeros(0, 100 * MIB), data(100 * MIB, MIB), zeros(101 * MIB, 99 * MIB)]);
      expect(disk.filled, `${refusesAfter}`).to.deep.equal([100]);
      expect(guarded.bytesZeroed).to.equal(199 * MIB);
    }
  });

  it('are written behind everything else where the device refuses them', async () => {
    const disk = new ZeroingDisk(300, { isLet: true });
    disk.refusesAfter = 1;
    const { delta } = writers(disk);
    await place(disk, delta, [zeros(0, 280 * MIB), data(280 * MIB, 20 * MIB)]);
    expect(disk.filled).to.deep.equal([...Array(20).keys()].map((at) => 280 + at));
    const places = disk.log.map((op) => ('offset' in op ? op.offset / MIB : -1));
    // The range that was refused is written at once; the others wait.
    const isWaiting = (at: number) => at >= 128 && at < 280;
    expect(places.findIndex(isWaiting)).to.be.greaterThan(places.findLastIndex((at) => at >= 280));
  });

  it('are read back from the medium too, whoever made them', async () => {
    const disk = new ZeroingDisk(256, { fill: 0, isLet: true });
    const record = new MediaRecord(writers(disk).delta);
    await place(disk, record, [zeros(0, 200 * MIB), data(200 * MIB, MIB), zeros(201 * MIB, 55 * MIB)]);
    const signal = new AbortController().signal;
    const totals: number[] = [];
    await record.verify(disk, signal, (_done, total) => totals.push(total));
    expect(totals.at(-1)).to.equal(256 * MIB);
    for (const at of [5 * MIB, 199 * MIB, 255 * MIB]) {
      disk.bytes[at] = 1;
      expect(await messageOf(record.verify(disk, signal, () => {}))).to.match(/gives back other bytes at/);
      disk.bytes[at] = 0;
    }
  });

  it('end a deployment by their error, and nothing more is begun behind it', async () => {
    const disk = new ZeroingDisk(300, { isLet: true });
    disk.failsAfter = 1;
    const message = await messageOf(place(disk, writers(disk).guarded, [zeros(0, 300 * MIB)]));
    expect(message).to.equal('power failed');
    expect(disk.asked).to.have.lengthOf(2);
    expect(disk.filled[0]).to.equal(64);
  });

  it('end soon where they are not wanted any more', async () => {
    const disk = new ZeroingDisk(300);
    const abort = new AbortController();
    const placed = messageOf(
      place(disk, writers(disk).guarded, [zeros(0, 300 * MIB)], { signal: abort.signal }),
    );
    while (disk.asked.length === 0) await new Promise((resolve) => setImmediate(resolve));
    abort.abort(new Error('cancelled'));
    disk.letAll();
    expect(await placed).to.equal('cancelled');
    expect(disk.asked).to.have.lengthOf(1);
    expect(disk.filled[0]).to.equal(64);
  });

  it('are not begun behind a write that failed', async () => {
    const disk = new ZeroingDisk(300);
    const { write } = disk;
    disk.write = async (offset, bytes) => {
      if (bytes[0] !== 7) return await write.call(disk, offset, bytes);
      setImmediate(() => disk.letAll());
      throw new Error('power failed');
    };
    const chunks = [zeros(0, 299 * MIB), data(299 * MIB, MIB)];
    expect(await messageOf(place(disk, writers(disk).guarded, chunks))).to.equal('power failed');
    expect(disk.asked).to.have.lengthOf(1);
  });

  it('end a deployment by their error while the disk is looked at behind them', async () => {
    const disk = new ZeroingDisk(300, { fill: 0 });
    disk.failsAfter = 1;
    const { delta } = writers(disk);
    const { readInto } = disk;
    disk.readInto = async (...args) => {
      if (delta.bytesSkipped >= 20 * MIB) disk.letAll();
      await readInto.call(disk, ...args);
    };
    expect(await messageOf(place(disk, delta, [zeros(0, 300 * MIB)]))).to.equal('power failed');
    expect(disk.asked.length).to.equal(2);
    expect(delta.bytesSkipped).to.be.within(20 * MIB, 100 * MIB);
  });

  it('are all made, each byte by one of both ends, whatever comes when', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({ mib: fc.integer({ min: 1, max: 150 }), pause: fc.integer({ max: 3, min: 0 }) }),
          {
            minLength: 1,
            maxLength: 12,
          },
        ),
        fc.integer({ min: 0, max: 400 }),
        async (parts, alreadyFrom) => {
          const made: Extent[] = [];
          const make = async (offset: number, length: number) => {
            await new Promise((resolve) => setImmediate(resolve));
            made.push({ offset, length });
          };
          const lane = new ZeroLane(
            {
              alignment: SECTOR,
              write: () => Promise.reject(new Error('not asked for')),
              keep: () => Promise.reject(new Error('not asked for')),
              zero: make,
              transfersZeros: () => false,
              keepZeros: async (offset, length) => {
                if (offset < alreadyFrom * MIB) return false;
                await make(offset, length);
                return true;
              },
            },
            new AbortController().signal,
            () => {},
          );
          let end = 0;
          for (const { mib, pause } of parts) {
            lane.push({ offset: end, length: mib * MIB });
            end += mib * MIB;
            for (let at = 0; at < pause; at += 1) await new Promise((resolve) => setImmediate(resolve));
          }
          await lane.drain();
          const sorted = made.toSorted((a, b) => a.offset - b.offset);
          expect(lane.pendingBytes).to.equal(0);
          let at = 0;
          for (const { offset, length } of sorted) {
            expect(offset).to.equal(at);
            at += length;
          }
          expect(at).to.equal(end);
        },
      ),
      { numRuns: 200 },
    );
  });
});
