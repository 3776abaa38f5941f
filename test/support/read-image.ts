import { CHUNK_ALIGNMENT, type ImageResult, type ImageSource } from '../../agent/image/types.ts';

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
  const parts: { readonly offset: number; readonly bytes: Buffer }[] = [];
  let zeroBytes = 0;
  const stream = source.stream(signal);
  for (;;) {
    const next = await stream.next();
    if (next.done) return { bytes: joined(parts), zeroBytes, result: next.value };
    const chunk = next.value;
    if (chunk.offset % CHUNK_ALIGNMENT !== 0) throw new Error(`a chunk begins at ${chunk.offset}`);
    if (chunk.kind === 'data') {
      parts.push({ offset: chunk.offset, bytes: Buffer.from(chunk.bytes) });
      chunk.release();
    } else {
      parts.push({ offset: chunk.offset, bytes: Buffer.alloc(chunk.length) });
      zeroBytes += chunk.length;
    }
  }
}

function joined(parts: { readonly offset: number; readonly bytes: Buffer }[]): Buffer {
  let end = 0;
  parts.sort((a, b) => a.offset - b.offset);
  for (const { offset, bytes } of parts) {
    if (offset !== end) throw new Error(`a chunk begins at ${offset}, not at ${end}`);
    end += bytes.byteLength;
  }
  return Buffer.concat(parts.map(({ bytes }) => bytes));
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
