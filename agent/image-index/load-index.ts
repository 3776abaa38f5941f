import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { BmvError } from '../../proto/error.ts';
import type { Checksum } from '../image/checksum.ts';
import type { HttpClient } from '../image/http-client.ts';
import { DEFAULT_BACK_OFF_MS, DEFAULT_RETRIES, type HttpOptions } from '../image/http-options.ts';
import { freeOwn } from '../image/own-memory.ts';
import { shownUrl } from '../image/shown-url.ts';
import { decodeIndex } from './decode.ts';
import { GrowingBytes } from './growing-bytes.ts';
import type { ImageIndex } from './image-index.ts';
import { MAGIC, MAX_INDEX_BYTES } from './layout.ts';

/** What an index's file is called besides the image's own name. */
export const INDEX_SUFFIX = '.bmvidx';

/** Statuses of a server that is busy. */
const MAY_PASS: ReadonlySet<number> = new Set([429, 503]);

/** An index that was read. */
export interface LoadedIndex {
  readonly index: ImageIndex;
  /** Without credentials. */
  readonly name: string;
  /** Of the index as stored. */
  readonly sizeBytes: number;
}

function isHttp(location: string): boolean {
  return /^https?:/i.test(location);
}

/** Where an image's index lies: beside it, under its name and a suffix. A query stays behind it. */
export function indexLocation(image: string): string {
  if (!isHttp(image) || !URL.canParse(image)) return `${image}${INDEX_SUFFIX}`;
  const url = new URL(image);
  url.pathname += INDEX_SUFFIX;
  return url.href;
}

function unreachable(name: string, why: string, cause?: unknown): BmvError {
  return new BmvError('IMAGE_UNREACHABLE', `index ${name} ${why}`, { path: name, cause });
}

/** Throws `IMAGE_INDEX_INVALID`. There are servers that answer with the image, or a page, whatever is asked for. */
function expectBeginning(bytes: Buffer, name: string): void {
  const length = Math.min(bytes.byteLength, MAGIC.byteLength);
  if (bytes.subarray(0, length).equals(MAGIC.subarray(0, length))) return;
  throw new BmvError(
    'IMAGE_INDEX_INVALID',
    `${name} is no sound index of an image: it does not begin like one; make it anew (bmv image index)`,
    { path: name },
  );
}

async function download(location: string, options: HttpOptions, signal: AbortSignal): Promise<Uint8Array> {
  const { retries = DEFAULT_RETRIES, backOffMs = DEFAULT_BACK_OFF_MS } = options;
  const { HttpClient, reasonOf } = await import('../image/http-client.ts');
  const client = await HttpClient.create(location, options);
  try {
    for (let failures = 0; ; failures += 1) {
      try {
        return await getOnce(client, signal);
      } catch (error) {
        signal.throwIfAborted();
        const mayPass = !(error instanceof BmvError) || error.cause !== undefined;
        if (!mayPass) throw error;
        if (failures >= retries) {
          if (error instanceof BmvError) throw error;
          throw unreachable(client.shown, `cannot be downloaded: ${reasonOf(error)}`, error);
        }
        await sleep(backOffMs * 2 ** failures, undefined, { signal });
      }
    }
  } finally {
    await client.close();
  }
}

async function getOnce(client: HttpClient, signal: AbortSignal): Promise<Uint8Array> {
  const { answer } = await client.get(client.url, {}, signal);
  const { statusCode } = answer;
  if (statusCode !== 200) {
    await answer.body.dump();
    if (statusCode === 404) throw unreachable(client.shown, 'is not there');
    const cause = MAY_PASS.has(statusCode) ? new Error(`status ${statusCode}`) : undefined;
    throw unreachable(client.shown, `answered with HTTP status ${statusCode}`, cause);
  }
  const bytes = new GrowingBytes();
  for await (const piece of answer.body as AsyncIterable<Uint8Array>) {
    if (bytes.bytes.byteLength + piece.byteLength > MAX_INDEX_BYTES)
      throw unreachable(client.shown, 'is too long');
    bytes.more(piece.byteLength).set(piece);
    expectBeginning(bytes.bytes, client.shown);
  }
  return bytes.bytes;
}

async function readFrom(location: string): Promise<Uint8Array> {
  const path = /^file:\/\//i.test(location) ? fileURLToPath(location) : location;
  try {
    const file = await open(path, 'r');
    try {
      const { size } = await file.stat();
      if (size > MAX_INDEX_BYTES) throw unreachable(path, 'is too long');
      return await file.readFile();
    } finally {
      await file.close();
    }
  } catch (error) {
    if (error instanceof BmvError) throw error;
    const { code } = error as NodeJS.ErrnoException;
    throw unreachable(
      path,
      code === 'ENOENT' ? 'is not there' : `cannot be read (${code ?? String(error)})`,
      error,
    );
  }
}

function expectChecksum(bytes: Uint8Array, name: string, checksum: Checksum | null): void {
  if (!checksum) return;
  const found = createHash(checksum.algorithm).update(bytes).digest('hex');
  if (found === checksum.value) return;
  throw new BmvError(
    'CHECKSUM_MISMATCH',
    `index ${name} has ${checksum.algorithm} ${found}, expected ${checksum.value}; get the index and its checksum again`,
    { path: name },
  );
}

/**
 * Reads an index by path or URL: one GET, again where that may help. `checksum`: of the index itself. Throws `IMAGE_UNREACHABLE`,
 * `CHECKSUM_MISMATCH`, `IMAGE_INDEX_INVALID`.
 */
export async function loadIndex(
  location: string,
  options: HttpOptions,
  checksum: Checksum | null,
  signal: AbortSignal,
): Promise<LoadedIndex> {
  const name = isHttp(location) ? shownUrl(location) : location;
  const bytes = isHttp(location) ? await download(location, options, signal) : await readFrom(location);
  expectChecksum(bytes, name, checksum);
  const sizeBytes = bytes.byteLength;
  const index = decodeIndex(bytes, name);
  freeOwn(bytes);
  return { index, name, sizeBytes };
}
