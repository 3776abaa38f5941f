import type { BufferPool } from './buffer-pool.ts';
import type { ImageChunk } from './types.ts';

/** Runs of zeros are told from data in units of this many bytes. */
const UNIT = 65536;
const ZEROS = Buffer.alloc(UNIT);

function isZero(bytes: Uint8Array): boolean {
  return ZEROS.compare(bytes, 0, bytes.byteLength, 0, bytes.byteLength) === 0;
}

/** Runs of equal kind within one buffer, in units. */
function* runs(bytes: Uint8Array): Generator<{ zero: boolean; start: number; end: number }> {
  let start = 0;
  let zero = false;
  for (let at = 0; at < bytes.byteLength; at += UNIT) {
    const unitIsZero = isZero(bytes.subarray(at, Math.min(at + UNIT, bytes.byteLength)));
    if (at > start && unitIsZero !== zero) {
      yield { zero, start, end: at };
      start = at;
    }
    zero = unitIsZero;
  }
  if (bytes.byteLength > start) yield { zero, start, end: bytes.byteLength };
}

/**
 * Cuts decoded bytes into chunks: data in pool buffers, runs of zeros joined to any length. Every chunk
 * but the last begins and ends on a multiple of 64 KiB. `fill` fills a buffer as far as it can and says
 * how far: less than all only at the end.
 */
export async function* toChunks(
  pool: BufferPool,
  fill: (buffer: Uint8Array) => Promise<number>,
): AsyncGenerator<ImageChunk, number, void> {
  let offset = 0;
  let zerosFrom: number | null = null;
  for (;;) {
    const buffer = await pool.take();
    const length = await fill(buffer).catch((error: unknown) => {
      pool.give(buffer);
      throw error;
    });
    const all = [...runs(buffer.subarray(0, length))];
    let lent = all.filter(({ zero }) => !zero).length;
    if (lent === 0) pool.give(buffer);
    for (const run of all) {
      if (run.zero) {
        zerosFrom ??= offset + run.start;
        continue;
      }
      if (zerosFrom !== null)
        yield { kind: 'zero', offset: zerosFrom, length: offset + run.start - zerosFrom };
      zerosFrom = null;
      const release = () => {
        lent -= 1;
        if (lent === 0) pool.give(buffer);
      };
      yield { kind: 'data', offset: offset + run.start, bytes: buffer.subarray(run.start, run.end), release };
    }
    offset += length;
    if (length < buffer.byteLength) break;
  }
  if (zerosFrom !== null) yield { kind: 'zero', offset: zerosFrom, length: offset - zerosFrom };
  return offset;
}
