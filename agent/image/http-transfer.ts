import { setTimeout as sleep } from 'node:timers/promises';
import { BmvError, type ErrorCode } from '../../proto/error.ts';
import { collect } from './collect.ts';
import { type Answer, HttpClient, header, reasonOf } from './http-client.ts';
import { DEFAULT_BACK_OFF_MS, DEFAULT_RETRIES, type HttpOptions } from './http-options.ts';
import { freePassed } from './own-memory.ts';
import type { Transfer } from './transfer.ts';

/** What the server said of the file when it was first asked. */
interface Found {
  readonly url: string;
  readonly sizeBytes: number | null;
  readonly ranges: boolean;
  /** What `If-Range` takes; null when the server gives nothing that it could. */
  readonly validator: string | null;
}

/** Bytes that are wanted; `offset` moves along as they come. `end` is null for all of the file. */
interface Wanted {
  offset: number;
  readonly end: number | null;
}

/** A connection that ended too early, however it ended; taken up again. */
class Dropped extends Error {}

/** An image behind HTTP or HTTPS. A dropped connection is taken up at the byte where it stopped. */
export class HttpTransfer implements Transfer {
  readonly name: string;
  readonly sizeBytes: number | null;
  readonly seekable: boolean;
  readonly #client: HttpClient;
  readonly #found: Found;
  readonly #retries: number;
  readonly #backOffMs: number;

  private constructor(client: HttpClient, found: Found, options: HttpOptions) {
    this.name = client.shown;
    this.sizeBytes = found.sizeBytes;
    this.seekable = found.ranges;
    this.#client = client;
    this.#found = found;
    this.#retries = options.retries ?? DEFAULT_RETRIES;
    this.#backOffMs = options.backOffMs ?? DEFAULT_BACK_OFF_MS;
  }

  /** Asks for the first byte to learn size, validator and whether ranges work. */
  static async open(location: string, options: HttpOptions = {}): Promise<HttpTransfer> {
    const client = await HttpClient.create(location, options);
    try {
      const { answer, finalUrl } = await client.get(client.url, { range: 'bytes=0-0' });
      await answer.body.dump();
      if (answer.statusCode === 416)
        throw new BmvError('IMAGE_EMPTY', `${client.shown} is empty; get the image again`, {
          url: client.shown,
        });
      expectStatus(answer, client.shown);
      const ranges = answer.statusCode === 206;
      const total = ranges
        ? /\/(\d+)$/.exec(header(answer, 'content-range') ?? '')?.[1]
        : header(answer, 'content-length');
      const sizeBytes = total === undefined || total === null ? null : Number(total);
      return new HttpTransfer(
        client,
        { url: finalUrl, sizeBytes, ranges, validator: validatorOf(answer) },
        options,
      );
    } catch (error) {
      await client.close();
      throw error;
    }
  }

  stream(signal: AbortSignal): AsyncGenerator<Uint8Array, void, void> {
    return this.#download({ offset: 0, end: null }, signal);
  }

  async readAt(offset: number, length: number, signal = new AbortController().signal): Promise<Uint8Array> {
    const pieces = this.#download({ offset, end: offset + length }, signal);
    return await collect(pieces, length, { toItsEnd: true });
  }

  async close(): Promise<void> {
    await this.#client.close();
  }

