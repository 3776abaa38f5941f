import { spawn } from 'node:child_process';
import { createGunzip, type Gunzip } from 'node:zlib';
import { toolEnvironment, toolMissing } from '../../hardware-managers/linux/command.ts';
import { BmvError, type ErrorCode } from '../../proto/error.ts';
import type { StreamFormat } from './format.ts';
import { freeOwn, freePassed } from './own-memory.ts';
import { isZero } from './zeros.ts';

/** Decoders that are programs: they find truncation and trailing garbage themselves. */
const PROGRAMS = {
  zstd: ['zstd', '-dc', '-q', '--memory=256MB'],
  xz: ['xz', '-dc'],
  bzip2: ['bzip2', '-dc'],
} as const;

const GUNZIP_PIECE = 1024 * 1024;

type Bytes = AsyncGenerator<Uint8Array, void, void>;

/** The decoded bytes of a stream. Throws `IMAGE_TRUNCATED`, `IMAGE_TRAILING_GARBAGE` or `IMAGE_CORRUPT`. */
export function decode(format: StreamFormat, bytes: Bytes, name: string, signal: AbortSignal): Bytes {
  if (format === 'raw') return bytes;
  return format === 'gzip' ? gunzip(bytes, name) : decodeByProgram(PROGRAMS[format], bytes, name, signal);
}

const TRUNCATED = /unexpected end|truncat|ends? unexpectedly|premature end|Z_BUF_ERROR/i;
const GARBAGE = /trailing garbage|incorrect header|unsupported format|not recognized/i;

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
  for await (const piece of pieces) {
    yield piece;
    freePassed(piece);
  }
}

async function* gunzip(bytes: Bytes, name: string): Bytes {
  const unzip = createGunzip({ chunkSize: GUNZIP_PIECE });
  const input = new GunzipInput(unzip, bytes);
  const fed = input.feed();
  try {
    yield* passing(unzip);
    await fed;
  } catch (error) {
    if (input.error !== null) throw input.error;
    throw failure(error instanceof Error ? error.message : String(error), name, error);
  } finally {
    unzip.destroy();
  }
  if (input.isGarbageBehind) throw failure('trailing garbage', name, null);
}

/**
 * Gives a stream to zlib, piece by piece. At zeros behind the data, which are padding, zlib stops and says
 * nothing of what follows: the rest is read all the same, for the checksum of the file and for what it is.
 */
class GunzipInput {
  readonly #unzip: Gunzip;
  readonly #bytes: Bytes;
  #onClose = () => {};
  /** What the stream failed with; zlib's own errors are zlib's to tell. */
  error: unknown = null;
  isGarbageBehind = false;

  constructor(unzip: Gunzip, bytes: Bytes) {
    this.#unzip = unzip;
    this.#bytes = bytes;
    unzip.once('close', () => this.#onClose());
  }

  /** Resolves when all was read or zlib has ended. Never rejects. */
  async feed(): Promise<void> {
    try {
      await this.#feed();
    } catch (error) {
      this.error = error;
      this.#unzip.destroy(new Error('its input ended'));
    }
  }

  async #feed(): Promise<void> {
    let given = 0;
    let isDone = false;
    for await (const piece of this.#bytes) {
      let rest = piece;
      if (!isDone) {
        if (!(await this.#write(piece))) return;
        given += piece.byteLength;
        rest = piece.subarray(piece.byteLength - (given - this.#unzip.bytesWritten));
        isDone = rest.byteLength > 0;
      }
      this.isGarbageBehind ||= !isZero(rest);
    }
    if (!isDone) this.#unzip.end();
  }

  /** Resolves when zlib has taken the piece; false when it takes no more. */
  async #write(piece: Uint8Array): Promise<boolean> {
    return await new Promise((resolve) => {
      // HAZARD: a stream that is destroyed while a write waits for room never calls that write back.
      this.#onClose = () => resolve(false);
      // zlib holds the piece no longer than this promise, after which it is used again.
      this.#unzip.write(piece, (error) => resolve(!error));
    });
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
