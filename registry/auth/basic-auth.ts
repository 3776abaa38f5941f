import { createHmac, randomBytes } from 'node:crypto';
import { AddressLimiter } from '../sessions/address-limiter.ts';
import type { Rate } from '../sessions/token-bucket.ts';
import { type Authenticator, type Credentials, NotAuthenticated } from './authenticator.ts';
import type { Caller } from './caller.ts';
import { hashPassword, isPassword, type PasswordHash, parsePasswordHash } from './password.ts';
import { UsersFile } from './users-file.ts';

export interface BasicOptions {
  /** How long a password that was right is not computed again, milliseconds. */
  readonly rememberMs: number;
  /** Passwords that are remembered. */
  readonly maxRemembered: number;
  /** Of one address: passwords that are computed. */
  readonly attempts: Rate;
  readonly maxAddresses: number;
  /** Passwords that are computed or wait for it; each takes 32 MiB while it is computed. */
  readonly maxPending: number;
}

export const BASIC_DEFAULTS: BasicOptions = {
  rememberMs: 60_000,
  maxRemembered: 1000,
  attempts: { perSecond: 1, burst: 20 },
  maxAddresses: 10_000,
  maxPending: 32,
};

const WRONG = 'user or password is wrong';

function parseBasic(header: string): { readonly name: string; readonly password: string } | null {
  const [, encoded] = /^basic ([\w+/=]{1,2000})$/i.exec(header) ?? [];
  const text = encoded === undefined ? '' : Buffer.from(encoded, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  return colon < 1 ? null : { name: text.slice(0, colon), password: text.slice(colon + 1) };
}

/** Users of a file, with passwords (RFC 7617). */
export class BasicAuth implements Authenticator {
  readonly kind = 'basic';
  readonly challenge = 'Basic realm="bmv", charset="UTF-8"';
  readonly #file: UsersFile;
  readonly #nobody: PasswordHash;
  readonly #options: BasicOptions;
  readonly #monotonicMs: () => number;
  readonly #limiter: AddressLimiter;
  /** HMACs of what was right, with the time until when. The key is of this process alone. */
  readonly #remembered = new Map<string, number>();
  readonly #key = randomBytes(32);
  #last: Promise<unknown> = Promise.resolve();
  #pending = 0;

  private constructor(
    file: UsersFile,
    nobody: PasswordHash,
    options: BasicOptions,
    monotonicMs: () => number,
  ) {
    this.#file = file;
    this.#nobody = nobody;
    this.#options = options;
    this.#monotonicMs = monotonicMs;
    this.#limiter = new AddressLimiter(options.attempts, options.maxAddresses);
  }

  /** Throws `CONFIG_INVALID`. `onInvalid`: a later version of the file is wrong. */
  static async open(
    path: string,
    onInvalid: (error: unknown) => void,
    options: Partial<BasicOptions> = {},
    monotonicMs: () => number = () => performance.now(),
  ): Promise<BasicAuth> {
    const file = await UsersFile.open(path, onInvalid);
    const nobody = parsePasswordHash(await hashPassword(randomBytes(16).toString('hex'))) as PasswordHash;
    return new BasicAuth(file, nobody, { ...BASIC_DEFAULTS, ...options }, monotonicMs);
  }

  async authenticate({ headers, address }: Credentials): Promise<Caller> {
    const { authorization } = headers;
    if (authorization === undefined)
      throw new NotAuthenticated('missing', 'user and password are needed; give them by HTTP Basic');
    const given = parseBasic(authorization);
    if (!given)
      throw new NotAuthenticated('wrong', 'the authorization is not HTTP Basic with user and password');
    const user = await this.#file.user(given.name);
    const mark = createHmac('sha256', this.#key)
      .update(JSON.stringify([this.#file.generation, given.name, given.password]))
      .digest('base64');
    if (user && this.#isRemembered(mark)) return user.caller;
    if (!this.#limiter.allows(address, this.#monotonicMs()))
      throw new NotAuthenticated(
        'too-often',
        'too many attempts from this address; try again later',
        'RATE_LIMITED',
      );
    // Computed for unknown users too: the time would tell who is known.
    const isRight = await this.#compute(given.password, user?.password ?? this.#nobody);
    if (!user || !isRight) throw new NotAuthenticated('wrong', WRONG);
    this.#remember(mark);
    return user.caller;
  }

  /** One after the other. */
  async #compute(password: string, known: PasswordHash): Promise<boolean> {
    if (this.#pending >= this.#options.maxPending)
      throw new NotAuthenticated('too-often', 'too many attempts at once; try again later', 'RATE_LIMITED');
    this.#pending += 1;
    const computed = this.#last.then(async () => await isPassword(password, known));
    this.#last = computed.catch(() => {});
    try {
      return await computed;
    } finally {
      this.#pending -= 1;
    }
  }

  #isRemembered(mark: string): boolean {
    return (this.#remembered.get(mark) ?? 0) > this.#monotonicMs();
  }

  #remember(mark: string): void {
    const nowMs = this.#monotonicMs();
    this.#remembered.delete(mark);
    this.#remembered.set(mark, nowMs + this.#options.rememberMs);
    for (const [other, untilMs] of this.#remembered) {
      if (untilMs > nowMs && this.#remembered.size <= this.#options.maxRemembered) break;
      this.#remembered.delete(other);
    }
  }
}
