import { spawn } from 'node:child_process';
import { constants, createGunzip, createZstdDecompress, type Gunzip, type ZstdDecompress } from 'node:zlib';
import { toolEnvironment, toolMissing } from '../../hardware-managers/linux/command.ts';
import { BmvError, type ErrorCode } from '../../proto/error.ts';
import { Feed, Pieces } from './decompressor-feed.ts';
import { largerPieces } from './filler.ts';
import type { StreamFormat } from './format.ts';
import { freeOwn, freePassed } from './own-memory.ts';
import { isZero } from './zeros.ts';

/** Decoders that are programs: they find truncation and trailing garbage themselves. */
const PROGRAMS = {
  xz: ['xz', '-dc'],
  bzip2: ['bzip2', '-dc'],
} as const;

/** What zlib and zstd are given at a time, and what they give away: smaller pieces take longer. */
const PACKED_PIECE = 512 * 1024;
const DECODED_PIECE = 1024 * 1024;
/** Memory that a zstd frame may ask for, as a power of 2: 256 MiB. */
const ZSTD_WINDOW_LOG = 28;

type Bytes = AsyncGenerator<Uint8Array, void, void>;

/** The decoded bytes of a stream. Throws `IMAGE_TRUNCATED`, `IMAGE_TRAILING_GARBAGE` or `IMAGE_CORRUPT`. */
export function decode(format: StreamFormat, bytes: Bytes, name: string, signal: AbortSignal): Bytes {
  if (format === 'raw') return bytes;
  if (format === 'gzip') return gunzip(bytes, name);
  if (format === 'zstd') return unzstd(bytes, name);
  return decodeByProgram(PROGRAMS[format], bytes, name, signal);
}

const TRUNCATED = /unexpected end|truncat|ends? unexpectedly|premature end|Z_BUF_ERROR/i;
const GARBAGE = /trailing garbage|incorrect header|unknown frame descriptor|not recognized/i;

/** What a decoder said, which may be several lines, as one error. */
function failure(said: string, name: string, cause: unknown): BmvError {
  const lines = said.split('\n').map((line) => line.trim());
  const error = (code: ErrorCode, what: string, telling: RegExp | null) => {
    const line =
      (telling ? lines.find((text) => telling.test(text)) : null) ??
      lines.find((text) => text !== '') ??
      'no reason given';
    return new BmvError(code, `${name} ${what}: ${line}; get it again`, { path: name, cause });
  };
  if (TRUNCATED.test(said)) return error('IMAGE_TRUNCATED', 'is truncated', TRUNCATED);
  if (GARBAGE.test(said))
    return error('IMAGE_TRAILING_GARBAGE', 'has something else behind its compressed data', GARBAGE);
  return error('IMAGE_CORRUPT', 'cannot be decompressed', null);
}

/** A piece is valid until the next one is asked for. */
async function* passing(pieces: AsyncIterable<Uint8Array>): Bytes {
  let last: Uint8Array | null = null;
  for await (const piece of pieces) {
    yield piece;
    freePassed(piece);
    last = piece;
  }
  if (last) freeOwn(last);
}

/** Decompresses from the next piece on until the decompressor takes no more; what it leaves are the next pieces. */
async function* decompress(unzip: Gunzip | ZstdDecompress, pieces: Pieces, name: string): Bytes {
  const feed = new Feed(unzip, pieces);
  const fed = feed.run();
  try {
    yield* passing(unzip);
    await fed;
  } catch (error) {
    if (feed.error !== null) throw feed.error;
    throw failure(error instanceof Error ? error.message : String(error), name, error);
  } finally {
    unzip.destroy();
  }
}

async function* gunzip(bytes: Bytes, name: string): Bytes {
  const pieces = new Pieces(largerPieces(bytes, PACKED_PIECE));
  try {
    yield* decompress(createGunzip({ chunkSize: DECODED_PIECE }), pieces, name);
    // At zeros behind the data, which are padding, zlib stops and says nothing of what follows. It is read all the
    // same, for the checksum of the file and for what it is.
    for (let rest = await pieces.next(); rest; rest = await pieces.next())
      if (!isZero(rest)) throw failure('trailing garbage', name, null);
  } finally {
    pieces.close();
  }
}

async function* unzstd(bytes: Bytes, name: string): Bytes {
  const pieces = new Pieces(largerPieces(bytes, PACKED_PIECE));
  const params = { [constants.ZSTD_d_windowLogMax]: ZSTD_WINDOW_LOG };
  try {
    // Node's decompressor ends where a frame does, unless a piece ends there too; the next frame has one of its own.
    do yield* decompress(createZstdDecompress({ chunkSize: DECODED_PIECE, params }), pieces, name);
    while (pieces.hasRest);
  } finally {
    pieces.close();
  }
}

async function* decodeByProgram(
  argv: readonly [string, ...string[]],
  bytes: Bytes,
  name: string,
  signal: AbortSignal,
): Bytes {
  const [tool, ...args] = argv;
  const child = spawn(tool, args, { stdio: ['pipe', 'pipe', 'pipe'], env: toolEnvironment(), signal });
  let stderr = '';
  child.stderr.on('data', (text: Buffer) => {
    stderr = (stderr + text.toString()).slice(-2000);
  });
  let spawnError: unknown = null;
  child.on('error', (error: NodeJS.ErrnoException) => {
    spawnError = error.code === 'ENOENT' ? toolMissing(tool) : error;
  });
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  const fed = feedProgram(child.stdin, bytes);
  try {
    yield* passing(child.stdout);
    await fed;
    const code = await ended;
    if (spawnError !== null) throw spawnError;
    // bzip2 only warns of garbage behind its data.
    if (code !== 0 || GARBAGE.test(stderr)) throw failure(stderr, name, null);
  } finally {
    child.kill('SIGKILL');
    fed.catch(() => {});
  }
}

async function feedProgram(stdin: NodeJS.WritableStream, bytes: Bytes): Promise<void> {
  let closed = false;
  stdin.on('error', () => {
    closed = true;
  });
  try {
    for await (const piece of bytes) {
      if (closed) return;
      const own = Buffer.from(piece);
      await new Promise<void>((resolve) => {
        // The piece is used again for the next one: wait until it has been taken.
        stdin.write(own, () => resolve());
      });
      freeOwn(own);
    }
  } finally {
    stdin.end();
  }
}
