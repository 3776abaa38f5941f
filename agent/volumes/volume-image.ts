import type { VolumeOrigin } from '../../proto/catalog.ts';
import { BmvError } from '../../proto/error.ts';
import {
  type BootableFilesystem,
  expectBootable,
  expectEfiArch,
  readBootFiles,
} from '../boot-volume/boot-files.ts';
import type { Context } from '../context.ts';
import { ImageTarget } from '../deployment/image-target.ts';
import { placeImage } from '../deployment/place-image.ts';
import type { ImageChunk, ImageResult, ImageSource } from '../image/types.ts';
import { ConflictError } from '../layout/conflict-error.ts';
import { alignUp, type Extent, MIB } from '../layout/extent.ts';
import { filesystemConflicts } from '../layout/filesystem-conflicts.ts';
import type { FilesystemSignature, Kept, Layout } from '../layout/types.ts';
import { sizeWords } from '../layout/wording.ts';
import { readFilesystemHead } from '../partition-image/root-head.ts';
import { stopIfAborted } from './aborted.ts';
import type { VolumePlace } from './fill-volume.ts';
import type { DiskSession } from './session.ts';

/** A filesystem that a volume is to begin with. `source` was opened with `expect: 'filesystem'`; it stays its owner's. */
export interface VolumeImage {
  readonly source: ImageSource;
  /** Whether it has to hold a system that can be booted from the volume. */
  readonly bootable: boolean;
  /** Whether all of it is read back from the medium. */
  readonly verifyMedia?: boolean;
}

/** The volume that the image is for, as it is planned. */
export interface ImageVolume {
  readonly id: string;
  readonly name: string;
  readonly extent: Extent;
  /** What else the disk has. */
  readonly kept: readonly Kept[];
}

const UNTOUCHED = 'nothing but free space was written; run it again';
/** Zeroed between two looks at Ctrl-C. */
const ZERO_PIECE = 4096 * MIB;
/** Signed URLs are long; a catalog is not. */
const MAX_NAME = 300;

function tooSmall(image: string, imageBytes: number, { name, extent }: ImageVolume): BmvError {
  return new BmvError(
    'VOLUME_TOO_SMALL',
    `volume ${JSON.stringify(name)} of ${sizeWords(extent.length)} is too small for ${image}, which has at least ${sizeWords(imageBytes)}; make it larger`,
    { path: image },
  );
}

/**
 * All that can be known of the image before it is streamed. Throws, before anything is written:
 * `IMAGE_NOT_A_FILESYSTEM`, `VOLUME_TOO_SMALL`, `VOLUME_NOT_BOOTABLE`, and `ConflictError` for a filesystem that the
 * disk has already.
 */
export async function checkVolumeImage(
  { source, bootable }: VolumeImage,
  volume: ImageVolume,
  { disk }: Layout,
  signal: AbortSignal,
): Promise<FilesystemSignature | null> {
  const { head, filesystem } = await readFilesystemHead(source, signal);
  const bytes = head.sizeBytes ?? head.bytes.byteLength;
  if (bytes > volume.extent.length) throw tooSmall(head.name, bytes, volume);
  if (bootable) {
    const named = { ...volume, device: disk.path };
    expectEfiArch(named);
    expectBootable(named, filesystem);
  }
  const placed = filesystem ? [{ name: volume.name, filesystem }] : [];
  const [first, ...rest] = filesystemConflicts(volume.kept, placed);
  if (first) throw new ConflictError([first, ...rest], disk.path);
  return filesystem;
}

function lengthOf(chunk: ImageChunk): number {
  return chunk.kind === 'data' ? chunk.bytes.byteLength : chunk.length;
}

/** The image, and zeros up to the volume's end: nothing of an earlier owner shows. Throws `VOLUME_TOO_SMALL`. */
async function* wholeVolume(
  source: ImageSource,
  volume: ImageVolume,
  alignment: number,
  signal: AbortSignal,
): AsyncGenerator<ImageChunk, ImageResult, void> {
  const { length } = volume.extent;
  const stream = source.stream(signal);
  let finished = false;
  try {
    for (;;) {
      const next = await stream.next();
      if (next.done) {
        finished = true;
        const { sizeBytes } = next.value;
        for (let at = alignUp(sizeBytes, alignment); at < length; at += ZERO_PIECE)
          yield { kind: 'zero', offset: at, length: Math.min(ZERO_PIECE, length - at) };
        return next.value;
      }
      const chunk = next.value;
      const end = chunk.offset + lengthOf(chunk);
      if (end > length) {
        if (chunk.kind === 'data') chunk.release();
        throw tooSmall(source.name, end, volume);
      }
      yield chunk.kind === 'unset' ? { ...chunk, kind: 'zero' } : chunk;
    }
  } finally {
    if (!finished) await stream.return(undefined as never);
  }
}

async function stream(
  session: DiskSession,
  place: VolumePlace,
  image: VolumeImage,
  volume: ImageVolume,
  context: Context,
): Promise<ImageResult> {
  const { source, verifyMedia = false } = image;
  const { extent, kept } = place;
  const writer = session.volumeWriter(extent, kept);
  const target = new ImageTarget(writer, session.disk, { delta: 'never', verifyMedia });
  const whole = {
    name: source.name,
    stream: (signal: AbortSignal) => wholeVolume(source, volume, writer.alignment, signal),
  };
  const { length } = extent;
  const { image: result } = await placeImage(whole, {
    segments: [{ imageOffset: 0, length, diskOffset: extent.offset, mustBeZero: false }],
    writer: target.writer,
    signal: context.signal,
    onBytes: (doneBytes) => context.onProgress({ phase: 'write', doneBytes, totalBytes: length }),
    withholdBytes: 0,
  });
  await writer.flush();
  await target.verify(context);
  return result;
}

/** Throws `VOLUME_NOT_BOOTABLE` for a system that nobody could start later. */
async function expectSystem(
  { path }: DiskSession,
  { id, name, extent }: ImageVolume,
  filesystem: BootableFilesystem,
  { signal }: Context,
): Promise<void> {
  await readBootFiles({ id, name, device: path, extent, filesystem }, signal);
}

/**
 * Fills free space with the image; on stable media when it returns, verified, and not listed by anything. Throws
 * what the image's stream throws, `CHECKSUM_MISMATCH` above all, and `VOLUME_NOT_BOOTABLE`.
 */
export async function fillFromImage(
  session: DiskSession,
  place: VolumePlace,
  image: VolumeImage,
  volume: ImageVolume,
  context: Context,
): Promise<VolumeOrigin> {
  const { path: device } = session;
  try {
    const filesystem = await checkVolumeImage(image, volume, session.layout, context.signal);
    const { checksum } = await stream(session, place, image, volume, context);
    if (image.bootable)
      await expectSystem(session, volume, expectBootable({ ...volume, device }, filesystem), context);
    const name = image.source.name.slice(0, MAX_NAME);
    return {
      ...(image.bootable ? { bootable: true } : {}),
      image: { name, checksum: checksum ?? '' },
    };
  } catch (error) {
    stopIfAborted(context.signal, device, UNTOUCHED);
    if (!(error instanceof BmvError)) throw error;
    const message = `${error.message}; no volume was made, and ${UNTOUCHED}`;
    throw new BmvError(error.code, message, { ...error.fields, cause: error });
  }
}
