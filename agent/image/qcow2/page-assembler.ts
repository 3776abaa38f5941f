import { CHUNK_ALIGNMENT } from '../types.ts';
import type { Qcow2Map } from './read-map.ts';

/** A part of the guest's disk in memory of its own. */
export interface GuestBytes {
  readonly offset: number;
  readonly bytes: Uint8Array;
}

/** A page of which not everything has come. */
interface OpenPage {
  readonly bytes: Uint8Array;
  missing: number;
}

/** Bytes of a page that the file has data for. */
function dataBytes({ data, header }: Qcow2Map, page: number): number {
  const { clusterBytes, sizeBytes } = header;
  let sum = 0;
  const end = Math.min(page + CHUNK_ALIGNMENT, sizeBytes);
  for (let at = page; at < end; at += clusterBytes)
    if (data.has(at / clusterBytes)) sum += Math.min(clusterBytes, end - at);
  return sum;
}

/**
 * How many pages are begun and not complete at most, when the file is read from its first byte to its last. Runs
 * within one page, or at the ends of a longer run, are what leaves pages open.
 */
export function mostOpenPages(map: Qcow2Map): number {
  const { runs, header } = map;
  const { clusterBytes, sizeBytes } = header;
  if (clusterBytes >= CHUNK_ALIGNMENT) return 0;
  const missing = new Map<number, number>();
  let most = 0;
  const cover = (start: number, end: number) => {
    if (start >= end) return;
    const page = start - (start % CHUNK_ALIGNMENT);
    const left = (missing.get(page) ?? dataBytes(map, page)) - (end - start);
    if (left > 0) missing.set(page, left);
    else missing.delete(page);
    most = Math.max(most, missing.size);
  };
  for (let index = 0; index < runs.count; index += 1) {
    const start = runs.guest(index) * clusterBytes;
    const end = Math.min(sizeBytes, start + runs.clusters(index) * clusterBytes);
    const headEnd = Math.min(end, start - (start % CHUNK_ALIGNMENT) + CHUNK_ALIGNMENT);
    cover(start, headEnd);
    cover(Math.max(headEnd, end - (end % CHUNK_ALIGNMENT || CHUNK_ALIGNMENT)), end);
  }
  return most;
}

/** Puts clusters that are smaller than a page together to pages, in whichever order they come. */
export class PageAssembler {
  readonly #map: Qcow2Map;
  readonly #open = new Map<number, OpenPage>();

  constructor(map: Qcow2Map) {
    this.#map = map;
  }

  /** Gives the pages that these bytes complete. */
  *add({ offset, bytes }: GuestBytes): Generator<GuestBytes> {
    for (let at = 0; at < bytes.byteLength; ) {
      const page = offset + at - ((offset + at) % CHUNK_ALIGNMENT);
      const part = bytes.subarray(at, Math.min(bytes.byteLength, page + CHUNK_ALIGNMENT - offset));
      const open = this.#open.get(page) ?? this.#begin(page);
      open.bytes.set(part, offset + at - page);
      open.missing -= part.byteLength;
      if (open.missing <= 0) {
        this.#open.delete(page);
        yield { offset: page, bytes: open.bytes };
      }
      at += part.byteLength;
    }
  }

  #begin(page: number): OpenPage {
    const length = Math.min(CHUNK_ALIGNMENT, this.#map.header.sizeBytes - page);
    const open = { bytes: new Uint8Array(length), missing: dataBytes(this.#map, page) };
    this.#open.set(page, open);
    return open;
  }
}
