import type { ImageChunk } from './types.ts';
import { isZero } from './zeros.ts';

/** Runs of zeros are told from data in units of this many bytes. */
const UNIT = 65536;

/** A stretch of an image as its source has it: bytes in lent memory, or a hole. */
export interface Piece {
  readonly offset: number;
  readonly length: number;
  /** Null for a hole. */
  readonly bytes: Uint8Array | null;
  /** Gives the memory of `bytes` back. */
  readonly release: () => void;
}

/** Runs of equal kind within one piece, in units. */
function* runs({ bytes, length }: Piece): Generator<{ zero: boolean; start: number; end: number }> {
  if (bytes === null) {
    if (length > 0) yield { zero: true, start: 0, end: length };
    return;
  }
  let start = 0;
  let zero = false;
  for (let at = 0; at < length; at += UNIT) {
    const unitIsZero = isZero(bytes.subarray(at, Math.min(at + UNIT, length)));
    if (at > start && unitIsZero !== zero) {
      yield { zero, start, end: at };
      start = at;
    }
    zero = unitIsZero;
  }
  if (length > start) yield { zero, start, end: length };
}

/**
 * Turns pieces into chunks: runs of zeros joined to any length while pieces continue one another, and data. Pieces are
 * cut at multiples of 64 KiB only. Returns the end of the last piece, which is the length of pieces in order.
 */
export async function* toChunks(
  pieces: AsyncGenerator<Piece, void, void>,
): AsyncGenerator<ImageChunk, number, void> {
  let end = 0;
  let zerosFrom: number | null = null;
  for await (const piece of pieces) {
    if (zerosFrom !== null && piece.offset !== end) {
      yield { kind: 'zero', offset: zerosFrom, length: end - zerosFrom };
      zerosFrom = null;
    }
    const all = [...runs(piece)];
    let lent = all.filter(({ zero }) => !zero).length;
    if (lent === 0) piece.release();
    const release = () => {
      lent -= 1;
      if (lent === 0) piece.release();
    };
    for (const run of all) {
      const offset = piece.offset + run.start;
      if (run.zero) {
        zerosFrom ??= offset;
        continue;
      }
      if (zerosFrom !== null) yield { kind: 'zero', offset: zerosFrom, length: offset - zerosFrom };
      zerosFrom = null;
      const bytes = piece.bytes?.subarray(run.start, run.end) ?? new Uint8Array();
      yield { kind: 'data', offset, bytes, release };
    }
    end = piece.offset + piece.length;
  }
  if (zerosFrom !== null) yield { kind: 'zero', offset: zerosFrom, length: end - zerosFrom };
  return end;
}
