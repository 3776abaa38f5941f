import { gunzipSync } from 'node:zlib';
import { BmvError } from '../../proto/error.ts';
import { jsonConfigDrive } from './json-config-drive.ts';

/** Ironic's own limit for a config drive, bytes. */
export const MAX_CONFIG_DRIVE = 64 * 1024 * 1024;

export interface DecodeOptions {
  /** Goes into the metadata of a JSON config drive. */
  readonly nodeUuid: string;
  /** Fetches what is behind a URL. */
  readonly fetchUrl: (url: string) => Promise<Uint8Array>;
}

function invalid(why: string, cause?: unknown): BmvError {
  return new BmvError('CONFIG_DRIVE_INVALID', `the config drive ${why}; nothing was written`, { cause });
}

/** Base64 of a gzip file, as Ironic stores it. Never quotes what it cannot read. */
function unpack(text: string): Uint8Array {
  const compact = text.replaceAll(/\s+/g, '');
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(compact)) throw invalid('is not base64');
  const packed = Buffer.from(compact, 'base64');
  let image: Buffer;
  try {
    image = gunzipSync(packed, { maxOutputLength: MAX_CONFIG_DRIVE });
  } catch (error) {
    const isLarge = error instanceof RangeError;
    throw invalid(isLarge ? `has more than ${MAX_CONFIG_DRIVE} bytes` : 'is not gzip inside base64', error);
  }
  if (image.byteLength === 0) throw invalid('is empty');
  return image;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw invalid('begins like JSON and is none');
  }
}

/**
 * The image of a config drive in any form that Ironic has for it: base64 of its gzip, a URL of such, or JSON
 * (as an object or as text); null for none. Throws `CONFIG_DRIVE_INVALID`.
 */
export async function decodeConfigDrive(
  value: unknown,
  { nodeUuid, fetchUrl }: DecodeOptions,
): Promise<Uint8Array | null> {
  if (value === null || value === undefined || value === '') return null;
  if (typeof value === 'object') return jsonConfigDrive(value, nodeUuid);
  if (typeof value !== 'string') throw invalid('is neither text nor an object');
  if (/^\s*\{/.test(value)) return jsonConfigDrive(parseJson(value), nodeUuid);
  if (/^https?:\/\//i.test(value)) return unpack(Buffer.from(await fetchUrl(value)).toString('latin1'));
  return unpack(value);
}
