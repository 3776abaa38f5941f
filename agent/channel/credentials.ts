import { authHeader } from '../../proto/agent-auth.ts';
import type { KeptSession } from './channel-memory.ts';

/** How to connect: `certificate` and `none` without a header. */
export type ConnectMethod = 'certificate' | 'session' | 'nonce' | 'key' | 'none';

/** One way to connect. HAZARD: `secret` is not for logs. */
export interface Attempt {
  readonly method: ConnectMethod;
  /** Lower-case UUID of the node that the session will be of; empty where nobody knows. */
  readonly node: string;
  /** Null where no header is sent. */
  readonly secret: string | null;
}

export interface CredentialsOptions {
  /** Lower-case UUID of the boot. */
  readonly boot: string;
  /** Lower-case UUID from the options; empty for none. */
  readonly node: string;
  readonly hasCertificate: boolean;
  /** That all agents share; null for none. Read anew for each attempt. */
  readonly readKey: () => Promise<string | null>;
  /** Of an earlier process of this boot; null for none. */
  readonly session: KeptSession | null;
  /** Hears what the next connection can begin with. */
  readonly onSession: (session: KeptSession | null) => void;
}

const METHODS: readonly ConnectMethod[] = ['certificate', 'session', 'nonce', 'key', 'none'];

/**
 * What this agent can show of itself, and what comes next: the strongest that was not refused. HAZARD: a node's UUID
 * is never invented; without one there is nothing that a secret could vouch for.
 */
export class Credentials {
  readonly #options: CredentialsOptions;
  readonly #refused = new Set<ConnectMethod>();
  #node: string;
  #nonce: string | null = null;
  /** Of nonces that are good no more; the newest step may still bring one of them. */
  readonly #spent = new Set<string>();
  /** Of the newest welcome, with the node that it was for. */
  #session: KeptSession | null;

  constructor(options: CredentialsOptions) {
    this.#options = options;
    const { node, session } = options;
    this.#node = node || (session?.node ?? '');
    this.#session = session?.node === this.#node ? session : null;
  }

  /** Empty before anybody told it. */
  get node(): string {
    return this.#node;
  }

  /** What a step brought; null or empty where it has none. True where that is news. */
  learn({ node, nonce }: { readonly node: string; readonly nonce: string | null }): boolean {
    const isNewNode = node !== '' && node !== this.#node;
    const isNewNonce = nonce !== null && nonce !== this.#nonce && !this.#spent.has(nonce);
    if (isNewNode) {
      this.#node = node;
      this.#setSession(null);
      this.#nonce = null;
    }
    if (isNewNonce) this.#nonce = nonce;
    if (isNewNode || isNewNonce) this.#refused.clear();
    return isNewNode || isNewNonce;
  }

  /** What to connect with next. */
  async next(): Promise<Attempt> {
    for (const method of METHODS) {
      if (this.#refused.has(method)) continue;
      const attempt = await this.#attempt(method);
      if (attempt) return attempt;
    }
    return { method: 'none', node: this.#node, secret: null };
  }

  /** The registry answered 401. True where there is another method to try; false when all begin anew. */
  refused({ method, secret }: Attempt): boolean {
    if (method === 'session') this.#setSession(null);
    if (method === 'nonce') this.#spend(secret);
    this.#refused.add(method);
    if (method !== 'none') return true;
    this.#refused.clear();
    return false;
  }

  /** The registry took it. `credential`: for the next connection; empty for none. */
  welcomed({ method, node, secret }: Attempt, credential: string): void {
    if (method === 'nonce') this.#spend(secret);
    this.#refused.clear();
    if (credential !== '' && node !== '' && node === this.#node)
      this.#setSession({ node, secret: credential });
  }

  /** Value of the header `Authorization`. */
  header({ method, node, secret }: Attempt, challenge: string): string | null {
    if (secret === null || method === 'certificate' || method === 'none') return null;
    return authHeader(secret, { method, node, boot: this.#options.boot, challenge });
  }

  #setSession(session: KeptSession | null): void {
    this.#session = session;
    this.#options.onSession(session);
  }

  #spend(nonce: string | null): void {
    if (nonce !== null) this.#spent.add(nonce);
    if (nonce === this.#nonce) this.#nonce = null;
  }

  async #attempt(method: ConnectMethod): Promise<Attempt | null> {
    const node = this.#node;
    if (method === 'certificate') return this.#options.hasCertificate ? { method, node, secret: null } : null;
    if (method === 'none') return { method, node, secret: null };
    if (node === '') return null;
    const secret = await this.#secretFor(method);
    return secret === null ? null : { method, node, secret };
  }

  async #secretFor(method: 'session' | 'nonce' | 'key'): Promise<string | null> {
    if (method === 'session') return this.#session?.node === this.#node ? this.#session.secret : null;
    return method === 'nonce' ? this.#nonce : await this.#options.readKey();
  }
}
