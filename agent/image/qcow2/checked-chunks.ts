import { BmvError } from '../../../proto/error.ts';
import type { ImageChunk } from '../types.ts';
import { isZero } from '../zeros.ts';
import { replaced } from './refusals.ts';

/** What the chunks of one stream must be. */
export interface Expected {
  readonly name: string;
  readonly sizeBytes: number;
  /** The guest's first bytes as they were planned with. */
  readonly head: Uint8Array;
}

function isAsPlanned(chunk: ImageChunk, head: Uint8Array): boolean {
  const length = chunk.kind === 'data' ? chunk.bytes.byteLength : chunk.length;
  const planned = head.subarray(chunk.offset, chunk.offset + length);
  if (chunk.kind !== 'data') return isZero(planned);
  return Buffer.compare(planned, chunk.bytes.subarray(0, planned.byteLength)) === 0;
}

/**
 * Lets chunks pass that come in any order. Throws `IMAGE_CHANGED` for a head that is not the one that was planned
 * with, and `INTERNAL` where the chunks are not all of the image: on the disk would be what was there before.
 */
export async function* checkedChunks(
  chunks: AsyncIterable<ImageChunk>,
  { name, sizeBytes, head }: Expected,
): AsyncGenerator<ImageChunk, void, void> {
  let left = sizeBytes;
  for await (const chunk of chunks) {
    if (!isAsPlanned(chunk, head)) {
      if (chunk.kind === 'data') chunk.release();
      throw replaced(name);
    }
    left -= chunk.kind === 'data' ? chunk.bytes.byteLength : chunk.length;
    yield chunk;
  }
  if (left === 0) return;
  throw new BmvError(
    'INTERNAL',
    `${name}: ${left} of ${sizeBytes} bytes were not read from its clusters; this is a defect of baremetal-volumes, please report it`,
    { path: name },
  );
}
