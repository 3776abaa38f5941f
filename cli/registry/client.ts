import { Agent, type Dispatcher, request } from 'undici';
import type { ZodType, z } from 'zod';
import { reasonOf } from '../../agent/image/http-client.ts';
import { shownUrl } from '../../agent/image/shown-url.ts';
import { BmvError } from '../../proto/error.ts';
import { problemSchema } from '../../registry/api/schemas/common.ts';
import { type Address, isOpenRoad, readAuthorities, registryAddress, wayTo } from './address.ts';
import { type CredentialOptions, credentialHeaders } from './credentials.ts';
import { problemError } from './problem.ts';

/** How to reach a registry. */
export interface ClientOptions extends CredentialOptions {
  /** `http` or `https`, without credentials, may have a path; or `unix:/PATH`. */
  readonly registry: string;
  /** PEM file with the only certificate authorities to trust. Default: the system's. */
  readonly ca?: string;
  /** Send credentials also over `http` to another machine. */
  readonly plainHttp?: boolean;
  /** Longest wait for an answer, seconds. */
  readonly timeout: number;
  /** Of an answer. Default 64 MiB. */
  readonly maxAnswerBytes?: number;
  /** Longest silence of a stream, milliseconds. Default three of the registry's heartbeats: 45,000. */
  readonly streamSilenceMs?: number;
}

/** Values of a query; what is undefined is left out. */
export type Query = Readonly<Record<string, string | number | boolean | undefined>>;

export interface Call {
  readonly method: 'GET' | 'POST' | 'PUT';
  /** From `/v1` on. */
  readonly path: string;
  readonly query?: Query;
  readonly body?: object;
  readonly headers?: Readonly<Record<string, string>>;
}

interface Connection {
  readonly address: Address;
  readonly headers: Readonly<Record<string, string>>;
  readonly dispatcher: Dispatcher;
  readonly timeoutMs: number;
  readonly maxAnswerBytes: number;
  readonly signal: AbortSignal;
}

const MAX_ANSWER_BYTES = 64 * 1024 * 1024;
const STREAM_SILENCE_MS = 45_000;

/** Requests to one registry: who asks, how long it may take, and answers that have their form. */
export class RegistryClient {
  /** Of the registry, for people. */
  readonly shown: string;
  readonly #connection: Connection;

  private constructor(connection: Connection) {
    this.#connection = connection;
    this.shown = connection.address.shown;
  }

  /** Throws `USAGE`. `signal` ends requests with `ABORTED`. */
  static async open(
    options: ClientOptions,
    env: Readonly<Record<string, string | undefined>>,
    signal: AbortSignal,
  ): Promise<RegistryClient> {
    const { ca, timeout, maxAnswerBytes = MAX_ANSWER_BYTES, streamSilenceMs = STREAM_SILENCE_MS } = options;
    const address = registryAddress(options.registry);
    const { shown, socketPath } = address;
    const headers = await credentialHeaders(options, env);
    if (isOpenRoad(address) && !options.plainHttp && Object.keys(headers).length > 0)
      throw new BmvError(
        'USAGE',
        `${shown} is another machine, and http:// would show it password or token to whoever listens; use https://, or allow it: --plain-http`,
        { url: shown },
      );
    const timeoutMs = timeout * 1000;
    const authorities = ca === undefined ? {} : { ca: await readAuthorities(ca) };
    const dispatcher = new Agent({
      connect: { timeout: timeoutMs, ...authorities, ...(socketPath === null ? {} : { socketPath }) },
      headersTimeout: timeoutMs,
      bodyTimeout: Math.max(timeoutMs, streamSilenceMs),
    });
    return new RegistryClient({ address, headers, dispatcher, timeoutMs, maxAnswerBytes, signal });
  }

  /** The answer's JSON. Throws the registry's own codes, `REGISTRY_UNREACHABLE`, `REGISTRY_ANSWER`, `ABORTED`. */
  async json<Schema extends ZodType>(call: Call, schema: Schema): Promise<z.output<Schema>> {
    const limit = AbortSignal.timeout(this.#connection.timeoutMs);
    try {
      const answer = await this.#send(call, limit);
      const text = await this.#text(answer, call);
      if (answer.statusCode < 200 || answer.statusCode > 299) throw this.#refusal(answer, text, call);
      return this.#parsed(text, schema, call);
    } catch (error) {
      throw this.#failure(error, call, limit.aborted);
    }
  }

  /** The body of an answer that goes on for as long as it likes. Throws as `json`; so does reading. */
  async *stream(call: Call, signal: AbortSignal): AsyncGenerator<Uint8Array> {
    try {
      const answer = await this.#send(
        { ...call, headers: { ...call.headers, accept: 'text/event-stream' } },
        signal,
      );
      if (answer.statusCode !== 200) throw this.#refusal(answer, await this.#text(answer, call), call);
      const type = String(answer.headers['content-type'] ?? '');
      if (!type.startsWith('text/event-stream')) {
        answer.body.destroy();
        throw this.#misfit(call, `is ${type || 'of no type'} where a stream of events is expected`);
      }
      yield* answer.body;
    } catch (error) {
      throw this.#failure(error, call, false);
    }
  }

