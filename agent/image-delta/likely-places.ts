import type { ImageIndex } from '../image-index/image-index.ts';
import { type Extent, endOf, MIB, subtract } from '../layout/extent.ts';
import type { Segment } from '../layout/types.ts';

/** Zeros between two parts of an image that are not told apart from them. */
const GAP_BYTES = 8 * MIB;

/** Where an image has anything but zeros; near parts are one. Sorted and disjoint. */
function dataOf(
  index: Pick<ImageIndex, 'blockCount' | 'blockBytes' | 'blockLength' | 'isZeroBlock'>,
): Extent[] {
  const found: Extent[] = [];
  for (let block = 0; block < index.blockCount; block += 1) {
    if (index.isZeroBlock(block)) continue;
    const offset = block * index.blockBytes;
    const last = found.at(-1);
    const goesOn = last !== undefined && offset - endOf(last) <= GAP_BYTES;
    const first = goesOn ? last.offset : offset;
    if (goesOn) found.pop();
    found.push({ offset: first, length: offset + index.blockLength(block) - first });
  }
  return found;
}

/** Of the places that may be read, those where the image's data goes: an older version of it lies there as a rule. */
export function likelyPlaces(
  index: Pick<ImageIndex, 'blockCount' | 'blockBytes' | 'blockLength' | 'isZeroBlock'>,
  segments: readonly Segment[],
  places: readonly Extent[],
): readonly Extent[] {
  const data = dataOf(index);
  const targets = segments.flatMap(({ imageOffset, diskOffset, length }) => {
    if (diskOffset === null) return [];
    return data
      .map((extent) => {
        const from = Math.max(extent.offset, imageOffset);
        const to = Math.min(endOf(extent), imageOffset + length);
        return { offset: diskOffset + from - imageOffset, length: to - from };
      })
      .filter((extent) => extent.length > 0);
  });
  return subtract(targets, subtract(targets, places));
}
