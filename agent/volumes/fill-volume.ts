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

const UNTOUCHED = 'nothing but free space was written; run it again';

/** Free space that becomes a volume. */
interface VolumePlace {
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

/** The file's pieces of a MiB that are not zero, in order. `onPiece` is called for each MiB, and may throw. */
async function* dataPieces(
  file: FileHandle,
  extents: readonly Extent[],
  onPiece: (doneBytes: number) => void,
): AsyncGenerator<{ offset: number; bytes: Buffer }> {
  let doneBytes = 0;
  for (const extent of extents) {
    for (let done = 0; done < extent.length; done += MIB) {
      const offset = extent.offset + done;
      const bytes = await readPiece(file, offset, Math.min(MIB, extent.length - done));
      doneBytes += bytes.byteLength;
      onPiece(doneBytes);
      if (!isZero(bytes)) yield { offset, bytes };
    }
  }
}

/** Copies a filesystem's data into the zeroed extent and reads it back from the disk. */
async function copyFilesystem(
  session: DiskSession,
  { extent, kept }: VolumePlace,
  path: string,
  context: Context,
): Promise<void> {
  const writer = session.volumeWriter(extent, kept);
  const extents = await dataExtents(path, extent.length, context.signal);
  const file = await open(path, 'r');
  try {
    // Also where all is zeros: a large file of holes takes long to read where the holes are not known.
    const onPiece = (doneBytes: number) => {
      stopIfAborted(context.signal, session.path, UNTOUCHED);
      context.onProgress({ phase: 'format', doneBytes, totalBytes: null });
    };
    for await (const { offset, bytes } of dataPieces(file, extents, onPiece))
      await writer.write(extent.offset + offset, bytes);
    await writer.flush();
    for await (const { offset, bytes } of dataPieces(file, extents, onPiece)) {
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
