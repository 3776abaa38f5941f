import type { ImageChunk } from './types.ts';
import { isZero } from './zeros.ts';

/** Runs of zeros are told from data in units of this many bytes. */
const UNIT = 65536;
/** Zeros that are joined: the disk makes them while what follows is still decoded. */
const JOINED_ZEROS = 256 * 1024 * 1024;

/** Bytes of a piece that were read from the disk that is written to. */
export interface Held {
  /** From the piece's first byte. */
  readonly start: number;
  readonly end: number;
  readonly diskOffset: number;
}

/** A stretch of an image as its source has it: bytes in lent memory, or a hole. */
export interface Piece {
  readonly offset: number;
  readonly length: number;
  /** Null for a hole. */
  readonly bytes: Uint8Array | null;
  /** Sorted and disjoint. */
  readonly held?: readonly Held[];
  /** Gives the memory of `bytes` back. */
  readonly release: () => void;
}

/** A run of one piece, in units. */
interface Run {
  readonly start: number;
  end: number;
  readonly zero: boolean;
  /** Byte of the disk that all of it was read at; null where it was not. */
  readonly heldAt: number | null;
}

/** The runs of a piece: what is held goes before what is zero, which would have to be made so. */
function runs({ bytes, length, held = [] }: Piece): readonly Run[] {
  const found: Run[] = [];
  if (bytes === null) return length > 0 ? [{ zero: true, start: 0, end: length, heldAt: null }] : found;
  let nextHeld = 0;
  for (let start = 0; start < length; start += UNIT) {
    const end = Math.min(start + UNIT, length);
    while ((held[nextHeld]?.end ?? length) < end) nextHeld += 1;
    const around = held[nextHeld];
    const heldAt = around && around.start <= start ? around.diskOffset + (start - around.start) : null;
    const zero = heldAt === null && isZero(bytes.subarray(start, end));
    const last = found.at(-1);
    const wanted = last && last.heldAt !== null ? last.heldAt + (start - last.start) : null;
    if (last && last.zero === zero && heldAt === wanted) last.end = end;
    else found.push({ start, end, zero, heldAt });
  }
  return found;
}

/**
 * Turns pieces into chunks: runs of zeros, joined while pieces continue one another, and data. Pieces are
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
    const all = runs(piece);
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
      yield { kind: 'data', offset, bytes, heldAt: run.heldAt ?? undefined, release };
    }
    end = piece.offset + piece.length;
    if (zerosFrom !== null && end - zerosFrom >= JOINED_ZEROS) {
      yield { kind: 'zero', offset: zerosFrom, length: end - zerosFrom };
      zerosFrom = null;
    }
  }
  if (zerosFrom !== null) yield { kind: 'zero', offset: zerosFrom, length: end - zerosFrom };
  return end;
}
