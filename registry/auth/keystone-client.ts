import { type Dispatcher, request } from 'undici';
import { z } from 'zod';
import { BmvError } from '../../proto/error.ts';

/** The registry's own user, who may validate tokens of others. */
export interface KeystoneUser {
  readonly name: string;
  readonly password: string;
  readonly project: string;
  /** Of the user and the project. */
  readonly domain: string;
}

export interface KeystoneClientOptions {
  /** Such as `https://keystone:5000/v3`. */
  readonly url: string;
  readonly user: KeystoneUser;
  /** Longest wait for an answer, milliseconds. */
  readonly timeoutMs: number;
  readonly dispatcher?: Dispatcher;
}

/** What Keystone says of a token that is good. */
export interface TokenInfo {
  readonly user: { readonly id: string; readonly name: string };
  /** Null: of the system, a domain, or of nothing. */
  readonly project: string | null;
  readonly isSystem: boolean;
  readonly roles: readonly string[];
  readonly expiresAtMs: number;
}

const tokenSchema = z.object({
  token: z.object({
    user: z.object({ id: z.string(), name: z.string() }),
    project: z.object({ id: z.string() }).optional(),
    system: z.object({ all: z.boolean() }).optional(),
    roles: z.array(z.object({ name: z.string() })).default([]),
    expires_at: z.string(),
  }),
});

/** Answers larger than this are not Keystone's. */
const MAX_ANSWER_BYTES = 1_048_576;

interface Answer {
  readonly status: number;
  readonly header: (name: string) => string | null;
  readonly body: unknown;
}

/** Asks Keystone's API v3 for tokens of one user, and about those of others. HAZARD: neither tokens nor the password may be in a message. */
export class KeystoneClient {
  readonly #options: KeystoneClientOptions;
  #signedIn: Promise<string> | null = null;
  #token = '';

  constructor(options: KeystoneClientOptions) {
    this.#options = options;
  }

  /** Null for a token that is not good. Rejects with `KEYSTONE_FAILED`. */
  async validate(token: string): Promise<TokenInfo | null> {
    const own = await this.token();
    let answer = await this.#ask(own, token);
    if (answer.status === 401) {
      this.expired(own);
      answer = await this.#ask(await this.token(), token);
    }
    if (answer.status === 404) return null;
    if (answer.status !== 200)
      throw this.#failure(`answered ${answer.status} when it was asked about a token`);
    const parsed = tokenSchema.safeParse(answer.body);
    if (!parsed.success) throw this.#failure('said of a token what is not of its API v3');
    const { user, project, system, roles, expires_at: expiresAt } = parsed.data.token;
    const expiresAtMs = Date.parse(expiresAt);
    if (Number.isNaN(expiresAtMs)) throw this.#failure('said no time at which a token expires');
    return {
      user,
      project: project?.id ?? null,
      isSystem: system?.all === true,
      roles: roles.map(({ name }) => name),
      expiresAtMs,
    };
  }

  /** The user's own, which may have expired since or been revoked. Rejects with `KEYSTONE_FAILED`. */
  async token(): Promise<string> {
    this.#signedIn ??= this.#signIn();
    try {
      this.#token = await this.#signedIn;
      return this.#token;
    } catch (error) {
      this.#signedIn = null;
      throw error;
    }
  }

  /** This one is good no more. */
  expired(token: string): void {
    if (token === this.#token) this.#signedIn = null;
  }

  async #ask(own: string, token: string): Promise<Answer> {
    return await this.#send('GET', { 'x-auth-token': own, 'x-subject-token': token }, null);
  }

  async #signIn(): Promise<string> {
    const { name, password, project, domain } = this.#options.user;
    const of = { domain: { name: domain } };
    const answer = await this.#send(
      'POST',
      {},
      {
        auth: {
          identity: { methods: ['password'], password: { user: { name, ...of, password } } },
          scope: { project: { name: project, ...of } },
        },
      },
    );
    const token = answer.header('x-subject-token');
    if (answer.status === 201 && token) return token;
    throw this.#failure(
      answer.status === 401
        ? `does not let the registry's user ${name} in; check its password, project and domain`
        : `answered ${answer.status} when the registry's user ${name} signed in`,
    );
  }

  async #send(method: 'GET' | 'POST', headers: Record<string, string>, body: object | null): Promise<Answer> {
    const { url, timeoutMs, dispatcher } = this.#options;
    try {
      const answer = await request(`${url.replace(/\/$/, '')}/auth/tokens`, {
        method,
        headers: { accept: 'application/json', 'content-type': 'application/json', ...headers },
        body: body === null ? null : JSON.stringify(body),
        signal: AbortSignal.timeout(timeoutMs),
        ...(dispatcher ? { dispatcher } : {}),
      });
      const text = await readText(answer.body);
      const header = (name: string) => {
        const value = answer.headers[name];
        return typeof value === 'string' ? value : null;
      };
      return { status: answer.statusCode, header, body: parseJson(text) };
    } catch (cause) {
      throw this.#failure(
        `does not answer: ${cause instanceof Error ? cause.message : String(cause)}`,
        cause,
      );
    }
  }

  #failure(what: string, cause?: unknown): BmvError {
    const { url } = this.#options;
    return new BmvError('KEYSTONE_FAILED', `Keystone at ${url} ${what}`, { url, cause });
  }
}

async function readText(body: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.byteLength;
    if (bytes > MAX_ANSWER_BYTES) throw new Error(`the answer has more than ${MAX_ANSWER_BYTES} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
