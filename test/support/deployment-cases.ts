import fc from 'fast-check';
import { MIB } from '../../agent/layout/extent.ts';
import { parseSelector } from '../../agent/layout/selector.ts';
import type { DeployRequest, ImageHead, Layout } from '../../agent/layout/types.ts';
import { aLayout, anImage, aRequest, guidOf, type PartitionSketch } from './layouts.ts';

/** Everything is measured in these, so that edges meet often. */
const UNIT = 256 * 1024;

/** A disk, an image and what is asked for. */
export interface DeploymentCase {
  readonly [fc.toStringMethod]: () => string;
  readonly layout: Layout;
  readonly head: ImageHead;
  readonly request: () => DeployRequest;
}

/** Disjoint partitions cut from a row of gaps and lengths (in units), numbered by a shuffled row. */
function sketches(
  cuts: readonly (readonly [gap: number, length: number])[],
  numbers: readonly number[],
  firstOffset: number,
  family: string,
  shared: readonly number[],
): PartitionSketch[] {
  let offset = firstOffset;
  return cuts.flatMap(([gap, length], index) => {
    const number = numbers[index] ?? index + 1;
    offset += gap * UNIT;
    const sketch = { number, offset, length: length * UNIT, name: `${family}${number}` };
    offset += length * UNIT;
    // A GUID of a family of its own, by position: disk and image can have the same.
    return [shared.includes(index) ? { ...sketch, guid: guidOf('e', index) } : sketch];
  });
}

/** Random small disks and images whose edges, numbers and GUIDs collide often. */
export function deploymentCases(sectorBytes: 512 | 4096): fc.Arbitrary<DeploymentCase> {
  const cut = fc.tuple(fc.oneof(fc.constant(0), fc.nat(20)), fc.integer({ min: 1, max: 40 }));
  const number = fc.oneof(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 140 }));
  const row = fc.record({
    cuts: fc.array(cut, { maxLength: 5 }),
    numbers: fc.uniqueArray(number, { minLength: 5, maxLength: 5 }),
    early: fc.boolean(),
    shared: fc.subarray([0, 1, 2]),
    entryCount: fc.constantFrom(128, 160),
  });
  return fc
    .record({
      sizeUnits: fc.integer({ min: 8, max: 300 }),
      disk: row,
      image: row,
      claimed: fc.subarray([0, 1, 2, 3, 4]),
      selected: fc.subarray([0, 1, 2, 3, 4]),
      catalogListed: fc.boolean(),
      configDriveUnits: fc.constantFrom(0, 0, 1, 5),
      sizeKnown: fc.boolean(),
      dirty: fc.constantFrom(null, null, 40 * 512, 600 * 1024),
    })
    .map((drawn): DeploymentCase => {
      const tableBytes = (count: number) => (2 + Math.ceil((count * 128) / sectorBytes)) * sectorBytes;
      const first = ({ early, entryCount }: typeof drawn.disk) => (early ? tableBytes(entryCount) : MIB);
      const { disk, image } = drawn;
      const partitions = sketches(disk.cuts, disk.numbers, first(disk), 'd', disk.shared).map((sketch) =>
        sketch.number === 128 ? { ...sketch, number: 150 } : sketch,
      );
      const entryCount = Math.max(disk.entryCount, 160);
      const layout = aLayout({
        sizeBytes: drawn.sizeUnits * UNIT,
        sectorBytes,
        partitions,
        entryCount,
        claimed: drawn.claimed.flatMap((index) => partitions[index]?.number ?? []),
        catalogListed: drawn.catalogListed,
      });
      const head = anImage({
        sectorBytes,
        partitions: sketches(
          image.cuts,
          image.numbers,
          first({ ...image, entryCount: 160 }),
          'a',
          image.shared,
        ),
        entryCount: 160,
        ...(drawn.sizeKnown ? {} : { sizeBytes: null }),
        paint: (bytes) => {
          if (drawn.dirty !== null) bytes.fill(1, drawn.dirty, drawn.dirty + 1);
        },
      });
      const selectors = drawn.selected.flatMap((index) => {
        const found = partitions[index];
        return found ? [parseSelector(`index:${found.number}`)] : [];
      });
      return {
        // What was drawn says all; megabytes of image bytes in a failure say nothing.
        [fc.toStringMethod]: () => JSON.stringify(drawn),
        layout,
        head,
        request: () => aRequest({ selectors, configDriveBytes: drawn.configDriveUnits * UNIT }),
      };
    });
}
