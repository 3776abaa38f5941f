import type { FrameTable } from '../image-index/frame-table.ts';
import type { ImageIndex } from '../image-index/image-index.ts';
import type { Extent } from '../layout/extent.ts';

/** Bytes of the raw content that are fetched at once, and where they lie in the file. */
export interface FetchRequest extends Extent {
  readonly file: Extent;
  /** A frame has to be decoded. */
  readonly isFrame: boolean;
}

/** Longest request for raw bytes: a few of them are in memory at a time. */
const MAX_REQUEST_BYTES = 2 * 1024 * 1024;

type IsMissing = (subBlock: number) => boolean;

/** Sub-blocks that are looked at, from one to before another. */
interface SubRange {
  readonly from: number;
  readonly to: number;
}

function rawRequest(offset: number, end: number): FetchRequest {
  const extent = { offset, length: end - offset };
  return { ...extent, file: extent, isFrame: false };
}

/** Missing sub-blocks as ranges of a raw file; ranges are joined over gaps of up to `gapBytes`. */
function* rawRequests(
  index: ImageIndex,
  isMissing: IsMissing,
  gapBytes: number,
  { from, to }: SubRange,
): Generator<FetchRequest> {
  let [start, end] = [-1, -1];
  for (let sub = from; sub < to; sub += 1) {
    if (!isMissing(sub)) continue;
    const offset = sub * index.subBlockBytes;
    const subEnd = offset + index.subBlockLength(sub);
    if (start >= 0 && offset - end <= gapBytes && subEnd - start <= MAX_REQUEST_BYTES) {
      end = subEnd;
      continue;
    }
    if (start >= 0) yield rawRequest(start, end);
    [start, end] = [offset, subEnd];
  }
  if (start >= 0) yield rawRequest(start, end);
}

function frameRequest(frames: FrameTable, number: number): FetchRequest {
  const { rawOffset, rawLength, fileOffset, fileLength } = frames.frame(number);
  return {
    offset: rawOffset,
    length: rawLength,
    file: { offset: fileOffset, length: fileLength },
    isFrame: true,
  };
}

/** The frames that missing sub-blocks lie in. */
function* frameRequests(
  index: ImageIndex,
  frames: FrameTable,
  isMissing: IsMissing,
  { from, to }: SubRange,
): Generator<FetchRequest> {
  let next = 0;
  for (let sub = from; sub < to; sub += 1) {
    if (!isMissing(sub)) continue;
    const offset = sub * index.subBlockBytes;
    const last = frames.at(offset + index.subBlockLength(sub) - 1);
    for (let number = Math.max(next, frames.at(offset)); number <= last; number += 1) {
      yield frameRequest(frames, number);
      next = number + 1;
    }
  }
}

/** What has to be fetched for the sub-blocks that are missing, of all or of a range, in order and without overlaps. */
export function requestsFor(
  index: ImageIndex,
  isMissing: IsMissing,
  gapBytes: number,
  range: SubRange = { from: 0, to: index.subBlockCount },
): Generator<FetchRequest> {
  const { frames } = index.parts;
  return frames
    ? frameRequests(index, frames, isMissing, range)
    : rawRequests(index, isMissing, gapBytes, range);
}

/** What has to be fetched for any range of the raw content. */
export function* requestsOf(index: ImageIndex, { offset, length }: Extent): Generator<FetchRequest> {
  const { frames } = index.parts;
  const end = offset + length;
  if (frames) {
    for (let number = frames.at(offset); number <= frames.at(end - 1); number += 1)
      yield frameRequest(frames, number);
    return;
  }
  for (let at = offset; at < end; at += MAX_REQUEST_BYTES)
    yield rawRequest(at, Math.min(at + MAX_REQUEST_BYTES, end));
}
