import { fileURLToPath } from 'node:url';
import { BmvError } from '../../proto/error.ts';
import type { DeltaLimits } from '../image-delta/disk-reuse.ts';
import { type Checksum, findChecksum, parseChecksum } from './checksum.ts';
import { FileTransfer } from './file-transfer.ts';
import type { HttpOptions } from './http-options.ts';
import { OpenedImage } from './opened-image.ts';
import { DEFAULT_MAP_BYTES } from './qcow2/qcow2-image.ts';
import { shownUrl } from './shown-url.ts';
import type { Transfer } from './transfer.ts';
import type { ImageSource } from './types.ts';

export interface ImageOptions extends HttpOptions {
  /** `ALGO:HEX`, `HEX`, `ALGO:LOCATION`, or the URL or path of a checksum file. */
  readonly checksum?: string;
  /** What the decoded bytes are: a disk with a table (the default), or a filesystem alone. */
  readonly expect?: 'disk' | 'filesystem';
  /** Most memory in bytes for the map of a qcow2 image; one that needs more is refused. Default 64 MiB. */
  readonly mapBytes?: number;
  /**
   * Index by which only that is downloaded which the disk does not have: `auto` (beside an image behind a URL, if there
   * is one), `never` (the default), or its path or URL.
   */
  readonly index?: string;
  /** Of the index; forms as of `checksum`. */
  readonly indexChecksum?: string;
  readonly deltaLimits?: DeltaLimits;
}

/** A checksum file larger than this is none. */
const MAX_CHECKSUM_FILE = 4 * 1024 * 1024;

/** Opens an image by path or URL; nothing of it is read yet, only an index that was named. */
export async function openImage(location: string, options: ImageOptions = {}): Promise<ImageSource> {
  const checksum =
    options.checksum === undefined ? null : await resolveChecksum(options.checksum, location, options);
  const { index = 'never' } = options;
  // Nothing is downloaded of a local file: to compare it with the disk while it is written costs less.
  const isWorthIt = isHttp(location) || options.indexChecksum !== undefined;
  const isWanted = index === 'auto' ? isWorthIt : index !== 'never';
  if (isWanted) return await openByIndex(location, { ...options, index }, checksum);
  return openWhole(await openTransfer(location, options), options, checksum);
}

function openWhole(transfer: Transfer, options: ImageOptions, checksum: Checksum | null): ImageSource {
  const { expect = 'disk', mapBytes = DEFAULT_MAP_BYTES } = options;
  return new OpenedImage(transfer, { checksum, expect, mapBytes });
}

async function openByIndex(
  location: string,
  options: ImageOptions & { readonly index: string },
  checksum: Checksum | null,
): Promise<ImageSource> {
  const [{ DeltaImage }, { indexLocation }] = await Promise.all([
    import('../image-delta/delta-image.ts'),
    import('../image-index/load-index.ts'),
  ]);
  const index = options.index === 'auto' ? indexLocation(location) : options.index;
  const http = sameOrigin(index, location, options);
  const indexChecksum =
    options.indexChecksum === undefined ? null : await resolveChecksum(options.indexChecksum, index, http);
  const transfer = await openTransfer(location, options);
  try {
    const whole = openWhole(transfer, options, checksum);
    const isNamed = options.index !== 'auto' || indexChecksum !== null;
    const image = new DeltaImage(whole, transfer, {
      ...options.deltaLimits,
      index,
      http,
      checksum,
      indexChecksum,
    });
    if (isNamed) await image.loadIndex(new AbortController().signal);
    return image;
  } catch (error) {
    await transfer.close();
    throw error;
  }
}

/** With one slash or none it is the same URL, which may hold the same secrets, and no path. */
function isHttp(location: string): boolean {
  return /^https?:/i.test(location);
}

async function openTransfer(location: string, options: HttpOptions): Promise<Transfer> {
  if (isHttp(location)) {
    // Loaded when it is needed: it would be a fifth of every start.
    const { HttpTransfer } = await import('./http-transfer.ts');
    return await HttpTransfer.open(location, options);
  }
  if (/^file:\/\//i.test(location)) return await FileTransfer.open(fileURLToPath(location));
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(location);
  if (scheme)
    throw new BmvError(
      'USAGE',
      `${scheme[1]} is no scheme that images come by; use http, https, file or a path`,
      { url: shownUrl(location) },
    );
  return await FileTransfer.open(location);
}

async function resolveChecksum(text: string, image: string, options: HttpOptions): Promise<Checksum> {
  const parsed = parseChecksum(text);
  if ('value' in parsed) return parsed;
  const transfer = await openTransfer(parsed.location, sameOrigin(parsed.location, image, options));
  try {
    const bytes = await transfer.readAt(
      0,
      Math.min(transfer.sizeBytes ?? MAX_CHECKSUM_FILE, MAX_CHECKSUM_FILE),
    );
    return findChecksum(Buffer.from(bytes).toString('utf8'), image, parsed.algorithm);
  } finally {
    await transfer.close();
  }
}

/** HAZARD: credentials are for the image's server; a checksum may lie on any other. */
function sameOrigin(location: string, image: string, options: HttpOptions): HttpOptions {
  const isSame =
    URL.canParse(location) && URL.canParse(image) && new URL(location).origin === new URL(image).origin;
  const { authorization, ...others } = options;
  return isSame || authorization === undefined ? options : others;
}
