import { hash } from 'node:crypto';
import { type Authenticator, type Credentials, NotAuthenticated } from './authenticator.ts';
import { type Caller, ROLES } from './caller.ts';
import type { KeystoneClient, TokenInfo } from './keystone-client.ts';

export interface KeystoneOptions {
  /** How long Keystone's word counts, milliseconds. A token that is revoked is good for so long here. */
  readonly rememberMs: number;
  /** Tokens whose answers are remembered. */
  readonly maxRemembered: number;
}

export const KEYSTONE_DEFAULTS: KeystoneOptions = { rememberMs: 60_000, maxRemembered: 10_000 };

interface Remembered {
  readonly untilMs: number;
  readonly info: Promise<TokenInfo | null>;
}

/** Roles that count here; any other is of some other service. */
function callerOf({ user, project, isSystem, roles }: TokenInfo): Caller {
  return {
    id: user.name,
    project: project ?? '',
    roles: ROLES.filter((role) => roles.includes(role)),
    isSystem,
  };
}

/** Tokens of OpenStack's Keystone, which says whose they are. */
export class KeystoneAuth implements Authenticator {
  readonly kind = 'keystone';
  readonly challenge: string;
  readonly #client: Pick<KeystoneClient, 'validate'>;
  readonly #options: KeystoneOptions;
  readonly #nowMs: () => number;
  /** By the SHA-256 of the token, so that no token is kept. */
  readonly #remembered = new Map<string, Remembered>();

  constructor(
    url: string,
    client: Pick<KeystoneClient, 'validate'>,
    options: Partial<KeystoneOptions> = {},
    nowMs: () => number = () => Date.now(),
  ) {
    this.challenge = `Keystone uri="${url}"`;
    this.#client = client;
    this.#options = { ...KEYSTONE_DEFAULTS, ...options };
    this.#nowMs = nowMs;
  }

  async authenticate({ headers }: Credentials): Promise<Caller> {
    const token = headers['x-auth-token'];
    if (typeof token !== 'string' || token === '')
      throw new NotAuthenticated('missing', 'a token of Keystone is needed; give it in X-Auth-Token');
    const info = await this.#infoOf(token);
    // By Keystone's clock: ours must be near it, as for every service of OpenStack.
    if (!info || info.expiresAtMs <= this.#nowMs())
      throw new NotAuthenticated('wrong', 'Keystone does not know the token, or it has expired');
    return callerOf(info);
  }

  async #infoOf(token: string): Promise<TokenInfo | null> {
    const key = hash('sha256', token);
    const known = this.#remembered.get(key);
    if (known && known.untilMs > this.#nowMs()) return await known.info;
    const asked = { untilMs: this.#nowMs() + this.#options.rememberMs, info: this.#client.validate(token) };
    this.#remembered.delete(key);
    this.#remembered.set(key, asked);
    const [oldest] = this.#remembered.keys();
    if (this.#remembered.size > this.#options.maxRemembered && oldest !== undefined)
      this.#remembered.delete(oldest);
    try {
      return await asked.info;
    } catch (error) {
      if (this.#remembered.get(key) === asked) this.#remembered.delete(key);
      throw error;
    }
  }
}
