import { Tally } from '../image/tally.ts';
import type { ImageChunk, ImageResult } from '../image/types.ts';

/**
 * A whole image whose raw content must have a SHA-256, which stands for the checksum that its file has none of.
 * Throws `CHECKSUM_MISMATCH` at its end.
 */
export async function* sameRaw(
  stream: AsyncGenerator<ImageChunk, ImageResult, void>,
  sha256: string,
  name: string,
): AsyncGenerator<ImageChunk, ImageResult, void> {
  const tally = new Tally({ algorithm: 'sha256', value: sha256 });
  let isDone = false;
  try {
    for (;;) {
      const next = await stream.next();
      if (next.done) {
        isDone = true;
        return { ...next.value, checksum: await tally.verify(`the raw content of ${name}`) };
      }
      if (next.value.kind === 'data') tally.add(next.value.bytes);
      else tally.addZeros(next.value.length);
      yield next.value;
    }
  } finally {
    if (!isDone) await stream.return(undefined as never);
  }
}
