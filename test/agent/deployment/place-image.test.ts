import { expect } from 'chai';
import fc from 'fast-check';
import { placeImage } from '../../../agent/deployment/place-image.ts';
import { GuardedWriter } from '../../../agent/image/guarded-writer.ts';
import type { ImageChunk, ImageResult, ImageSource } from '../../../agent/image/types.ts';
import type { Segment } from '../../../agent/layout/types.ts';
import { MemoryDisk } from '../../support/memory-disk.ts';

const SECTOR = 512;

/** A source of these bytes in chunks cut at `cuts` (sectors); chunks of zeros are zero runs. */
function aSource(bytes: Buffer, cuts: readonly number[], failAtEnd: Error | null = null): ImageSource {
  return {
    name: 'image.raw',
    transferSizeBytes: bytes.byteLength,
    transferredBytes: 0,
    readHead: () => Promise.reject(new Error('not asked for')),
    async *stream(): AsyncGenerator<ImageChunk, ImageResult, void> {
      const borders = [...new Set([0, ...cuts.map((cut) => cut * SECTOR), bytes.byteLength])]
        .filter((border) => border <= bytes.byteLength)
        .sort((a, b) => a - b);
      for (const [index, offset] of borders.slice(0, -1).entries()) {
        const end = borders[index + 1] ?? bytes.byteLength;
        const part = Buffer.from(bytes.subarray(offset, end));
        if (part.every((byte) => byte === 0)) yield { kind: 'zero', offset, length: part.byteLength };
        else yield { kind: 'data', offset, bytes: part, release: () => part.fill(0xee) };
      }
      if (failAtEnd) throw failAtEnd;
      return { sizeBytes: bytes.byteLength, transferredBytes: bytes.byteLength, checksum: null };
    },
    close: async () => {},
  };
}

function place(
  source: ImageSource,
  disk: MemoryDisk,
  segments: readonly Segment[],
  withholdBytes = 0,
  onBytes: (bytes: number) => void = () => {},
) {
  const map = segments.flatMap(({ diskOffset, length }) =>
    diskOffset === null ? [] : [{ offset: diskOffset, length }],
  );
  const writer = new GuardedWriter(disk, map);
  return placeImage(source, {
    segments,
    writer,
    signal: new AbortController().signal,
    onBytes,
    withholdBytes,
  });
}

async function messageOf(action: Promise<unknown>): Promise<string> {
  return await action.then(
    () => 'no error',
    (error: Error) => error.message,
  );
}

