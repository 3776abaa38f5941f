import type { ImageResult, ImageSource } from '../../agent/image/types.ts';

/** A whole image as its source streams it. */
export interface StreamedBytes {
  readonly bytes: Buffer;
  readonly zeroBytes: number;
  readonly result: ImageResult;
}

/** Streams an image to its end; throws when chunks overlap or leave a gap. Closes nothing. */
export async function readImage(
  source: ImageSource,
  signal = new AbortController().signal,
): Promise<StreamedBytes> {
  const parts: Buffer[] = [];
  let zeroBytes = 0;
  let end = 0;
  const stream = source.stream(signal);
  for (;;) {
    const next = await stream.next();
    if (next.done) return { bytes: Buffer.concat(parts), zeroBytes, result: next.value };
    const chunk = next.value;
    if (chunk.offset !== end) throw new Error(`a chunk begins at ${chunk.offset}, not at ${end}`);
    if (chunk.kind === 'data') {
      parts.push(Buffer.from(chunk.bytes));
      chunk.release();
    } else {
      parts.push(Buffer.alloc(chunk.length));
      zeroBytes += chunk.length;
    }
    end += parts.at(-1)?.byteLength ?? 0;
  }
}

/** The error that a promise is rejected with, as the fields that tests look at. */
export async function errorOf(promise: Promise<unknown>): Promise<{ code: string; message: string }> {
  return await promise.then(
    () => ({ code: 'NONE', message: 'nothing was thrown' }),
    (error: { code?: string; message: string }) => ({
      code: String(error.code ?? 'OTHER'),
      message: error.message,
    }),
  );
}
