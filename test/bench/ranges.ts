import { open } from 'node:fs/promises';

export const MIB = 1024 * 1024;
const CHUNK_BYTES = 16 * MIB;

/** From, and up to but not including, a byte. */
export type Range = readonly [start: number, end: number];

/** In order, whole MiB each, none touching another. */
export function mergeRanges(ranges: readonly Range[]): readonly Range[] {
  const merged: Range[] = [];
  for (const [start, end] of [...ranges].sort((a, b) => a[0] - b[0])) {
    const [from, to] = [Math.floor(start / MIB) * MIB, Math.ceil(end / MIB) * MIB];
    const last = merged.at(-1);
    if (last && from <= last[1]) merged[merged.length - 1] = [last[0], Math.max(last[1], to)];
    else merged.push([from, to]);
  }
  return merged;
}

/** The MiB in which two files of the same size differ. */
export async function differingRanges(a: string, b: string, bytes: number): Promise<readonly Range[]> {
  const files = [await open(a), await open(b)] as const;
  const buffers = [Buffer.alloc(CHUNK_BYTES), Buffer.alloc(CHUNK_BYTES)] as const;
  const differing: Range[] = [];
  try {
    for (let offset = 0; offset < bytes; offset += CHUNK_BYTES) {
      await Promise.all(files.map((file, n) => file.read(buffers[n] ?? buffers[0], 0, CHUNK_BYTES, offset)));
      for (let at = 0; at < CHUNK_BYTES && offset + at < bytes; at += MIB)
        if (buffers[0].compare(buffers[1], at, at + MIB, at, at + MIB) !== 0)
          differing.push([offset + at, offset + at + MIB]);
    }
  } finally {
    await Promise.all(files.map((file) => file.close()));
  }
  return mergeRanges(differing);
}
