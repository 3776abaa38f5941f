import { setTimeout as sleep } from 'node:timers/promises';
import { Agent, request } from 'undici';
import { BmvError } from '../../proto/error.ts';

type IronicAuth =
  | { readonly kind: 'none' }
  | { readonly kind: 'http_basic'; readonly username: string; readonly password: string }
  | { readonly kind: 'keystone'; readonly tokens: TokenSource };

/** Tokens of one user. HAZARD: not for logs. */
interface TokenSource {
  /** A token that is good, as far as anybody knows. Rejects with `KEYSTONE_FAILED`. */
  token(): Promise<string>;
  /** A service did not take it: the next one is another. */
  expired(token: string): void;
}

export interface IronicOptions {
  /** Of the API, such as `https://ironic.example:6385`. */
  readonly url: string;
  /** Default none. */
  readonly auth?: IronicAuth;
  /** PEM of the only authorities to trust. Default: the system's. */
  readonly ca?: string;
  /** Microversion; 1.39 at least. Default 1.81: OpenStack Zed and later. */
  readonly apiVersion?: string;
  /** Longest wait for a connection, an answer or its next byte, milliseconds. Default 30 s. */
  readonly timeoutMs?: number;
  /** Of a request that met a locked node, or a server in trouble. Default 4. */
  readonly attempts?: number;
  /** Before the second attempt, milliseconds; doubles. Default 500. */
  readonly pauseMs?: number;
  /** Largest answer, bytes. Default 64 MiB: a page of 1,000 nodes with their driver_info. */
  readonly maxAnswerBytes?: number;
}

export interface IronicAnswer {
  readonly status: number;
  readonly body: unknown;
}

export interface IronicCall {
  readonly method: 'GET' | 'PATCH' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly body?: unknown;
  /** Kept out of errors, where the server's answer quotes it. */
  readonly hidden?: string;
  /** In the place of that of the options. */
  readonly apiVersion?: string;
}

/** One line of an answer: Ironic nests its messages, as text or as JSON in text. */
function faultOf(body: unknown): string {
  if (typeof body === 'string') {
    try {
      return faultOf(JSON.parse(body));
    } catch {
      return body;
    }
  }
  if (body === null || typeof body !== 'object') return '';
  const { error_message, faultstring, error } = body as Record<string, unknown>;
  const { message } = (error ?? {}) as { message?: unknown };
  return faultOf(error_message ?? faultstring ?? message ?? '');
}

/** Requests to the API, repeated where that helps. */
export class IronicHttp {
  readonly #options: Required<Omit<IronicOptions, 'ca'>>;
  readonly #base: URL;
  readonly #agent: Agent;

  /** Throws `CONFIG_INVALID`. */
  constructor({ ca, ...options }: IronicOptions) {
    const base = URL.parse(options.url);
    if (!base || !/^https?:$/.test(base.protocol) || base.username || base.password)
      throw new BmvError(
        'CONFIG_INVALID',
        'the URL of Ironic must be http:// or https://, with credentials in their own options',
      );
    this.#base = base;
    this.#options = {
      ...{ auth: { kind: 'none' }, apiVersion: '1.81', timeoutMs: 30_000, attempts: 4, pauseMs: 500 },
      maxAnswerBytes: 64 * 2 ** 20,
      ...options,
    };
    const { timeoutMs, maxAnswerBytes } = this.#options;
    this.#agent = new Agent({
      connect: { timeout: timeoutMs, ...(ca === undefined ? {} : { ca }) },
      ...{ headersTimeout: timeoutMs, bodyTimeout: timeoutMs, maxResponseSize: maxAnswerBytes },
    });
  }

  /** For people. */
  get shown(): string {
    return `Ironic at ${this.#base.origin}`;
  }

  /**
   * Any answer but one of a server in trouble, after all attempts. Throws `IRONIC_FAILED` for these, and where there is no
   * answer; `ABORTED`.
   */
  async call(call: IronicCall, signal?: AbortSignal): Promise<IronicAnswer> {
    const { attempts, pauseMs } = this.#options;
    for (let attempt = 1; ; attempt += 1) {
      const isLast = attempt >= attempts;
      try {
        const answer = await this.#signedIn(call, signal);
        const isLocked = answer.status === 409;
        if (answer.status < 500 && (!isLocked || isLast)) return answer;
        if (isLast) throw this.failed(call, answer);
      } catch (cause) {
        if (signal?.aborted)
          throw new BmvError('ABORTED', `a request to ${this.shown} was given up`, { cause });
        if (cause instanceof BmvError) throw cause;
        if (isLast) throw this.#unreachable(call, cause);
      }
      await sleep(pauseMs * 2 ** (attempt - 1), undefined, signal ? { signal } : {}).catch(() => {});
    }
  }

  /** An answer that should not be. */
  failed({ method, path, hidden }: IronicCall, { status, body }: IronicAnswer): BmvError {
    const text = hidden ? faultOf(body).replaceAll(hidden, '(hidden)') : faultOf(body);
    const fault = text.replaceAll(/\s+/g, ' ').trim().slice(0, 300);
    const way = {
      401: 'check its user and password',
      403: 'its user needs the role',
      406: 'check the API version',
    };
    const hint = way[status as keyof typeof way];
    const end = [fault, hint].filter((part) => part).join('; ');
    return new BmvError(
      'IRONIC_FAILED',
      `${this.shown} answers ${status} to ${method} ${path}: ${end || 'no reason'}`,
    );
  }

  async close(): Promise<void> {
    await this.#agent.destroy();
  }

  #unreachable({ method, path }: IronicCall, cause: unknown): BmvError {
    const why = cause instanceof Error ? cause.message : String(cause);
    const message = `${this.shown} does not answer ${method} ${path}: ${why}; check its URL, and that it runs`;
    return new BmvError('IRONIC_FAILED', message, { cause });
  }

  /** A token ends without a word; the second one is new. */
  async #signedIn(call: IronicCall, signal?: AbortSignal): Promise<IronicAnswer> {
    const { auth } = this.#options;
    if (auth.kind === 'none') return await this.#once(call, {}, signal);
    if (auth.kind === 'http_basic') {
      const basic = Buffer.from(`${auth.username}:${auth.password}`).toString('base64');
      return await this.#once(call, { authorization: `Basic ${basic}` }, signal);
    }
    const token = await auth.tokens.token();
    const answer = await this.#once(call, { 'x-auth-token': token }, signal);
    if (answer.status !== 401) return answer;
    auth.tokens.expired(token);
    return await this.#once(call, { 'x-auth-token': await auth.tokens.token() }, signal);
  }

  async #once(
    { method, path, body, apiVersion = this.#options.apiVersion }: IronicCall,
    credentials: Readonly<Record<string, string>>,
    signal?: AbortSignal,
  ): Promise<IronicAnswer> {
    const base = this.#base.href.replace(/\/$/, '');
    const answer = await request(`${base}${path}`, {
      method,
      dispatcher: this.#agent,
      headers: {
        accept: 'application/json',
        'x-openstack-ironic-api-version': apiVersion,
        ...credentials,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(signal ? { signal } : {}),
    });
    const text = await answer.body.text();
    return { status: answer.statusCode, body: parsed(text) };
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