describe('placing an image', () => {
  it('leaves what the disk has where the image says nothing', async () => {
    const disk = new MemoryDisk(Buffer.alloc(8 * SECTOR, 0xaa), SECTOR);
    const source: ImageSource = {
      ...aSource(Buffer.alloc(0), []),
      async *stream(): AsyncGenerator<ImageChunk, ImageResult, void> {
        yield { kind: 'zero', offset: 0, length: SECTOR };
        yield { kind: 'unset', offset: SECTOR, length: 2 * SECTOR };
        yield { kind: 'zero', offset: 3 * SECTOR, length: SECTOR };
        return { sizeBytes: 4 * SECTOR, transferredBytes: 0, checksum: null };
      },
    };
    await place(source, disk, [
      { imageOffset: 0, length: 4 * SECTOR, diskOffset: SECTOR, mustBeZero: false },
    ]);
    const sectors = [...Array(8).keys()].map((index) => disk.bytes[index * SECTOR]);
    expect(sectors).to.deep.equal([0xaa, 0, 0xaa, 0xaa, 0, 0xaa, 0xaa, 0xaa]);
  });

  it('writes what the source read from the disk, but for what it read at the very place', async () => {
    const image = Buffer.concat([1, 2, 3, 4, 5, 6].map((value) => Buffer.alloc(SECTOR, value)));
    const segments = [
      { imageOffset: 0, length: 3 * SECTOR, diskOffset: 10 * SECTOR, mustBeZero: false },
      { imageOffset: 3 * SECTOR, length: 3 * SECTOR, diskOffset: 0, mustBeZero: false },
    ];
    for (const [heldAt, kept] of [
      [undefined, []],
      [10 * SECTOR, [[10 * SECTOR, 11 * SECTOR, 12 * SECTOR]]],
      [-3 * SECTOR, [[0, SECTOR, 2 * SECTOR]]],
      [9 * SECTOR, []],
    ] as const)
      for (const withheld of [0, 1]) {
        const disk = new MemoryDisk(Buffer.alloc(16 * SECTOR, 0xaa), SECTOR);
        const calls: string[] = [];
        const note = (what: string) => async (offset: number, bytes: Uint8Array) => {
          for (let at = 0; at < bytes.byteLength; at += SECTOR) calls.push(`${what} ${offset + at}`);
        };
        const source: ImageSource = {
          ...aSource(image, []),
          async *stream(): AsyncGenerator<ImageChunk, ImageResult, void> {
            yield { kind: 'data', offset: 0, bytes: Buffer.from(image), heldAt, release: () => {} };
            return { sizeBytes: image.byteLength, transferredBytes: 0, checksum: null };
          },
        };
        await placeImage(source, {
          segments,
          writer: {
            alignment: SECTOR,
            write: note('write'),
            keep: note('keep'),
            zero: async () => {},
            transfersZeros: () => true,
            keepZeros: async () => false,
          },
          signal: new AbortController().signal,
          onBytes: () => {},
          withholdBytes: withheld * SECTOR,
        });
        const expected = kept.flat().filter((offset) => withheld === 0 || offset !== 10 * SECTOR);
        const found = calls.filter((call) => call.startsWith('keep')).map((call) => Number(call.slice(5)));
        expect(found, `${heldAt} ${withheld}`).to.deep.equal(expected);
        expect(calls.length).to.equal(6 - withheld);
        expect(disk.bytes.every((byte) => byte === 0xaa)).to.equal(true);
      }
  });

  it('puts every byte where its segment says, however the stream is cut', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ minLength: 32, maxLength: 32 }),
        fc.array(fc.integer({ min: 1, max: 31 }), { maxLength: 10 }),
        fc.integer({ min: 1, max: 31 }),
        async (pattern, cuts, border) => {
          const image = Buffer.concat(
            [...pattern].map((byte) => Buffer.alloc(SECTOR, byte % 3 === 0 ? 0 : byte)),
          );
          const disk = new MemoryDisk(Buffer.alloc(64 * SECTOR, 0xaa), SECTOR);
          await place(aSource(image, cuts), disk, [
            { imageOffset: 0, length: border * SECTOR, diskOffset: 32 * SECTOR, mustBeZero: false },
            {
              imageOffset: border * SECTOR,
              length: (32 - border) * SECTOR,
              diskOffset: 0,
              mustBeZero: false,
            },
          ]);
          const head = disk.bytes.subarray(32 * SECTOR, (32 + border) * SECTOR);
          const tail = disk.bytes.subarray(0, (32 - border) * SECTOR);
          expect(Buffer.concat([head, tail]).equals(image)).to.equal(true);
        },
      ),
    );
  });

  it('takes chunks in any order, and tells what was consumed of all', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray([...Array(16).keys()], { minLength: 16, maxLength: 16 }),
        async (order) => {
          const image = Buffer.concat(
            [...Array(16).keys()].map((sector) => Buffer.alloc(SECTOR, sector % 4)),
          );
          const disk = new MemoryDisk(Buffer.alloc(64 * SECTOR, 0xaa), SECTOR);
          const source: ImageSource = {
            ...aSource(image, []),
            async *stream(): AsyncGenerator<ImageChunk, ImageResult, void> {
              for (const sector of order) {
                const offset = sector * SECTOR;
                const bytes = Buffer.from(image.subarray(offset, offset + SECTOR));
                if (sector % 4 === 0) yield { kind: 'zero', offset, length: SECTOR };
                else yield { kind: 'data', offset, bytes, release: () => bytes.fill(0xee) };
              }
              return { sizeBytes: image.byteLength, transferredBytes: image.byteLength, checksum: null };
            },
          };
          const consumed: number[] = [];
          const segments = [
            { imageOffset: 0, length: 5 * SECTOR, diskOffset: 32 * SECTOR, mustBeZero: false },
            { imageOffset: 5 * SECTOR, length: SECTOR, diskOffset: null, mustBeZero: false },
            { imageOffset: 6 * SECTOR, length: 10 * SECTOR, diskOffset: 0, mustBeZero: false },
          ];
          const { withheld } = await place(source, disk, segments, 2 * SECTOR, (bytes) =>
            consumed.push(bytes),
          );
          expect(Buffer.from(withheld).equals(image.subarray(0, 2 * SECTOR))).to.equal(true);
          const head = disk.bytes.subarray(34 * SECTOR, 37 * SECTOR);
          expect(head.equals(image.subarray(2 * SECTOR, 5 * SECTOR))).to.equal(true);
          expect(disk.bytes.subarray(0, 10 * SECTOR).equals(image.subarray(6 * SECTOR))).to.equal(true);
          expect(consumed).to.deep.equal(order.map((_, at) => (at + 1) * SECTOR));
        },
      ),
      { numRuns: 50 },
    );
  });

  it('drops table areas whatever they hold, and zeros that have no place', async () => {
    const image = Buffer.alloc(8 * SECTOR);
    image.fill(1, 0, 2 * SECTOR);
    image.fill(7, 4 * SECTOR, 5 * SECTOR);
    const disk = new MemoryDisk(Buffer.alloc(8 * SECTOR, 0xaa), SECTOR);
    await place(aSource(image, [4]), disk, [
      { imageOffset: 0, length: 2 * SECTOR, diskOffset: null, mustBeZero: false },
      { imageOffset: 2 * SECTOR, length: 2 * SECTOR, diskOffset: null, mustBeZero: true },
      { imageOffset: 4 * SECTOR, length: 4 * SECTOR, diskOffset: 4 * SECTOR, mustBeZero: false },
    ]);
    expect(disk.bytes.subarray(0, 4 * SECTOR).every((byte) => byte === 0xaa)).to.equal(true);
    expect(disk.bytes.subarray(4 * SECTOR).equals(image.subarray(4 * SECTOR))).to.equal(true);
  });

  it('refuses data that has no place, naming its offset', async () => {
    const image = Buffer.alloc(4 * SECTOR);
    image[3 * SECTOR + 17] = 1;
    const disk = new MemoryDisk(Buffer.alloc(8 * SECTOR), SECTOR);
    const message = await messageOf(
      place(aSource(image, [3]), disk, [
        { imageOffset: 0, length: 4 * SECTOR, diskOffset: null, mustBeZero: true },
      ]),
    );
    expect(message).to.match(/^image\.raw has data outside its partitions at 1536/);
    expect(disk.log).to.deep.equal([]);
  });

  it('pads an image that ends inside a sector with zeros, inside its own extent (E50)', async () => {
    const image = Buffer.alloc(2 * SECTOR + 100, 5);
    const disk = new MemoryDisk(Buffer.alloc(8 * SECTOR, 0xaa), SECTOR);
    await place(aSource(image, [1]), disk, [
      { imageOffset: 0, length: 3 * SECTOR, diskOffset: 0, mustBeZero: false },
    ]);
    expect(disk.bytes.subarray(0, image.byteLength).equals(image)).to.equal(true);
    expect(disk.bytes.subarray(image.byteLength, 3 * SECTOR).every((byte) => byte === 0)).to.equal(true);
    expect(disk.bytes[3 * SECTOR]).to.equal(0xaa);
  });

  it('keeps the head back when asked to', async () => {
    const image = Buffer.alloc(8 * SECTOR, 9);
    const disk = new MemoryDisk(Buffer.alloc(8 * SECTOR, 0xaa), SECTOR);
    const { withheld } = await place(
      aSource(image, [1, 5]),
      disk,
      [{ imageOffset: 0, length: 8 * SECTOR, diskOffset: 0, mustBeZero: false }],
      3 * SECTOR,
    );
    expect(disk.bytes.subarray(0, 3 * SECTOR).every((byte) => byte === 0xaa)).to.equal(true);
    expect(disk.bytes.subarray(3 * SECTOR).every((byte) => byte === 9)).to.equal(true);
    expect(Buffer.from(withheld).equals(image.subarray(0, 3 * SECTOR))).to.equal(true);
  });

  it('throws what the source throws at its end, such as a wrong checksum', async () => {
    const disk = new MemoryDisk(Buffer.alloc(8 * SECTOR), SECTOR);
    const source = aSource(Buffer.alloc(8 * SECTOR, 1), [], new Error('checksum differs'));
    const segments = [{ imageOffset: 0, length: 8 * SECTOR, diskOffset: 0, mustBeZero: false }];
    expect(await messageOf(place(source, disk, segments))).to.equal('checksum differs');
  });

  it('throws a write error and gives every buffer back', async () => {
    const disk = new MemoryDisk(Buffer.alloc(8 * SECTOR), SECTOR);
    disk.failAfter = 1;
    const source = aSource(Buffer.alloc(8 * SECTOR, 1), [1, 2, 3, 4, 5, 6, 7]);
    const segments = [{ imageOffset: 0, length: 8 * SECTOR, diskOffset: 0, mustBeZero: false }];
    expect(await messageOf(place(source, disk, segments))).to.equal('power failed');
  });
});
