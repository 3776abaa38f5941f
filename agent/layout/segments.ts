import { firstNonZero } from '../image/zeros.ts';
import { type Extent, endOf, overlaps, subtract, union } from './extent.ts';
import type { ImagePartition } from './image-partitions.ts';
import type { Conflict, ImageHead, Segment } from './types.ts';
import { conflict } from './wording.ts';

function dropped(extent: Extent): Segment {
  return { imageOffset: extent.offset, length: extent.length, diskOffset: null, mustBeZero: false };
}

/** What lies between partitions goes to the same offset of the disk, where that is free; the rest must be zeros. */
function gapSegments(gap: Extent, blocked: readonly Extent[]): Segment[] {
  const free = subtract([gap], blocked);
  const covered = subtract([gap], free);
  const copies = free.map(({ offset, length }) => ({
    imageOffset: offset,
    length,
    diskOffset: offset,
    mustBeZero: false,
  }));
  const zeros = covered.map(({ offset, length }) => ({
    imageOffset: offset,
    length,
    diskOffset: null,
    mustBeZero: true,
  }));
  return [...copies, ...zeros];
}

export interface SegmentInput {
  readonly partitions: readonly ImagePartition[];
  /** Where each partition goes, in the same order; null for one without a place. */
  readonly extents: readonly (Extent | null)[];
  /** The image's primary table. */
  readonly tableArea: Extent;
  /** Decoded size of the image; null when it is not known yet. */
  readonly sizeBytes: number | null;
  /** All bytes of the disk that a gap must not be copied to, and everything after the usable ones. */
  readonly blocked: readonly Extent[];
}

/**
 * Cuts an image into runs with their destinations, by image offset and without a hole. The image's own
 * tables are dropped, and so is everything after its last partition: that is the backup table and what
 * a resized image has left of older ones. Without a known size the last run reaches to the largest
 * offset that there can be.
 */
export function imageSegments(input: SegmentInput): Segment[] {
  const { partitions, extents, tableArea, blocked } = input;
  const placed = partitions.flatMap(({ extent }, index) => {
    const place = extents[index];
    return place
      ? [{ imageOffset: extent.offset, length: extent.length, diskOffset: place.offset, mustBeZero: false }]
      : [];
  });
  const data = partitions.map(({ extent }) => extent);
  const lastEnd = Math.max(endOf(tableArea), ...data.map(endOf));
  const gaps = subtract([{ offset: 0, length: lastEnd }], [tableArea, ...data]);
  const size = input.sizeBytes ?? Number.MAX_SAFE_INTEGER;
  return [
    dropped(tableArea),
    ...gaps.flatMap((gap) => gapSegments(gap, blocked)),
    ...placed,
    ...(size > lastEnd ? [dropped({ offset: lastEnd, length: size - lastEnd })] : []),
  ].sort((a, b) => a.imageOffset - b.imageOffset);
}

/** The bytes of the disk that segments write to. */
export function segmentTargets(segments: readonly Segment[]): Extent[] {
  return union(
    segments.flatMap(({ diskOffset, length }) =>
      diskOffset === null ? [] : [{ offset: diskOffset, length }],
    ),
  );
}

/** Offset of the first byte that is not zero where only zeros may be, as far as the head shows. */
function firstData(head: ImageHead, segment: Segment): number | null {
  const bytes = head.bytes.subarray(segment.imageOffset, segment.imageOffset + segment.length);
  const at = firstNonZero(bytes);
  return at < 0 ? null : segment.imageOffset + at;
}

/** Data between an image's partitions that has no place on the disk; what the head does not show is found while writing. */
export function gapConflicts(
  segments: readonly Segment[],
  head: ImageHead,
  obstacles: readonly { readonly extent: Extent; readonly what: string }[],
): Conflict[] {
  return segments
    .filter(({ mustBeZero }) => mustBeZero)
    .flatMap((segment) => {
      const offset = firstData(head, segment);
      if (offset === null) return [];
      const names = obstacles
        .filter(({ extent }) => overlaps(extent, { offset, length: 1 }))
        .map(({ what }) => what);
      return [
        conflict(
          'IMAGE_DATA_IN_THE_WAY',
          `${head.name} has data outside its partitions at ${offset}, where the disk has ${names.join(', ') || 'its partition table'}`,
          'put that data into a partition of the image, or do not keep what is in its place',
          names,
        ),
      ];
    });
}