  /** All wanted bytes over as many connections as it takes. */
  async *#download(wanted: Wanted, signal: AbortSignal): AsyncGenerator<Uint8Array, void, void> {
    let failures = 0;
    for (;;) {
      const before = wanted.offset;
      try {
        yield* this.#connection(wanted, signal);
        return;
      } catch (error) {
        signal.throwIfAborted();
        const mayPass =
          error instanceof Dropped ||
          (error instanceof BmvError && error.code === 'IMAGE_UNREACHABLE' && error.cause);
        if (!mayPass) throw error;
        failures = wanted.offset > before ? 1 : failures + 1;
        if (failures > this.#retries) {
          const why = error instanceof Dropped ? error.message : reasonOf(error.cause);
          throw this.#client.unreachable(
            `it stopped at byte ${wanted.offset} (${why}) and did not go on`,
            error,
          );
        }
        await sleep(this.#backOffMs * 2 ** (failures - 1), undefined, { signal });
      }
    }
  }

  /** What one connection brings of the wanted bytes. Throws `Dropped` when that is not all. */
  async *#connection(wanted: Wanted, signal: AbortSignal): AsyncGenerator<Uint8Array, void, void> {
    const { url, validator } = this.#found;
    const ranged = wanted.offset > 0 || wanted.end !== null;
    const range = ranged
      ? { range: `bytes=${wanted.offset}-${wanted.end === null ? '' : wanted.end - 1}` }
      : {};
    const headers = { ...range, ...(ranged && validator !== null ? { 'if-range': validator } : {}) };
    const { answer } = await this.#client.get(url, headers, signal);
    try {
      this.#expectWanted(answer, wanted.offset);
      yield* this.#body(answer, wanted, signal);
    } finally {
      answer.body.destroy();
    }
  }

  async *#body(answer: Answer, wanted: Wanted, signal: AbortSignal): AsyncGenerator<Uint8Array, void, void> {
    const announced = header(answer, 'content-length');
    const last = announced === null ? null : wanted.offset + Number(announced);
    const size = this.sizeBytes ?? Number.POSITIVE_INFINITY;
    const body = (answer.body as AsyncIterable<Uint8Array>)[Symbol.asyncIterator]();
    for (;;) {
      const next = await body.next().catch((error: unknown) => {
        signal.throwIfAborted();
        throw new Dropped(reasonOf(error));
      });
      signal.throwIfAborted();
      if (next.done) break;
      wanted.offset += next.value.byteLength;
      if (wanted.offset > size)
        throw this.#error(
          'IMAGE_CHANGED',
          `sends more than the ${size} bytes that it announced; start again`,
        );
      yield next.value;
      freePassed(next.value);
    }
    const isShort = wanted.end === null && this.sizeBytes !== null && wanted.offset < size;
    if (isShort || (last !== null && wanted.offset !== last))
      throw new Dropped('the connection ended before the file');
  }

  /** Refuses an answer that is not of this very file, or not of the bytes that were asked for. */
  #expectWanted(answer: Answer, offset: number): void {
    expectStatus(answer, this.name);
    const validator = validatorOf(answer);
    const known = this.#found.validator;
    if (known !== null && validator !== null && validator !== known)
      throw this.#error('IMAGE_CHANGED', 'has changed on the server meanwhile; start again');
    const from = answer.statusCode === 200 ? 0 : startOf(answer);
    if (from === offset) return;
    throw answer.statusCode === 200
      ? this.#error(
          'IMAGE_CHANGED',
          `has changed on the server, or the server cannot go on at byte ${offset}; start again`,
          offset,
        )
      : this.#error(
          'IMAGE_UNREACHABLE',
          `answers with other bytes than those at ${offset}; its server is broken`,
          offset,
        );
  }

  #error(code: ErrorCode, what: string, offset = 0): BmvError {
    return new BmvError(code, `${this.name} ${what}`, { url: this.name, offset });
  }
}

/** Where a 206 begins; -1 when it does not say. */
function startOf(answer: Answer): number {
  return Number(/^bytes (\d+)-/.exec(header(answer, 'content-range') ?? '')?.[1] ?? -1);
}

function expectStatus(answer: Answer, url: string): void {
  const { statusCode } = answer;
  if (statusCode === 200 || statusCode === 206) return;
  throw new BmvError(
    'IMAGE_UNREACHABLE',
    `${url} answered with HTTP status ${statusCode}; check the URL and its permissions`,
    { url },
  );
}

/** An ETag that promises equal bytes, else the date of the last change. */
function validatorOf(answer: Answer): string | null {
  const etag = header(answer, 'etag');
  return etag !== null && !etag.startsWith('W/') ? etag : header(answer, 'last-modified');
}
