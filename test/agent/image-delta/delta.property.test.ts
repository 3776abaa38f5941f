import { expect } from 'chai';
import fc from 'fast-check';
import type { Segment } from '../../../agent/layout/types.ts';
import { redeploy } from '../../support/delta-disk.ts';
import { ImageServer } from '../../support/image-server.ts';
import { indexBytes, sha256Of } from '../../support/indexed-image.ts';
import { MemoryDisk } from '../../support/memory-disk.ts';
import { seededBytes } from '../../support/seeded-bytes.ts';

const KIB = 1024;
const UNIT = 4 * KIB;
const DISK_UNITS = 96;

/** A run of old content in the new image, or of something new. Units of 4 KiB, or of a sector less. */
type Part =
  | { readonly kind: 'old'; readonly from: number; readonly units: number }
  | { readonly kind: 'new' | 'zero' | 'same'; readonly from: number; readonly units: number };

const part: fc.Arbitrary<Part> = fc.record({
  kind: fc.constantFrom('old', 'old', 'old', 'new', 'zero', 'same'),
  from: fc.nat(DISK_UNITS - 1),
  units: fc.integer({ min: 1, max: 24 }),
});

interface Case {
  readonly parts: readonly Part[];
  /** Units from the start of the disk to the two halves of the image. */
  readonly places: readonly [number, number];
  /** Bytes that the image is longer than whole units. */
  readonly tail: number;
  readonly cacheUnits: number;
  readonly gapUnits: number;
  readonly windowUnits: number;
  readonly seed: number;
}

const cases: fc.Arbitrary<Case> = fc.record({
  parts: fc.array(part, { minLength: 1, maxLength: 8 }),
  places: fc.tuple(fc.nat(12), fc.nat(12)),
  tail: fc.constantFrom(0, 0, 1, 511, 512, 4095),
  cacheUnits: fc.constantFrom(0, 1, 3, 1000),
  gapUnits: fc.constantFrom(0, 1, 4),
  windowUnits: fc.constantFrom(4, 4, 8, 64),
  seed: fc.nat(1000),
});

function imageOf({ parts, tail, seed }: Case, old: Buffer): Buffer {
  const pieces = parts.map(({ kind, from, units }, index) => {
    const length = Math.min(units, DISK_UNITS - from) * UNIT;
    if (kind === 'old') return old.subarray(from * UNIT, from * UNIT + length);
    if (kind === 'new') return seededBytes(seed * 100 + index, length);
    return kind === 'zero' ? Buffer.alloc(length) : Buffer.alloc(length, seededBytes(7, UNIT));
  });
  return Buffer.concat([...pieces, seededBytes(seed + 5, tail)]).subarray(0, 64 * UNIT);
}

/** Two halves of the image, the second of which may lie before the first on the disk. */
function segmentsOf({ places: [first, second], seed }: Case, length: number): readonly Segment[] {
  const half = Math.floor(length / 2 / UNIT) * UNIT;
  const [one, two] = [half, length - half];
  const isSwapped = seed % 2 === 0;
  const firstAt = isSwapped ? first * UNIT + alignedUp(two) : first * UNIT;
  const secondAt = isSwapped ? 0 : firstAt + one + second * UNIT;
  return [
    { imageOffset: 0, length: one, diskOffset: firstAt, mustBeZero: false },
    { imageOffset: half, length: two, diskOffset: secondAt, mustBeZero: false },
  ];
}

function alignedUp(length: number): number {
  return Math.ceil(length / UNIT) * UNIT;
}

describe('an image from the disk and from its server', () => {
  it('is byte-equal for any moves of old content, however small the cache, and never downloads more than all', async () => {
    let reused = 0;
    await fc.assert(
      fc.asyncProperty(cases, async (drawn) => {
        const disk = new MemoryDisk(Buffer.alloc(160 * UNIT), 512);
        disk.bytes.set(seededBytes(drawn.seed, DISK_UNITS * UNIT));
        disk.bytes.fill(seededBytes(7, UNIT), 10 * UNIT, 14 * UNIT);
        const image = imageOf(drawn, Buffer.from(disk.bytes));
        const segments = segmentsOf(drawn, image.byteLength);
        const index = indexBytes(image);
        const server = await ImageServer.start((path) => (path.endsWith('.bmvidx') ? index : image));
        try {
          const deltaLimits = {
            cacheBytes: drawn.cacheUnits * UNIT,
            gapBytes: drawn.gapUnits * UNIT,
            windowBytes: drawn.windowUnits * UNIT,
          };
          const options = { checksum: sha256Of(image), deltaLimits };
          const result = await redeploy(server.url(), options, disk, segments);
          for (const { imageOffset, length, diskOffset } of segments) {
            const found = disk.bytes.subarray(diskOffset ?? 0, (diskOffset ?? 0) + length);
            expect(found.equals(image.subarray(imageOffset, imageOffset + length))).to.equal(true);
          }
          expect(result.sizeBytes).to.equal(image.byteLength);
          expect(result.transferredBytes).to.be.at.most(image.byteLength + index.byteLength);
          reused += result.bytesReused ?? 0;
        } finally {
          await server.stop();
        }
      }),
      { numRuns: 100, seed: 4711 },
    );
    expect(reused).to.be.greaterThan(2 * 1024 * KIB);
  });

  it('is written only where it differs, told to 64 KiB', async () => {
    const size = 2 * 1024 * KIB;
    const [chunk, place] = [64 * KIB, 1024 * KIB];
    const old = seededBytes(3, size);
    old.fill(0, 1000 * KIB, 1100 * KIB);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat(size / UNIT - 1), { maxLength: 6 }),
        fc.constantFrom(4, 16, 64),
        async (changes, windowChunks) => {
          const image = Buffer.from(old);
          for (const at of changes) image.writeUInt32LE(0xfeed, at * UNIT + 100);
          const disk = new MemoryDisk(Buffer.alloc(4 * 1024 * KIB), 512);
          disk.bytes.set(old, place);
          const index = indexBytes(image);
          const server = await ImageServer.start((path) => (path.endsWith('.bmvidx') ? index : image));
          try {
            const segments = [{ imageOffset: 0, length: size, diskOffset: place, mustBeZero: false }];
            const deltaLimits = { windowBytes: windowChunks * chunk, gapBytes: 0 };
            const options = { checksum: sha256Of(image), deltaLimits };
            const { keptBytes } = await redeploy(server.url(), options, disk, segments);
            expect(disk.bytes.subarray(place, place + size).equals(image)).to.equal(true);
            const differ = new Set(changes.map((at) => Math.floor((at * UNIT) / chunk)));
            expect(keptBytes).to.equal(size - differ.size * chunk);
          } finally {
            await server.stop();
          }
        },
      ),
      { numRuns: 40, seed: 12 },
    );
  });
});
