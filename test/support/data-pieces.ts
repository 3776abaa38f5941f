import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync } from 'node:fs';
import type { Extent } from '../../agent/layout/extent.ts';
import type { SyncReader } from './linux-gpt.ts';

const PIECE_BYTES = 1024 * 1024;
const ZEROS = Buffer.alloc(PIECE_BYTES);

/** A run of a disk that is not all zeros. */
export interface DataPiece {
  readonly offset: number;
  readonly bytes: Buffer;
}

/** Reads all of a disk and gives what of it is not zeros: most of a test's disk is. */
export function* dataPieces({ sizeBytes, read }: SyncReader): Generator<DataPiece> {
  for (let offset = 0; offset < sizeBytes; offset += PIECE_BYTES) {
    const bytes = read(offset, Math.min(PIECE_BYTES, sizeBytes - offset));
    if (!bytes.equals(ZEROS.subarray(0, bytes.byteLength))) yield { offset, bytes };
  }
}

/**
 * The same of a run of a file; offsets are from its beginning. A piece is valid until the next one, which has
 * the same memory.
 */
export function* dataPiecesOfFile(path: string, run: Extent): Generator<DataPiece> {
  const file = openSync(path, 'r');
  try {
    const memory = Buffer.alloc(PIECE_BYTES);
    const read = (offset: number, length: number) => {
      const at = run.offset + offset;
      if (readSync(file, memory, 0, length, at) !== length)
        throw new Error(`${path} ends before ${at + length}`);
      return memory.subarray(0, length);
    };
    yield* dataPieces({ sizeBytes: run.length, read });
  } finally {
    closeSync(file);
  }
}

/** SHA-256 of pieces and where they are: the same for the same bytes, but not what `sha256sum` says of them. */
export function digestOfPieces(pieces: Iterable<DataPiece>): string {
  const hash = createHash('sha256');
  for (const { offset, bytes } of pieces) hash.update(`${offset} ${bytes.byteLength}\n`).update(bytes);
  return hash.digest('hex');
}
