import type { BufferPool } from './buffer-pool.ts';
import type { Piece } from './chunker.ts';
import { filePieces } from './file-pieces.ts';
import { FileTransfer } from './file-transfer.ts';
import { streamPieces } from './stream-pieces.ts';
import { type Tally, talliedPieces } from './tally.ts';
import type { Transfer } from './transfer.ts';

/** A file as it is stored, in pool buffers, in order and tallied. Each piece but the last is whole pages. */
export function transferPieces(
  transfer: Transfer,
  pool: BufferPool,
  tally: Tally,
  signal: AbortSignal,
): AsyncGenerator<Piece, void, void> {
  const pieces =
    transfer instanceof FileTransfer
      ? filePieces(transfer, pool, signal)
      : streamPieces(transfer.stream(signal), pool);
  return talliedPieces(pieces, tally);
}
