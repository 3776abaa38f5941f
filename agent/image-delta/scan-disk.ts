import { crc32 } from 'node:zlib';
import type { ReadableDisk } from '../../hardware-managers/disk.ts';
import type { BufferPool } from '../image/buffer-pool.ts';
import type { PlaceMap } from './place-map.ts';
import type { Slots } from './slots.ts';

/** As many buffers as a pool for it must have. */
const READS_AHEAD = 4;

/**
 * Bytes of the disk that are read in the hope of one byte of the image that is still missing: no link is so much
 * slower than a disk that more would pay.
 */
const READ_FOR_ONE = 16;

/** Slots that are read at a time. */
interface Window {
  readonly firstSlot: number;
  readonly offset: number;
  readonly length: number;
}

function* windowsOf({ runs, slotBytes }: Slots, step: number): Generator<Window> {
  for (const { offset, length, firstSlot } of runs)
    for (let at = 0; at < length; at += step)
      yield {
        firstSlot: firstSlot + at / slotBytes,
        offset: offset + at,
        length: Math.min(step, length - at),
      };
}

/**
 * Reads the slots of a disk and tells the map what is there, until nothing is left to look for; those behind the likely
 * ones only when much is. A place that cannot be read holds nothing. `pool`: of buffers of whole slots. `onBytes`: what was read so far, and all of it.
 */
export async function scanDisk(
  disk: Pick<ReadableDisk, 'readInto'>,
  slots: Slots,
  map: PlaceMap,
  pool: BufferPool,
  signal: AbortSignal,
  onBytes: (doneBytes: number, totalBytes: number) => void,
): Promise<void> {
  const windows = windowsOf(slots, pool.bufferBytes);
  const ahead: Promise<{ readonly window: Window; readonly bytes: Uint8Array; readonly isRead: boolean }>[] =
    [];
  const readNext = () => {
    const next = windows.next();
    if (!next.done) ahead.push(read(disk, pool, next.value));
  };
  for (let count = 0; count < READS_AHEAD; count += 1) readNext();
  let doneBytes = 0;
  const totalBytes = slots.count * slots.slotBytes;
  let isDecided = slots.likelyCount === 0;
  const isTooLittle = () => {
    if (isDecided || doneBytes < slots.likelyCount * slots.slotBytes) return false;
    isDecided = true;
    return map.left * slots.slotBytes * READ_FOR_ONE < totalBytes - doneBytes;
  };
  try {
    for (;;) {
      signal.throwIfAborted();
      const got = await ahead.shift();
      if (!got || map.left === 0 || isTooLittle()) {
        if (got) pool.give(got.bytes);
        return;
      }
      const { window, bytes, isRead } = got;
      if (isRead)
        for (let at = 0; at < window.length; at += slots.slotBytes)
          map.found(window.firstSlot + at / slots.slotBytes, crc32(bytes.subarray(at, at + slots.slotBytes)));
      pool.give(bytes);
      readNext();
      doneBytes += window.length;
      onBytes(doneBytes, totalBytes);
    }
  } finally {
    for (const { bytes } of await Promise.all(ahead)) pool.give(bytes);
  }
}

/** `bytes`: a buffer of the pool, whether it was filled or not. */
async function read(disk: Pick<ReadableDisk, 'readInto'>, pool: BufferPool, window: Window) {
  const bytes = await pool.take();
  const isRead = await disk.readInto(window.offset, bytes.subarray(0, window.length)).then(
    () => true,
    () => false,
  );
  return { window, bytes, isRead };
}
