import { crc32 } from 'node:zlib';
import type { ReadableDisk } from '../../hardware-managers/disk.ts';
import { allocateAligned } from '../../hardware-managers/linux/aligned-memory.ts';
import type { PlaceMap } from './place-map.ts';
import type { Slots } from './slots.ts';

const SAMPLES = 256;
const SAMPLE_BYTES = 64 * 1024;
/** Below this a look at all of it costs no more than samples. */
const MIN_BYTES = 8 * SAMPLES * SAMPLE_BYTES;
/** Of the slots that were looked at, as many hold something of the image; fewer may be accidents of a CRC. */
const MIN_HITS = 0.002;

/**
 * Whether samples of a disk show anything of an image. A disk that is new, or had a wholly other system, is not read
 * for nothing then. What is told apart by this is too little to be worth it.
 */
export async function showsImage(
  disk: Pick<ReadableDisk, 'readInto'>,
  slots: Slots,
  map: PlaceMap,
  signal: AbortSignal,
): Promise<boolean> {
  const { slotBytes, count } = slots;
  if (count * slotBytes < MIN_BYTES) return true;
  const perSample = Math.max(1, Math.floor(SAMPLE_BYTES / slotBytes));
  const buffer = allocateAligned(perSample * slotBytes);
  let [seen, hits] = [0, 0];
  for (let sample = 0; sample < SAMPLES; sample += 1) {
    signal.throwIfAborted();
    const first = Math.floor((count / SAMPLES) * sample);
    const run = slots.runAt(first);
    const slotsThere = Math.min(perSample, run.firstSlot + run.length / slotBytes - first);
    const bytes = buffer.subarray(0, slotsThere * slotBytes);
    const isRead = await disk.readInto(slots.offsetOf(first), bytes).then(
      () => true,
      () => false,
    );
    seen += slotsThere;
    for (let at = 0; isRead && at < bytes.byteLength; at += slotBytes)
      if (map.knows(crc32(bytes.subarray(at, at + slotBytes)))) hits += 1;
  }
  return hits >= seen * MIN_HITS;
}
