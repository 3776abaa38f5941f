import { BmvError } from '../../proto/error.ts';
import {
  CHUNK_ALIGNMENT as ALIGNMENT,
  type ImageChunk,
  type ImageResult,
  type ImageSource,
} from '../image/types.ts';
import { alignDown, alignUp, type Extent, subtract } from '../layout/extent.ts';
import { signaturePlaces } from '../layout/signature-places.ts';
import { sizeWords } from '../layout/wording.ts';

const IGNORE = () => {};

function endOfChunk(chunk: ImageChunk): number {
  return chunk.offset + (chunk.kind === 'data' ? chunk.bytes.byteLength : chunk.length);
}

/** Throws `ROOT_TOO_SMALL`. `imageBytes`: how much of the image there is at least. */
export function expectFits(name: string, imageBytes: number, rootBytes: number): void {
  if (imageBytes <= rootBytes) return;
  throw new BmvError(
    'ROOT_TOO_SMALL',
    `the root partition is too small for ${name}: the image has at least ${sizeWords(imageBytes)}, root_mb gives ${sizeWords(rootBytes)}; ` +
      'take a larger flavor (root_gb) or a smaller image',
    { path: name },
  );
}

/** The chunk in whole sectors: what is over, which is so at the end of an image only, gets zeros behind it. */
function* wholeSectors(chunk: ImageChunk): Generator<ImageChunk> {
  const end = endOfChunk(chunk);
  if (end % ALIGNMENT === 0) {
    yield chunk;
    return;
  }
  if (chunk.kind !== 'data') {
    yield { ...chunk, length: alignUp(end, ALIGNMENT) - chunk.offset };
    return;
  }
  const cut = Math.max(0, alignDown(end, ALIGNMENT) - chunk.offset);
  const rest = new Uint8Array(alignUp(chunk.bytes.byteLength - cut, ALIGNMENT));
  rest.set(chunk.bytes.subarray(cut));
  if (cut > 0) yield { ...chunk, bytes: chunk.bytes.subarray(0, cut) };
  else chunk.release();
  yield { kind: 'data', offset: chunk.offset + cut, bytes: rest, release: IGNORE };
}

/**
 * What lies behind the image in its partition. It stays as it is: to write a whole disk of zeros would take
 * hours, and the root may grow over free space that nobody zeroes either; erasing is what cleaning does. But
 * where a tool would look for what once stood there, nothing must be found.
 */
function* behind(from: number, length: number): Generator<ImageChunk> {
  const rest: Extent = { offset: from, length: length - from };
  const unset = subtract([rest], signaturePlaces({ offset: 0, length }));
  const zero = subtract([rest], unset);
  const chunks = [
    ...unset.map((extent) => ({ kind: 'unset' as const, ...extent })),
    ...zero.map((extent) => ({ kind: 'zero' as const, ...extent })),
  ];
  yield* chunks.sort((a, b) => a.offset - b.offset);
}

function* moved(chunks: Iterable<ImageChunk>, offset: number): Generator<ImageChunk> {
  for (const chunk of chunks) yield { ...chunk, offset: chunk.offset + offset };
}

/**
 * A source's stream at the place of its partition in a larger image, and as long as that, in the source's order and
 * then what lies behind it. Throws `ROOT_TOO_SMALL` at the first chunk that has no room.
 */
export async function* fitChunks(
  source: ImageSource,
  { offset, length }: Extent,
  signal: AbortSignal,
): AsyncGenerator<ImageChunk, ImageResult, void> {
  const stream = source.stream(signal);
  let finished = false;
  try {
    for (;;) {
      const next = await stream.next();
      if (next.done) {
        finished = true;
        yield* moved(behind(alignUp(next.value.sizeBytes, ALIGNMENT), length), offset);
        return next.value;
      }
      const chunk = next.value;
      const end = endOfChunk(chunk);
      if (end > length && chunk.kind === 'data') chunk.release();
      expectFits(source.name, end, length);
      yield* moved(wholeSectors(chunk), offset);
    }
  } finally {
    if (!finished) await stream.return(undefined as never);
  }
}
