import type { ImageIndex } from '../image-index/image-index.ts';

/** Zeros that are worth going first: a device makes some beside what else it does. */
const LONG_ZEROS_BYTES = 16 * 1024 * 1024;

export interface Windows {
  readonly index: Pick<ImageIndex, 'rawBytes' | 'blockBytes' | 'isZeroBlock'>;
  /** Whole blocks. */
  readonly windowBytes: number;
}

export function windowCount({ index, windowBytes }: Windows): number {
  return Math.ceil(index.rawBytes / windowBytes);
}

export function isZeroWindow({ index, windowBytes }: Windows, window: number): boolean {
  const first = (window * windowBytes) / index.blockBytes;
  const end = Math.ceil(Math.min((window + 1) * windowBytes, index.rawBytes) / index.blockBytes);
  for (let block = first; block < end; block += 1) if (!index.isZeroBlock(block)) return false;
  return true;
}

/** Runs of windows that are long zeros, or are none: from `start` to `end`. */
function* runs(windows: Windows): Generator<{ start: number; end: number; isZero: boolean }> {
  const count = windowCount(windows);
  for (let start = 0; start < count; ) {
    const isZero = isZeroWindow(windows, start);
    let end = start + 1;
    while (end < count && isZeroWindow(windows, end) === isZero) end += 1;
    yield { start, end, isZero: isZero && (end - start) * windows.windowBytes >= LONG_ZEROS_BYTES };
    start = end;
  }
}

/**
 * The windows of an image, each once: long runs of zeros first, which a device makes while everything else is read.
 * HAZARD: what a window is read from must not be overwritten by one that goes before it.
 */
export function* zerosFirst(windows: Windows): Generator<number> {
  for (const wanted of [true, false])
    for (const { start, end, isZero } of runs(windows))
      if (isZero === wanted) for (let window = start; window < end; window += 1) yield window;
}

/** The windows as they follow one another. */
export function* inOrder(windows: Windows): Generator<number> {
  for (let window = 0; window < windowCount(windows); window += 1) yield window;
}
