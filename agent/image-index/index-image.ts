import { basename } from 'node:path';
import { BmvError } from '../../proto/error.ts';
import type { Progress } from '../context.ts';
import type { ImageSource } from '../image/types.ts';
import type { ImageHead } from '../layout/types.ts';
import { IndexBuilder } from './build.ts';
import type { FrameTable } from './frame-table.ts';
import {
  BLOCK_BYTES,
  type IndexedFile,
  type IndexShape,
  MAX_SUB_BLOCKS,
  SUB_BLOCK_BYTES,
  shapeFor,
} from './image-index.ts';

/** To what size an image fits the smallest sub-blocks. Assumed of one whose size only its end tells. */
const ASSUMED_BYTES = MAX_SUB_BLOCKS * SUB_BLOCK_BYTES;

export interface IndexOptions {
  /** Of the smallest blocks; larger where the image has too many of them. Default 64 KiB. */
  readonly blockBytes?: number;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
}

/** What became of reading an image once. */
export interface Pass {
  readonly builder: IndexBuilder;
  /** Bytes of the file. */
  readonly fileBytes: number;
}

/** Throws `IMAGE_FORMAT_UNSUPPORTED` for an image whose bytes come in another order than they have. */
function expectInOrder({ name, format }: ImageHead): void {
  if (format !== 'qcow2') return;
  throw new BmvError(
    'IMAGE_FORMAT_UNSUPPORTED',
    `${name} has its bytes in the order of a qcow2 file, which no index can follow; convert it first (qemu-img convert -O raw ${name} image.raw)`,
    { path: name },
  );
}

/** Throws `IMAGE_TOO_LARGE` for what is beyond every index, and all that `expectInOrder` throws. */
export async function shapeOfImage(
  source: ImageSource,
  { signal, blockBytes }: Pick<IndexOptions, 'signal' | 'blockBytes'>,
): Promise<IndexShape> {
  const head = await source.readHead(signal);
  expectInOrder(head);
  return shapeOf(source.name, head.sizeBytes, blockBytes);
}

function shapeOf(name: string, rawBytes: number | null, blockBytes = BLOCK_BYTES): IndexShape {
  const shape = shapeFor(rawBytes ?? ASSUMED_BYTES, blockBytes);
  if (shape) return shape;
  throw new BmvError(
    'IMAGE_TOO_LARGE',
    `${name} has ${rawBytes} bytes, more than an index can describe; deploy it without one`,
    { path: name },
  );
}

/** Reads all of an image into a new index; `watch` sees the raw bytes too, null for zeros. */
export async function readIntoIndex(
  source: ImageSource,
  shape: IndexShape,
  { signal, onProgress }: IndexOptions,
  watch: (bytes: Uint8Array | null, length: number) => Promise<void> = async () => {},
): Promise<Pass> {
  const builder = new IndexBuilder(shape);
  const stream = source.stream(signal);
  for (;;) {
    const next = await stream.next();
    if (next.done) return { builder, fileBytes: next.value.transferredBytes };
    const chunk = next.value;
    if (chunk.kind === 'data') {
      builder.add(chunk.bytes);
      await watch(chunk.bytes, chunk.bytes.byteLength);
      chunk.release();
    } else {
      builder.addZeros(chunk.length);
      await watch(null, chunk.length);
    }
    onProgress({
      phase: 'index',
      doneBytes: source.transferredBytes,
      totalBytes: source.transferSizeBytes,
    });
  }
}

/** The last part of a path or URL. */
export function lastPart(name: string): string {
  return basename(name.split(/[?#]/)[0] ?? '');
}

/**
 * The index of an image, as it is stored. An image in another form than raw is read twice where its raw content is
 * so long that blocks must grow. `stored`: the file that the index is of, where that is another. `source` was opened
 * without a table being expected. Throws `IMAGE_TOO_LARGE`, `IMAGE_FORMAT_UNSUPPORTED`.
 */
export async function indexImage(
  source: ImageSource,
  options: IndexOptions,
  stored: { readonly file: IndexedFile; readonly frames: FrameTable } | null = null,
): Promise<Buffer> {
  const shape = await shapeOfImage(source, options);
  let pass = await readIntoIndex(source, shape, options);
  if (pass.builder.isTooLong) {
    const grown = shapeOf(source.name, pass.builder.rawBytes, options.blockBytes);
    pass = await readIntoIndex(source, grown, options);
  }
  const file = stored?.file ?? { name: lastPart(source.name), sizeBytes: pass.fileBytes };
  return pass.builder.finish(file, stored?.frames ?? null);
}
