import { randomFill } from 'node:crypto';
import { promisify } from 'node:util';
import { allocateAligned } from '../../hardware-managers/linux/aligned-memory.ts';
import type { Context } from '../context.ts';
import { WriteQueue } from '../deployment/write-queue.ts';
import type { GuardedWriter } from '../image/guarded-writer.ts';
import { type Extent, MIB } from '../layout/extent.ts';
import { stopIfAborted } from './aborted.ts';

const PIECE_BYTES = 4 * MIB;
const IN_FLIGHT = 4;

const fillRandomly = promisify<Uint8Array, Uint8Array>(randomFill);

/** The extents in pieces, in the order given. */
function* piecesOf(extents: readonly Extent[]): Generator<Extent> {
  for (const { offset, length } of extents)
    for (let at = 0; at < length; at += PIECE_BYTES)
      yield { offset: offset + at, length: Math.min(PIECE_BYTES, length - at) };
}

/**
 * Overwrites extents with random bytes, as shred(1) does; on stable media when it returns. `outcome`: what an
 * interruption leaves, and what to do. Throws `ABORTED`.
 */
export async function scrambleExtents(
  writer: GuardedWriter,
  extents: readonly Extent[],
  { device, outcome }: { readonly device: string; readonly outcome: string },
  context: Context,
): Promise<void> {
  const totalBytes = extents.reduce((sum, { length }) => sum + length, 0);
  const idle = Array.from({ length: IN_FLIGHT }, () => allocateAligned(PIECE_BYTES));
  const queue = new WriteQueue(IN_FLIGHT);
  let doneBytes = 0;
  const overwrite = async ({ offset, length }: Extent) => {
    const buffer = idle.pop() ?? allocateAligned(PIECE_BYTES);
    const bytes = buffer.subarray(0, length);
    await fillRandomly(bytes);
    await writer.write(offset, bytes);
    idle.push(buffer);
    doneBytes += length;
    context.onProgress({ phase: 'overwrite', doneBytes, totalBytes });
  };
  try {
    for (const piece of piecesOf(extents)) {
      stopIfAborted(context.signal, device, outcome);
      await queue.push(async () => await overwrite(piece));
    }
    await queue.drain();
  } finally {
    await queue.settle();
  }
  await writer.flush();
}
