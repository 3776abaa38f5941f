import { readFile } from 'node:fs/promises';
import { Agent, type Dispatcher, EnvHttpProxyAgent, request } from 'undici';
import { BmvError } from '../../proto/error.ts';
import { shownUrl } from './shown-url.ts';

/** How to reach a server. Every limit has a default. */
export interface HttpClientOptions {
  /** PEM file with the only certificate authorities to trust. Default: the system's. */
  readonly caFile?: string;
  /** Redirects that are followed. Default 0. */
  readonly followRedirects?: number;
  /** Longest wait for a connection, an answer, or the next byte, in milliseconds. Default 60,000. */
  readonly timeoutMs?: number;
  /** `Authorization` header for the origin of the URL; stands for credentials in the URL. */
  readonly authorization?: string;
  /** Proxies by the scheme of what is fetched. Default: none, whatever the environment says. */
  readonly proxy?: ProxyOptions;
}

/** Empty where there is none. */
interface ProxyOptions {
  readonly http: string;
  readonly https: string;
  /** Hosts that are reached directly, separated by commas, as curl reads it. */
  readonly noProxy: string;
}

export type Answer = Dispatcher.ResponseData;

/** GET requests to one server, with its credentials, redirects and certificate authority. */
export class HttpClient {
  /** Without credentials. For requests; `shown` is for people. */
  readonly url: string;
  readonly shown: string;
  readonly #origin: string;
  readonly #authorization: string | null;
  readonly #followRedirects: number;
  readonly #agent: Dispatcher;

  private constructor(url: URL, authorization: string | null, followRedirects: number, agent: Dispatcher) {
    this.url = url.href;
    this.shown = shownUrl(url.href);
    this.#origin = url.origin;
    this.#authorization = authorization;
    this.#followRedirects = followRedirects;
    this.#agent = agent;
  }

  /** Throws `IMAGE_UNREACHABLE` when the file with the authorities cannot be read. */
  static async create(location: string, options: HttpClientOptions): Promise<HttpClient> {
    const { caFile, followRedirects = 0, timeoutMs = 60_000 } = options;
    const { url, authorization } = withoutCredentials(location);
    const ca = caFile === undefined ? {} : { ca: await readAuthorities(caFile) };
    const agent = dispatcher({ timeoutMs, ca, proxy: options.proxy });
    return new HttpClient(url, options.authorization ?? authorization, followRedirects, agent);
  }

  /** The answer behind all redirects, and where it came from. Throws `IMAGE_UNREACHABLE`. */
  async get(
    from: string,
    headers: Readonly<Record<string, string>>,
    signal?: AbortSignal,
  ): Promise<{ readonly answer: Answer; readonly finalUrl: string }> {
    let url = from;
    for (let hops = 0; ; hops += 1) {
      const answer = await this.#request(url, headers, signal);
      const target = header(answer, 'location');
      const isRedirect = answer.statusCode >= 300 && answer.statusCode < 400 && target !== null;
      if (!isRedirect) return { answer, finalUrl: url };
      await answer.body.dump();
      const next = withoutCredentials(new URL(target, url).href).url.href;
      if (hops >= this.#followRedirects) {
        throw new BmvError(
          'IMAGE_UNREACHABLE',
          `${this.shown} redirects to ${shownUrl(next)}; use that URL, or allow it (--follow-redirects ${hops + 1})`,
          { url: this.shown },
        );
      }
      url = next;
    }
  }

  /** One line for whatever went wrong on the way. */
  unreachable(why: string, cause: unknown): BmvError {
    return new BmvError(
      'IMAGE_UNREACHABLE',
      `${this.shown} cannot be downloaded: ${why}; check the URL and the network`,
      { url: this.shown, cause },
    );
  }

  async close(): Promise<void> {
    await this.#agent.destroy();
  }

  async #request(
    url: string,
    headers: Readonly<Record<string, string>>,
    signal?: AbortSignal,
  ): Promise<Answer> {
    // HAZARD: a redirect may lead anywhere; credentials are for the origin that they were given for.
    const isOwn = this.#authorization !== null && new URL(url).origin === this.#origin;
    const authorization = isOwn ? { authorization: this.#authorization } : {};
    try {
      return await request(url, {
        dispatcher: this.#agent,
        headers: { ...headers, ...authorization },
        ...(signal ? { signal } : {}),
      });
    } catch (error) {
      if (signal?.aborted) throw error;
      throw this.unreachable(reasonOf(error), error);
    }
  }
}

function dispatcher({
  timeoutMs,
  ca,
  proxy,
}: {
  readonly timeoutMs: number;
  readonly ca: { readonly ca?: string };
  readonly proxy: ProxyOptions | undefined;
}): Dispatcher {
  const connect = { timeout: timeoutMs, ...ca };
  const common = { connect, headersTimeout: timeoutMs, bodyTimeout: timeoutMs };
  if (!proxy) return new Agent(common);
  const { http: httpProxy, https: httpsProxy, noProxy } = proxy;
  return new EnvHttpProxyAgent({ ...common, requestTls: connect, httpProxy, httpsProxy, noProxy });
}

async function readAuthorities(path: string): Promise<string> {
  return await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new BmvError('IMAGE_UNREACHABLE', `CA file ${path} cannot be read; check the path`, {
      path,
      cause,
    });
  });
}

export function header(answer: Answer, name: string): string | null {
  const value = answer.headers[name];
  return typeof value === 'string' ? value : null;
}

/** A system's or library's error in a few words. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code, message } = error as NodeJS.ErrnoException;
  const text = message.split('\n')[0] || 'failed';
  return code ? `${text} (${code})` : text;
}

/** A percent sign that begins no escape stands for itself, as curl has it. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Credentials go into a header and nowhere else. */
function withoutCredentials(location: string): { url: URL; authorization: string | null } {
  const url = new URL(location);
  const { username, password } = url;
  url.username = '';
  url.password = '';
  const pair = `${decoded(username)}:${decoded(password)}`;
  return {
    url,
    authorization: username || password ? `Basic ${Buffer.from(pair).toString('base64')}` : null,
  };
}
