import { type FileHandle, open } from 'node:fs/promises';
import { BmvError } from '../../proto/error.ts';
import type { Context } from '../context.ts';
import { isZero } from '../image/zeros.ts';
import { type Extent, MIB } from '../layout/extent.ts';
import { stopIfAborted } from './aborted.ts';
import { dataExtents } from './data-extents.ts';
import type { FilesystemFile } from './format.ts';
import type { DiskSession } from './session.ts';
import { zeroExtents } from './zero.ts';

export const UNTOUCHED = 'nothing but free space was written; run it again';

/** Free space that becomes a volume. */
export interface VolumePlace {
  readonly extent: Extent;
  /** Everything else on the disk that stays. */
  readonly kept: readonly Extent[];
}

/** Zeroes free space, so that nothing of an earlier owner shows. */
export async function zeroPlace(
  session: DiskSession,
  { extent, kept }: VolumePlace,
  context: Context,
): Promise<void> {
  const writer = session.volumeWriter(extent, kept);
  await zeroExtents(writer, [extent], { device: session.path, outcome: UNTOUCHED }, context);
}

async function readPiece(file: FileHandle, offset: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  const { bytesRead } = await file.read(bytes, 0, length, offset);
  if (bytesRead !== length)
    throw new BmvError('IO_ERROR', `a temporary file ended at ${offset + bytesRead}; run it again`, {
      offset,
    });
  return bytes;
}

/** How a file stands in a volume. */
export interface FileForm {
  /** Where it begins in the volume. */
  readonly offset: number;
  /** The bytes of a piece of it as they stand on the disk; null where the zeroed place is right already. */
  readonly encode: (offset: number, bytes: Buffer) => Buffer | null;
}

const AS_IT_IS: FileForm = { offset: 0, encode: (_offset, bytes) => (isZero(bytes) ? null : bytes) };

/**
 * The file's pieces of a MiB that have to be written, in order, as they stand in the volume. `onPiece` is called for each
 * MiB, and may throw.
 */
async function* dataPieces(
  file: FileHandle,
  extents: readonly Extent[],
  form: FileForm,
  onPiece: (doneBytes: number) => void,
): AsyncGenerator<{ offset: number; bytes: Buffer }> {
  let doneBytes = 0;
  for (const extent of extents) {
    for (let done = 0; done < extent.length; done += MIB) {
      const offset = extent.offset + done;
      const piece = await readPiece(file, offset, Math.min(MIB, extent.length - done));
      doneBytes += piece.byteLength;
      onPiece(doneBytes);
      const bytes = form.encode(offset, piece);
      if (bytes) yield { offset: form.offset + offset, bytes };
    }
  }
}

/**
 * Copies a filesystem's data from its file into the zeroed extent, and reads it back from the disk. `form`: by default as
 * it is, from the volume's start.
 */
export async function copyFilesystem(
  session: DiskSession,
  { extent, kept }: VolumePlace,
  path: string,
  context: Context,
  form: FileForm = AS_IT_IS,
): Promise<void> {
  const writer = session.volumeWriter(extent, kept);
  const extents = await dataExtents(path, extent.length - form.offset, context.signal);
  const file = await open(path, 'r');
  try {
    // Also where all is zeros: a large file of holes takes long to read where the holes are not known.
    const onPiece = (doneBytes: number) => {
      stopIfAborted(context.signal, session.path, UNTOUCHED);
      context.onProgress({ phase: 'format', doneBytes, totalBytes: null });
    };
    for await (const { offset, bytes } of dataPieces(file, extents, form, onPiece))
      await writer.write(extent.offset + offset, bytes);
    await writer.flush();
    for await (const { offset, bytes } of dataPieces(file, extents, form, onPiece)) {
      const onDisk = await session.reader.read(extent.offset + offset, bytes.byteLength);
      if (bytes.equals(onDisk)) continue;
      throw new BmvError(
        'IO_ERROR',
        `the filesystem written at ${extent.offset + offset} of ${session.path} does not read back; nothing lists it; check the disk`,
        { device: session.path, offset: extent.offset + offset },
      );
    }
  } finally {
    await file.close();
  }
}

/**
 * Puts a new volume's contents into free space: zeros, so that nothing of an earlier owner shows, and its
 * filesystem. On stable media when it returns; nothing lists it yet.
 */
export async function fillVolume(
  session: DiskSession,
  place: VolumePlace,
  filesystem: FilesystemFile | null,
  context: Context,
): Promise<void> {
  await zeroPlace(session, place, context);
  if (filesystem) await copyFilesystem(session, place, filesystem.path, context);
}
