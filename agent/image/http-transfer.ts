import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { Agent, type Dispatcher, request } from 'undici';
import { BmvError } from '../../proto/error.ts';
import type { Transfer } from './transfer.ts';

/** How to reach a server. Every limit has a default. */
export interface HttpOptions {
  /** PEM file with the only certificate authorities to trust. Default: the system's. */
  readonly caFile?: string;
  /** Redirects that are followed. Default 0. */
  readonly followRedirects?: number;
  /** Longest wait for a connection, an answer, or the next byte, in milliseconds. Default 60,000. */
  readonly timeoutMs?: number;
  /** How often a dropped connection is taken up again without having brought a byte. Default 5. */
  readonly retries?: number;
  /** First pause before taking up again, doubled each time, in milliseconds. Default 500. */
  readonly backOffMs?: number;
}

type Answer = Dispatcher.ResponseData;

/** Where a dropped download goes on: the answer must be of this very file. */
interface Position {
  offset: number;
  readonly validator: string | null;
}

/** An image behind HTTP or HTTPS. A dropped connection is taken up at the byte where it stopped. */
export class HttpTransfer implements Transfer {
  readonly name: string;
  readonly sizeBytes: number | null;
  readonly seekable: boolean;
  readonly #url: string;
  readonly #authorization: string | null;
  readonly #options: Required<Omit<HttpOptions, 'caFile'>>;
  readonly #agent: Agent;
  readonly #validator: string | null;

  private constructor(
    url: URL,
    authorization: string | null,
    agent: Agent,
    options: Required<Omit<HttpOptions, 'caFile'>>,
    found: { sizeBytes: number | null; seekable: boolean; validator: string | null },
  ) {
    this.#url = url.href;
    this.name = url.href;
    this.#authorization = authorization;
    this.#agent = agent;
    this.#options = options;
    this.#validator = found.validator;
    this.sizeBytes = found.sizeBytes;
    this.seekable = found.seekable;
  }

  /** Asks for the first byte to learn size, validator and whether ranges work. */
  static async open(location: string, options: HttpOptions = {}): Promise<HttpTransfer> {
    const { followRedirects = 0, timeoutMs = 60_000, retries = 5, backOffMs = 500 } = options;
    const { url, authorization } = withoutCredentials(location);
    const ca =
      options.caFile === undefined
        ? undefined
        : await readFile(options.caFile, 'utf8').catch((cause: unknown) => {
            throw new BmvError(
              'IMAGE_UNREACHABLE',
              `CA file ${options.caFile} cannot be read; check the path`,
              { path: options.caFile ?? '', cause },
            );
          });
    const agent = new Agent({
      connect: { timeout: timeoutMs, ...(ca === undefined ? {} : { ca }) },
      headersTimeout: timeoutMs,
      bodyTimeout: timeoutMs,
    });
    const limits = { followRedirects, timeoutMs, retries, backOffMs };
    const unknown = { sizeBytes: null, seekable: false, validator: null };
    try {
      const probe = new HttpTransfer(url, authorization, agent, limits, unknown);
      const { answer, finalUrl } = await probe.#follow(url.href, { range: 'bytes=0-0' });
      await answer.body.dump();
      if (answer.statusCode === 416)
        throw new BmvError('IMAGE_EMPTY', `${probe.name} is empty; get the image again`, { url: probe.name });
      probe.#expectStatus(answer, [200, 206]);
      const ranged = answer.statusCode === 206;
      const total = ranged
        ? /\/(\d+)$/.exec(header(answer, 'content-range') ?? '')?.[1]
        : header(answer, 'content-length');
      return new HttpTransfer(new URL(finalUrl), authorization, agent, limits, {
        sizeBytes: total === undefined || total === null ? null : Number(total),
        seekable: ranged,
        validator: strongValidator(answer),
      });
    } catch (error) {
      await agent.close();
      throw error;
    }
  }

