import { setImmediate } from 'node:timers/promises';
import { placeImage } from '../../agent/deployment/place-image.ts';
import { type ImageOptions, openImage } from '../../agent/image/open-image.ts';
import type { DiskGround, ImageResult, ImageSource } from '../../agent/image/types.ts';
import type { Extent } from '../../agent/layout/extent.ts';
import type { Segment } from '../../agent/layout/types.ts';
import type { MemoryDisk } from './memory-disk.ts';

/** All of an image to one place of the disk. */
export function segmentsTo(diskOffset: number, length: number): readonly Segment[] {
  return [{ imageOffset: 0, length, diskOffset, mustBeZero: false }];
}

/** Ranges that were read of a disk. */
export function watchedReads(disk: MemoryDisk): {
  readonly disk: DiskGround['disk'];
  readonly reads: Extent[];
} {
  const reads: Extent[] = [];
  const readInto = async (offset: number, target: Uint8Array) => {
    reads.push({ offset, length: target.byteLength });
    await disk.readInto(offset, target);
  };
  return { disk: { readInto }, reads };
}

export interface Redeployed extends ImageResult {
  /** Bytes that were left as they were. */
  readonly keptBytes: number;
}

/** Writes an image to a disk as a deployment does, its old bytes being read from `places`. */
async function writeByDelta(
  source: ImageSource,
  disk: MemoryDisk,
  segments: readonly Segment[],
  ground: Partial<DiskGround> = {},
): Promise<Redeployed> {
  const { signal } = new AbortController();
  let keptBytes = 0;
  await source.readHead(signal);
  const all = { offset: 0, length: disk.bytes.byteLength };
  await source.prepare?.(
    { disk, places: [all], starts: [0], segments, onBytes: () => {}, ...ground },
    signal,
  );
  const options = { segments, signal, onBytes: () => {}, withholdBytes: 0 };
  const { image } = await placeImage(source, {
    ...options,
    writer: {
      alignment: disk.alignment,
      write: (offset, bytes) => disk.write(offset, bytes),
      keep: async (offset, bytes) => {
        const found = disk.bytes.subarray(offset, offset + bytes.byteLength);
        if (!found.equals(bytes))
          throw new Error(`the disk has other bytes at ${offset} than are said to be there`);
        keptBytes += bytes.byteLength;
      },
      // As late as a device may do it that is asked for zeros.
      zero: async (offset, length) => {
        await setImmediate();
        await disk.write(offset, new Uint8Array(length));
      },
      transfersZeros: () => false,
      keepZeros: async (offset, length) =>
        disk.bytes.subarray(offset, offset + length).every((byte) => byte === 0),
    },
  });
  return { ...image, keptBytes };
}

/** Opens an image by its index, writes it, closes it. */
export async function redeploy(
  url: string,
  options: ImageOptions,
  disk: MemoryDisk,
  segments: readonly Segment[],
  ground: Partial<DiskGround> = {},
): Promise<Redeployed> {
  const source = await openImage(url, { index: 'auto', expect: 'filesystem', ...options });
  try {
    return await writeByDelta(source, disk, segments, ground);
  } finally {
    await source.close();
  }
}
