import { createHash } from 'node:crypto';
import type { ByteReader } from '../../hardware-managers/partition-table/types.ts';
import type { Proof, ProofKind } from '../../proto/catalog.ts';
import { BmvError } from '../../proto/error.ts';
import { alignDown, type Extent, endOf, MIB } from '../layout/extent.ts';

/** Pieces of 1 MiB that a sample reads between the first and the last. */
const SAMPLES = 16;
const FULL_PIECE = 4 * MIB;
/** Reads under way while a piece is being hashed. */
const READS_AHEAD = 2;

function* everyPiece(length: number, size: number): Generator<Extent, undefined> {
  for (let offset = 0; offset < length; offset += size)
    yield { offset, length: Math.min(size, length - offset) };
}

/** Sorted, disjoint pieces from the extent's start: the first MiB, the last, and whole MiBs that the seed picks. */
function* samplePieces(length: number, seed: string): Generator<Extent, undefined> {
  if (length <= (SAMPLES + 2) * MIB) return yield* everyPiece(length, MIB);
  const between = alignDown(length - MIB, MIB) / MIB - 1;
  const chosen = new Set([0, length - MIB]);
  for (let counter = 0; chosen.size < SAMPLES + 2; counter += 1) {
    const drawn = createHash('sha256').update(`${seed}:${counter}`).digest().readUIntBE(0, 6);
    chosen.add((1 + (drawn % between)) * MIB);
  }
  for (const offset of [...chosen].sort((a, b) => a - b)) yield { offset, length: MIB };
}

/**
 * A digest of an extent. `full`: SHA-256 of all bytes, the same as `sha256sum` prints. `sample`: SHA-256
 * over the offset (u64 LE, from the extent's start) and the bytes of each piece: the first and the last
 * MiB and 16 MiBs between them, or everything where the extent is no larger than that. Digests can be
 * compared only when kind and seed are the same.
 *
 * `onBytes` is called with the bytes of each piece. Throws `ABORTED` when the signal says so.
 */
export async function takeProof(
  reader: ByteReader,
  extent: Extent,
  kind: ProofKind,
  seed: string,
  onBytes: (bytes: number) => void = () => {},
  signal?: AbortSignal,
): Promise<Proof> {
  if (extent.offset < 0 || endOf(extent) > reader.sizeBytes) {
    throw new BmvError(
      'IO_ERROR',
      `cannot digest ${extent.length} bytes at ${extent.offset}: the disk ends at ${reader.sizeBytes}`,
      {
        offset: extent.offset,
        length: extent.length,
      },
    );
  }
  const pieces = kind === 'full' ? everyPiece(extent.length, FULL_PIECE) : samplePieces(extent.length, seed);
  const hash = createHash('sha256');
  const ahead: { readonly piece: Extent; readonly reading: Promise<Uint8Array> }[] = [];
  const readAhead = () => {
    while (ahead.length < READS_AHEAD) {
      const { value: piece } = pieces.next();
      if (!piece) return;
      const reading = reader.read(extent.offset + piece.offset, piece.length);
      // A failure is raised where the piece is awaited, or not at all after an earlier one.
      reading.catch(() => {});
      ahead.push({ piece, reading });
    }
  };
  let bytesRead = 0;
  try {
    for (readAhead(); ; ) {
      if (signal?.aborted)
        throw new BmvError('ABORTED', 'interrupted while digesting', { cause: signal.reason });
      const next = ahead.shift();
      if (!next) break;
      const bytes = await next.reading;
      readAhead();
      if (kind === 'sample') hash.update(offsetBytes(next.piece.offset));
      hash.update(bytes);
      bytesRead += bytes.byteLength;
      onBytes(bytes.byteLength);
    }
  } finally {
    // The caller may close the disk next.
    await Promise.allSettled(ahead.map(({ reading }) => reading));
  }
  return { kind, seed: kind === 'full' ? '' : seed, digest: hash.digest('hex'), bytesRead };
}

function offsetBytes(offset: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(offset));
  return bytes;
}
