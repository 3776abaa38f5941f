import { createHash } from 'node:crypto';
import { zstdCompressSync } from 'node:zlib';
import { IndexBuilder } from '../../agent/image-index/build.ts';
import { decodeIndex } from '../../agent/image-index/decode.ts';
import { FrameTable } from '../../agent/image-index/frame-table.ts';
import type { ImageIndex, IndexShape } from '../../agent/image-index/image-index.ts';

const KIB = 1024;
/** The smallest that there can be. */
export const SMALL_SHAPE: IndexShape = { blockBytes: 16 * KIB, subBlockBytes: 4 * KIB };

/** The index of bytes (in one piece or more), as stored. */
export function indexBytes(
  raw: Uint8Array | readonly Uint8Array[],
  shape = SMALL_SHAPE,
  frames: FrameTable | null = null,
): Buffer {
  const builder = new IndexBuilder(shape);
  for (const piece of raw instanceof Uint8Array ? [raw] : raw) builder.add(piece);
  return builder.finish({ name: 'image.raw', sizeBytes: frames?.fileBytes ?? builder.rawBytes }, frames);
}

export function indexOf(raw: Uint8Array, shape = SMALL_SHAPE): ImageIndex {
  return decodeIndex(indexBytes(raw, shape), 'index');
}

/** Bytes as zstd frames of `frameBytes` raw bytes each. */
export function framed(
  raw: Buffer,
  frameBytes: number,
): { readonly file: Buffer; readonly frames: FrameTable } {
  const pieces = Array.from({ length: Math.ceil(raw.byteLength / frameBytes) }, (_, at) =>
    raw.subarray(at * frameBytes, (at + 1) * frameBytes),
  );
  const stored = pieces.map((piece) => zstdCompressSync(piece));
  const lengths = (buffers: readonly Buffer[]) => buffers.map(({ byteLength }) => byteLength);
  return { file: Buffer.concat(stored), frames: new FrameTable(lengths(pieces), lengths(stored)) };
}

export function sha256Of(bytes: Uint8Array): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}