  async close(): Promise<void> {
    await this.#connection.dispatcher.destroy();
  }

  async #send(
    { method, path, query = {}, body, headers }: Call,
    signal: AbortSignal,
  ): Promise<Dispatcher.ResponseData> {
    const { address, dispatcher } = this.#connection;
    const target = new URL(address.url);
    target.pathname = target.pathname.replace(/\/$/, '') + path;
    for (const [name, value] of Object.entries(query))
      if (value !== undefined) target.searchParams.set(name, String(value));
    const answer = await request(target, {
      ...{ method, dispatcher, signal: AbortSignal.any([signal, this.#connection.signal]) },
      headers: {
        accept: 'application/json, application/problem+json',
        ...(body ? { 'content-type': 'application/json' } : {}),
        ...headers,
        ...this.#connection.headers,
      },
      body: body ? JSON.stringify(body) : null,
    });
    // Whoever reads it hears of its errors; one that is left half read has nobody to tell.
    answer.body.on('error', () => {});
    return answer;
  }

  async #text({ body }: Dispatcher.ResponseData, call: Call): Promise<string> {
    const { maxAnswerBytes } = this.#connection;
    const chunks: Uint8Array[] = [];
    let bytes = 0;
    for await (const chunk of body as AsyncIterable<Uint8Array>) {
      bytes += chunk.byteLength;
      // Leaving the loop ends the connection.
      if (bytes > maxAnswerBytes) throw this.#misfit(call, `has more than ${maxAnswerBytes} bytes`);
      chunks.push(chunk);
    }
    return Buffer.concat(chunks).toString('utf8');
  }

  #parsed<Schema extends ZodType>(text: string, schema: Schema, call: Call): z.output<Schema> {
    const parsed = schema.safeParse(jsonOf(text));
    if (parsed.success) return parsed.data;
    const [issue] = parsed.error.issues;
    const where = issue && issue.path.length > 0 ? ` at ${issue.path.join('/')}` : '';
    throw this.#misfit(call, `does not fit${where} (${issue?.message ?? 'no JSON'})`);
  }

  #refusal({ statusCode, headers }: Dispatcher.ResponseData, text: string, call: Call): BmvError {
    const problem = problemSchema.safeParse(jsonOf(text));
    const hasCredentials = Object.keys(this.#connection.headers).length > 0;
    if (problem.success) return problemError(problem.data, hasCredentials);
    const target = typeof headers.location === 'string' ? `, to ${shownUrl(headers.location)}` : '';
    if (statusCode >= 500)
      return new BmvError(
        'REGISTRY_UNREACHABLE',
        `registry ${this.shown} cannot be reached: something before it answers with ${statusCode}; look there, or try again later`,
        { url: this.shown },
      );
    return this.#misfit(call, `is status ${statusCode}${target}, without a word of a registry`);
  }

  #misfit({ method, path }: Call, what: string): BmvError {
    return new BmvError(
      'REGISTRY_ANSWER',
      `the answer of ${this.shown} to ${method} ${path} ${what}; check that --registry is one of this bmv's version`,
      { url: this.shown },
    );
  }

  #failure(error: unknown, { method, path }: Call, isLate: boolean): unknown {
    if (error instanceof BmvError) return error;
    const { signal, timeoutMs, address } = this.#connection;
    const doubt = method === 'GET' ? '' : '; it may have been carried out, so look before you repeat it';
    if (signal.aborted) return new BmvError('ABORTED', `interrupted${doubt}`, { cause: error });
    const fields = { url: this.shown, cause: error };
    if (isLate)
      return new BmvError(
        'REGISTRY_UNREACHABLE',
        `registry ${this.shown} did not answer ${method} ${path} within ${timeoutMs / 1000} s (--timeout)${doubt}`,
        fields,
      );
    const reason = reasonOf(error);
    const isTls = address.url.protocol === 'https:' && /CERT|SIGN|ISSUER|TLS|SSL/i.test(reason);
    const isRefused = /ECONNREFUSED|ENOTFOUND|ENOENT|EAI_AGAIN/.test(reason);
    return new BmvError(
      'REGISTRY_UNREACHABLE',
      `registry ${this.shown} cannot be reached: ${reason}; ${wayTo(address, isTls)}${isRefused || isTls ? '' : doubt}`,
      fields,
    );
  }
}

/** Undefined for what is no JSON. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
