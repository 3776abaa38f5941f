import type { Context } from '../context.ts';
import type { GuardedWriter } from '../image/guarded-writer.ts';
import { type Extent, MIB } from '../layout/extent.ts';
import { stopIfAborted } from './aborted.ts';

/** Bytes zeroed between two looks at Ctrl-C; a multiple of MiB, large because each piece may start a tool. */
const ZERO_PIECE = 4096 * MIB;

/**
 * Zeroes extents, in the order given; on stable media when it returns. `outcome`: what an interruption leaves,
 * and what to do. Throws `ABORTED`.
 */
export async function zeroExtents(
  writer: GuardedWriter,
  extents: readonly Extent[],
  { device, outcome }: { readonly device: string; readonly outcome: string },
  context: Context,
): Promise<void> {
  const totalBytes = extents.reduce((sum, { length }) => sum + length, 0);
  let doneBytes = 0;
  for (const extent of extents) {
    for (let at = 0; at < extent.length; at += ZERO_PIECE) {
      stopIfAborted(context.signal, device, outcome);
      const length = Math.min(ZERO_PIECE, extent.length - at);
      const before = doneBytes;
      await writer.zero(extent.offset + at, length, (bytes) => {
        context.onProgress({ phase: 'zero', doneBytes: before + bytes, totalBytes });
      });
      doneBytes += length;
    }
  }
  await writer.flush();
}
