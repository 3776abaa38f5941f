import { readFile } from 'node:fs/promises';
import { Agent, type Dispatcher, EnvHttpProxyAgent, request } from 'undici';
import { BmvError } from '../../proto/error.ts';
import { shownUrl } from './shown-url.ts';
import { splitCredentials } from './url-credentials.ts';

/** How to reach a server. Every limit has a default. */
export interface HttpClientOptions {
  /** PEM file with the only certificate authorities to trust. Default: the system's. */
  readonly caFile?: string;
  /** Redirects that are followed. Default 0. */
  readonly followRedirects?: number;
  /** How the caller's user allows so many redirects; for messages. */
  readonly allowRedirects?: (count: number) => string;
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

interface Redirects {
  readonly most: number;
  readonly allow: HttpClientOptions['allowRedirects'];
}

export type Answer = Dispatcher.ResponseData;

/** GET requests to one server, with its credentials, redirects and certificate authority. */
export class HttpClient {
  /** Without credentials. For requests; `shown` is for people. */
  readonly url: string;
  readonly shown: string;
  readonly #origin: string;
  readonly #authorization: string | null;
  readonly #redirects: Redirects;
  readonly #agents: Agents;

  private constructor(url: URL, authorization: string | null, redirects: Redirects, agents: Agents) {
    this.url = url.href;
    this.shown = shownUrl(url.href);
    this.#origin = url.origin;
    this.#authorization = authorization;
    this.#redirects = redirects;
    this.#agents = agents;
  }

  /** Throws `USAGE` for what is no URL, `IMAGE_UNREACHABLE` when the file with the authorities cannot be read. */
  static async create(location: string, options: HttpClientOptions): Promise<HttpClient> {
    const { caFile, followRedirects: most = 0, allowRedirects: allow, timeoutMs = 60_000 } = options;
    const { url, authorization } = withoutCredentials(location);
    const ca = caFile === undefined ? {} : { ca: await readAuthorities(caFile) };
    const agents = agentsFor({ timeoutMs, ca, proxy: options.proxy });
    return new HttpClient(url, options.authorization ?? authorization, { most, allow }, agents);
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
      if (!URL.canParse(target, url))
        throw new BmvError(
          'IMAGE_UNREACHABLE',
          `${this.shown} redirects to what is no URL; mend its server`,
          {
            url: this.shown,
          },
        );
      const next = withoutCredentials(new URL(target, url).href).url.href;
      if (hops >= this.#redirects.most) {
        const { allow } = this.#redirects;
        throw new BmvError(
          'IMAGE_UNREACHABLE',
          `${this.shown} redirects to ${shownUrl(next)}; use that URL${allow ? `, or allow it: ${allow(hops + 1)}` : ''}`,
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
    for (const agent of Object.values(this.#agents)) await agent.destroy();
  }

  async #request(
    url: string,
    headers: Readonly<Record<string, string>>,
    signal?: AbortSignal,
  ): Promise<Answer> {
    // HAZARD: a redirect may lead anywhere; credentials are for the origin that they were given for.
    const { origin, protocol } = new URL(url);
    const isOwn = this.#authorization !== null && origin === this.#origin;
    const authorization = isOwn ? { authorization: this.#authorization } : {};
    try {
      return await request(url, {
        dispatcher: protocol === 'https:' ? this.#agents.https : this.#agents.http,
        headers: { ...headers, ...authorization },
        ...(signal ? { signal } : {}),
      });
    } catch (error) {
      if (signal?.aborted) throw error;
      throw this.unreachable(reasonOf(error), error);
    }
  }
}

/** By the scheme of what is fetched. */
interface Agents {
  readonly http: Dispatcher;
  readonly https: Dispatcher;
}

function agentsFor({
  timeoutMs,
  ca,
  proxy,
}: {
  readonly timeoutMs: number;
  readonly ca: { readonly ca?: string };
  readonly proxy: ProxyOptions | undefined;
}): Agents {
  const connect = { timeout: timeoutMs, ...ca };
  const common = { connect, headersTimeout: timeoutMs, bodyTimeout: timeoutMs };
  const agentBy = (uri: string): Dispatcher => {
    if (!proxy || uri === '') return new Agent(common);
    const { noProxy } = proxy;
    return new EnvHttpProxyAgent({
      ...common,
      requestTls: connect,
      httpProxy: uri,
      httpsProxy: uri,
      noProxy,
    });
  };
  return { http: agentBy(proxy?.http ?? ''), https: agentBy(proxy?.https ?? '') };
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

/** Credentials go into a header and nowhere else. Throws `USAGE` for what is no URL. */
function withoutCredentials(location: string): { url: URL; authorization: string | null } {
  if (!URL.canParse(location))
    throw new BmvError('USAGE', `${shownUrl(location)} is no URL; check it`, { url: shownUrl(location) });
  const { url, user, password } = splitCredentials(location);
  const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
  return { url, authorization: user || password ? authorization : null };
}
