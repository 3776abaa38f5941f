import { freeOwn } from '../image/own-memory.ts';
import type { ImageIndex } from '../image-index/image-index.ts';
import type { Destinations } from './destinations.ts';
import { type FetchRequest, requestsFor } from './requests.ts';
import { SaveRuns } from './save-runs.ts';
import { Saves } from './saves.ts';
import type { Slots } from './slots.ts';

export interface ReuseInput {
  readonly index: ImageIndex;
  /** By sub-block: its slot and 1; 0 for none. Changed: what is fetched has no place any more. */
  readonly places: Uint32Array;
  readonly slots: Pick<Slots, 'offsetOf' | 'slotBytes'>;
  readonly destinations: Pick<Destinations, 'overwrittenAt'>;
  /** Bytes of the image that are given away at a time; whole blocks. */
  readonly windowBytes: number;
  /** What may be kept in memory until it is needed. */
  readonly cacheBytes: number;
  /** Bytes between two missing ranges that are fetched along. */
  readonly gapBytes: number;
}

/** Where each sub-block of an image comes from, decided before the first write. */
export interface ReusePlan {
  readonly saves: Saves;
  /** What is fetched, in order. */
  requests(): Generator<FetchRequest>;
}

/**
 * HAZARD: the disk is source and target. The image is written in order, so a place is lost when the window that goes
 * there is given away. What a later window needs of it is saved before that, as far as the cache reaches; everything
 * else is fetched. `places` is changed accordingly.
 */
export function planReuse(input: ReuseInput): ReusePlan {
  const { index, places } = input;
  const isMissing = (sub: number) => places[sub] === 0 && !index.looksZero(sub);
  const requests = () => requestsFor(index, isMissing, input.gapBytes);
  let isChanged = false;
  const fetchAlong = () => {
    isChanged = false;
    for (const { offset, length } of requests()) {
      const first = Math.ceil(offset / index.subBlockBytes);
      const end = offset + length;
      for (let sub = first; sub * index.subBlockBytes + index.subBlockLength(sub) <= end; sub += 1) {
        if (sub >= index.subBlockCount) break;
        isChanged ||= places[sub] !== 0;
        places[sub] = 0;
      }
    }
  };
  fetchAlong();
  let saves = planSaves(input);
  fetchAlong();
  // What is fetched along after all need not be saved; everything else still fits.
  if (isChanged) saves = planSaves(input);
  return { saves, requests };
}

/** Decides what is saved; what does not fit loses its place. */
function planSaves(input: ReuseInput): Saves {
  const { index, places, windowBytes } = input;
  const windowCount = Math.ceil(index.rawBytes / windowBytes);
  const windowOf = (sub: number) => Math.floor((sub * index.subBlockBytes) / windowBytes);
  const { subs, starts } = endangered(input, windowCount);
  const capacity = Math.floor(input.cacheBytes / input.slots.slotBytes);
  const savedFrom = new Uint32Array(windowCount + 1);
  const freed = new Uint32Array(windowCount + 1);
  const runs = new SaveRuns();
  let used = 0;
  for (let window = 0; window < windowCount; window += 1) {
    savedFrom[window] = runs.count;
    runs.cut();
    used -= freed[window] ?? 0;
    const here = subs
      .subarray(starts[window], starts[window + 1])
      .sort((a, b) => (places[a] ?? 0) - (places[b] ?? 0) || a - b);
    for (let from = 0; from < here.length; ) {
      const place = places[here[from] ?? 0] ?? 0;
      let to = from;
      // Of equal places the last sub-block is needed last.
      while (to < here.length && places[here[to] ?? 0] === place) to += 1;
      const last = here[to - 1] ?? 0;
      if (used < capacity && runs.add(last, place)) {
        const lastUse = windowOf(last);
        used += 1;
        freed[lastUse] = (freed[lastUse] ?? 0) + 1;
      } else for (const sub of here.subarray(from, to)) places[sub] = 0;
      from = to;
    }
  }
  freeOwn(subs);
  savedFrom[windowCount] = runs.count;
  return new Saves(runs.all(), savedFrom, places, windowOf);
}

/** Sub-blocks whose place is overwritten in an earlier window than theirs, by that window. */
function endangered(
  { index, places, slots, destinations, windowBytes }: ReuseInput,
  windowCount: number,
): { readonly subs: Uint32Array; readonly starts: Uint32Array } {
  /** The window that overwrites a sub-block's place before it is used there; -1 for none. */
  const lostIn = (sub: number): number => {
    const place = places[sub] ?? 0;
    if (place === 0) return -1;
    const lost = destinations.overwrittenAt({ offset: slots.offsetOf(place - 1), length: slots.slotBytes });
    const at = Math.floor(lost / windowBytes);
    // Something beside this image goes there, before the first window.
    if (at < 0) places[sub] = 0;
    return at >= 0 && at < Math.floor((sub * index.subBlockBytes) / windowBytes) ? at : -1;
  };
  const starts = new Uint32Array(windowCount + 2);
  for (let sub = 0; sub < index.subBlockCount; sub += 1) {
    const at = lostIn(sub);
    if (at >= 0) starts[at + 2] = (starts[at + 2] ?? 0) + 1;
  }
  for (let at = 2; at < starts.length; at += 1) starts[at] = (starts[at] ?? 0) + (starts[at - 1] ?? 0);
  const subs = new Uint32Array(starts[windowCount + 1] ?? 0);
  for (let sub = 0; sub < index.subBlockCount; sub += 1) {
    const at = lostIn(sub);
    if (at < 0) continue;
    const place = starts[at + 1] ?? 0;
    subs[place] = sub;
    starts[at + 1] = place + 1;
  }
  return { subs, starts };
}