  async *stream(signal: AbortSignal): AsyncGenerator<Uint8Array, void, void> {
    const position: Position = { offset: 0, validator: this.#validator };
    let failures = 0;
    for (;;) {
      const before = position.offset;
      try {
        yield* this.#streamFrom(position, signal);
        return;
      } catch (error) {
        if (signal.aborted || (error instanceof BmvError && !isDropped(error))) throw error;
        failures = position.offset > before ? 1 : failures + 1;
        if (failures > this.#options.retries)
          throw this.#unreachable(`dropped at byte ${position.offset} and did not come back`, error);
        await sleep(this.#options.backOffMs * 2 ** (failures - 1), undefined, { signal });
      }
    }
  }

  async readAt(offset: number, length: number, signal?: AbortSignal): Promise<Uint8Array> {
    const bytes = new Uint8Array(length);
    let done = 0;
    const position = { offset, validator: this.#validator };
    const stop = signal ?? new AbortController().signal;
    for await (const piece of this.#streamFrom(position, stop, offset + length)) {
      bytes.set(piece.subarray(0, length - done), done);
      done = Math.min(length, done + piece.byteLength);
      if (done === length) break;
    }
    return bytes.subarray(0, done);
  }

  async close(): Promise<void> {
    await this.#agent.destroy();
  }

  /** One connection's worth of bytes from `position`, which moves along. */
  async *#streamFrom(
    position: Position,
    signal: AbortSignal,
    end?: number,
  ): AsyncGenerator<Uint8Array, void, void> {
    const ranged = position.offset > 0 || end !== undefined;
    const headers: Record<string, string> = ranged
      ? { range: `bytes=${position.offset}-${end === undefined ? '' : end - 1}` }
      : {};
    if (ranged && position.validator) headers['if-range'] = position.validator;
    const { answer } = await this.#follow(this.#url, headers, signal);
    try {
      if (ranged && answer.statusCode === 200 && position.offset > 0) {
        throw new BmvError(
          'IMAGE_CHANGED',
          `${this.name} has changed on the server, or the server cannot go on at byte ${position.offset}; start again`,
          {
            url: this.name,
            offset: position.offset,
          },
        );
      }
      this.#expectStatus(answer, [200, 206]);
      const expected = Number(header(answer, 'content-length') ?? Number.NaN);
      let received = 0;
      for await (const piece of answer.body as AsyncIterable<Uint8Array>) {
        signal.throwIfAborted();
        received += piece.byteLength;
        position.offset += piece.byteLength;
        yield piece;
      }
      if (!Number.isNaN(expected) && received !== expected) throw dropped(this.name, position.offset);
      if (end === undefined && this.sizeBytes !== null && position.offset !== this.sizeBytes)
        throw dropped(this.name, position.offset);
    } finally {
      answer.body.destroy();
    }
  }

  async #follow(
    from: string,
    headers: Record<string, string>,
    signal?: AbortSignal,
  ): Promise<{ answer: Answer; finalUrl: string }> {
    let url = from;
    for (let hops = 0; ; hops += 1) {
      const sameHost = new URL(url).host === new URL(this.#url).host;
      const authorization =
        this.#authorization !== null && sameHost ? { authorization: this.#authorization } : {};
      const answer = await this.#request(url, { ...headers, ...authorization }, signal);
      const target = header(answer, 'location');
      if (answer.statusCode < 300 || answer.statusCode >= 400 || !target) return { answer, finalUrl: url };
      await answer.body.dump();
      const next = new URL(target, url);
      if (hops >= this.#options.followRedirects) {
        throw new BmvError(
          'IMAGE_UNREACHABLE',
          `${this.name} redirects to ${next.href}; use that URL, or allow it (--follow-redirects ${hops + 1})`,
          {
            url: this.name,
          },
        );
      }
      url = next.href;
    }
  }

  async #request(url: string, headers: Record<string, string>, signal?: AbortSignal): Promise<Answer> {
    try {
      return await request(url, { dispatcher: this.#agent, headers, ...(signal ? { signal } : {}) });
    } catch (error) {
      if (signal?.aborted) throw error;
      throw this.#unreachable(reasonOf(error), error);
    }
  }

  #expectStatus(answer: Answer, allowed: readonly number[]): void {
    if (allowed.includes(answer.statusCode)) return;
    throw new BmvError(
      'IMAGE_UNREACHABLE',
      `${this.name} answered with HTTP status ${answer.statusCode}; check the URL and its permissions`,
      {
        url: this.name,
      },
    );
  }

  #unreachable(why: string, cause: unknown): BmvError {
    return new BmvError(
      'IMAGE_UNREACHABLE',
      `${this.name} cannot be downloaded: ${why}; check the URL and the network`,
      { url: this.name, cause },
    );
  }
}

const DROPPED = new WeakSet<BmvError>();

/** A download that ended too early; taken up again. */
function dropped(url: string, offset: number): BmvError {
  const error = new BmvError(
    'IMAGE_TRUNCATED',
    `the download of ${url} ended at byte ${offset}, before its end; try again`,
    { url, offset },
  );
  DROPPED.add(error);
  return error;
}

function isDropped(error: BmvError): boolean {
  return DROPPED.has(error) || (error.code === 'IMAGE_UNREACHABLE' && error.cause !== undefined);
}

function header(answer: Answer, name: string): string | null {
  const value = answer.headers[name];
  return typeof value === 'string' ? value : null;
}

/** An ETag that promises equal bytes, else the date of the last change. */
function strongValidator(answer: Answer): string | null {
  const etag = header(answer, 'etag');
  return etag !== null && !etag.startsWith('W/') ? etag : header(answer, 'last-modified');
}

function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return code ? `${message || 'failed'} (${code})` : String(error);
}

/** Credentials go into a header and nowhere else. */
function withoutCredentials(location: string): { url: URL; authorization: string | null } {
  const url = new URL(location);
  const { username, password } = url;
  url.username = '';
  url.password = '';
  const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return {
    url,
    authorization: username || password ? `Basic ${Buffer.from(pair).toString('base64')}` : null,
  };
}
