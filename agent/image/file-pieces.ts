import { BmvError } from '../../proto/error.ts';
import { type Extent, endOf } from '../layout/extent.ts';
import type { BufferPool } from './buffer-pool.ts';
import type { Piece } from './chunker.ts';
import type { FileTransfer } from './file-transfer.ts';

/** Reads in flight; the file system reads ahead of them too. */
const READS_AHEAD = 3;

interface Window extends Extent {
  readonly hole: boolean;
}

/** The file in windows of one buffer; neighbouring holes are joined. `data` is sorted and disjoint. */
function* windowsOf(data: readonly Extent[], sizeBytes: number, windowBytes: number): Generator<Window> {
  let at = 0;
  for (const extent of data) {
    if (extent.offset > at) yield { offset: at, length: extent.offset - at, hole: true };
    for (at = extent.offset; at < Math.min(endOf(extent), sizeBytes); ) {
      const length = Math.min(windowBytes, endOf(extent) - at, sizeBytes - at);
      yield { offset: at, length, hole: false };
      at += length;
    }
  }
  if (at < sizeBytes) yield { offset: at, length: sizeBytes - at, hole: true };
}

/**
 * A raw image file's bytes, read straight into pool buffers, several reads in flight; holes are not read.
 * Throws `IMAGE_CHANGED` when the file has become shorter.
 */
export async function* filePieces(
  file: FileTransfer,
  pool: BufferPool,
  signal: AbortSignal,
): AsyncGenerator<Piece, void, void> {
  const windows = windowsOf(await file.dataExtents(signal), file.sizeBytes, pool.bufferBytes);
  const ahead: Promise<Piece>[] = [];
  const readNext = (): boolean => {
    const next = windows.next();
    if (next.done) return false;
    const reading = readWindow(file, pool, next.value);
    // Its error is thrown where its turn comes.
    reading.catch(() => {});
    ahead.push(reading);
    return true;
  };
  while (ahead.length < READS_AHEAD && readNext());
  try {
    for (;;) {
      signal.throwIfAborted();
      const piece = await ahead.shift();
      if (!piece) return;
      readNext();
      yield piece;
    }
  } finally {
    for (const reading of ahead) void reading.then(({ release }) => release()).catch(() => {});
  }
}

async function readWindow(
  file: FileTransfer,
  pool: BufferPool,
  { offset, length, hole }: Window,
): Promise<Piece> {
  if (hole) return { offset, length, bytes: null, release: () => {} };
  const buffer = await pool.take();
  const release = () => pool.give(buffer);
  try {
    const bytes = await file.readPages(buffer, offset, length);
    if (bytes.byteLength === length) return { offset, length, bytes, release };
  } catch (error) {
    release();
    throw error;
  }
  release();
  throw new BmvError('IMAGE_CHANGED', `${file.name} has become shorter while it was read; start again`, {
    path: file.name,
    offset,
  });
}
