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
/** Of the image's data, as much is where it goes: looking for the rest elsewhere costs more than to fetch it. */
const IN_PLACE_SHARE = 0.9;
/** Sub-blocks that were looked at where they go; fewer say nothing of the others. */
const MIN_IN_PLACE_LOOKS = 64;

/** What samples say of a disk. */
export interface DiskSample {
  /**
   * Whether it shows anything of the image. One that is new, or had a wholly other system, is not read for nothing
   * then. What is told apart by this is too little to be worth it.
   */
  readonly showsImage: boolean;
  /** Of the image's data that was looked for where it goes, how much is there; null where it is little, or too few were. */
  readonly inPlace: number | null;
}

/** Looks at samples of a disk, spread over all slots. */
export async function sampleDisk(
  disk: Pick<ReadableDisk, 'readInto'>,
  slots: Slots,
  map: PlaceMap,
  signal: AbortSignal,
): Promise<DiskSample> {
  const { slotBytes, count } = slots;
  if (count * slotBytes < MIN_BYTES) return { showsImage: true, inPlace: null };
  const perSample = Math.max(1, Math.floor(SAMPLE_BYTES / slotBytes));
  const buffer = allocateAligned(perSample * slotBytes);
  let [seen, hits, looks, inPlace] = [0, 0, 0, 0];
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
    for (let index = 0; index < slotsThere; index += 1) {
      const crc = isRead ? crc32(bytes.subarray(index * slotBytes, (index + 1) * slotBytes)) : null;
      if (crc !== null && map.knows(crc)) hits += 1;
      const expected = map.crcGoingTo(first + index);
      if (expected === null) continue;
      looks += 1;
      if (crc === expected) inPlace += 1;
    }
  }
  const share = looks >= MIN_IN_PLACE_LOOKS ? inPlace / looks : 0;
  return { showsImage: hits >= seen * MIN_HITS, inPlace: share >= IN_PLACE_SHARE ? share : null };
}
