import { randomBytes } from 'node:crypto';
import type {
  DesiredVolumes,
  Envelope,
  Hello,
  KeyAnswer,
  KeyRequest,
  PermissionAnswer,
  PermissionRequest,
} from '../../proto/channel.ts';
import { BmvError } from '../../proto/error.ts';
import type {
  Ingest,
  Judge,
  KeyGiver,
  NonceStore,
  SessionIdentity,
  SessionStart,
  SessionStore,
  Stored,
  StoredNonce,
} from '../../registry/sessions/ports.ts';

interface Held {
  readonly boot: string;
  readonly epoch: number;
  readonly replica: string;
  isEnded: boolean;
}

/** What can be made to fail. */
type Method = keyof SessionStore | keyof Ingest | keyof Judge | keyof KeyGiver | keyof NonceStore;

const UNTRUSTED_KEPT = 1000;

/**
 * A store, an ingest and a judge in memory, for one or more replicas, with the promises that the real ones give: epochs
 * fence, a report is stored once, and reports that come together are stored together.
 */
export class MemorySessionStore implements SessionStore, Ingest, Judge, KeyGiver, NonceStore {
  /** What machines said of themselves. */
  readonly hellos: { readonly node: string; readonly hello: Hello }[] = [];
  /** What tests move. */
  skewMs = 0;
  readonly failing = new Set<Method>();
  readonly calls = new Map<Method, number>();
  readonly plans = new Map<string, DesiredVolumes>();
  decision: (request: PermissionRequest) => Omit<PermissionAnswer, 'id'> = () => ({
    allowed: true,
    reason: '',
    desired: null,
  });

  /** What tests look at: reports in the order in which they were stored. */
  readonly stored: { readonly node: string; readonly envelope: Envelope }[] = [];
  readonly untrusted = new Map<string, Envelope>();
  readonly asked: PermissionRequest[] = [];
  readonly askedForKeys: { readonly request: KeyRequest; readonly granted: PermissionRequest | null }[] = [];
  /** What the keys were made of that were given, as they were handed over. */
  readonly givenKeys: Uint8Array[] = [];
  readonly sessions = new Map<string, Held>();
  readonly renewed: SessionIdentity[] = [];
  readonly #secret = randomBytes(32).toString('base64url');
  readonly #challenges = new Set<string>();
  readonly #nonces = new Map<string, StoredNonce>();
  readonly #acked = new Map<string, number>();
  readonly #missed = new Set<string>();
  /** Nodes with an inventory. */
  readonly #known = new Set<string>();
  #waiting: (() => void)[] = [];
  #isHeld = false;

  #call(method: Method): void {
    this.calls.set(method, (this.calls.get(method) ?? 0) + 1);
    if (this.failing.has(method))
      throw new BmvError('STORE_FAILED', `the store does not do ${method} just now`);
  }

  async nowMs(): Promise<number> {
    this.#call('nowMs');
    return Date.now() + this.skewMs;
  }

  async serverSecret(): Promise<string> {
    this.#call('serverSecret');
    return this.#secret;
  }

  async useChallenge(id: string): Promise<boolean> {
    this.#call('useChallenge');
    if (this.#challenges.has(id)) return false;
    this.#challenges.add(id);
    return true;
  }

  /** How many challenges are remembered as used. */
  get usedChallenges(): number {
    return this.#challenges.size;
  }

  async nonceOf(node: string): Promise<string | null> {
    this.#call('nonceOf');
    const found = this.#nonces.get(node);
    return found && !found.isUsed && found.expiresAtMs > Date.now() + this.skewMs ? found.nonce : null;
  }

  async useNonce(node: string, nonce: string): Promise<boolean> {
    this.#call('useNonce');
    if ((await this.nonceOf(node)) !== nonce) return false;
    this.#nonces.set(node, { ...(this.#nonces.get(node) as StoredNonce), isUsed: true });
    return true;
  }

  async nonces(): Promise<ReadonlyMap<string, StoredNonce>> {
    this.#call('nonces');
    return new Map(this.#nonces);
  }

  async putNonce(node: string, nonce: string, expiresAtMs: number): Promise<void> {
    this.#call('putNonce');
    this.#nonces.set(node, { nonce, expiresAtMs, isUsed: false });
  }

  async dropNonce(node: string): Promise<void> {
    this.#call('dropNonce');
    this.#nonces.delete(node);
  }

  async newestBoot(node: string): Promise<string | null> {
    this.#call('newestBoot');
    return this.sessions.get(node)?.boot ?? null;
  }

  async begin({
    node,
    boot,
    replica,
  }: {
    readonly node: string;
    readonly boot: string;
    readonly replica: string;
  }): Promise<Omit<SessionStart, 'trust'>> {
    this.#call('begin');
    const epoch = (this.sessions.get(node)?.epoch ?? 0) + 1;
    this.sessions.set(node, { boot, epoch, replica, isEnded: false });
    const acked = this.#acked.get(`${node} ${boot}`) ?? 0;
    return { node, boot, epoch, acked, wantsInventory: !this.#known.has(node) || this.#missed.has(node) };
  }

  #isFenced({ node, epoch }: SessionIdentity): boolean {
    return this.sessions.get(node)?.epoch !== epoch;
  }

  async renew(session: SessionIdentity): Promise<boolean> {
    this.#call('renew');
    return !this.#isFenced(session);
  }

  async renewAll(sessions: readonly SessionIdentity[]): Promise<readonly SessionIdentity[]> {
    this.#call('renewAll');
    this.renewed.push(...sessions);
    return sessions.filter((session) => this.#isFenced(session));
  }

  async end(session: SessionIdentity): Promise<void> {
    this.#call('end');
    const held = this.sessions.get(session.node);
    if (held && !this.#isFenced(session)) held.isEnded = true;
  }

  async planOf(node: string): Promise<DesiredVolumes> {
    this.#call('planOf');
    return this.plans.get(node) ?? { revision: 0, volumes: [] };
  }

  async newerPlans(seen: ReadonlyMap<string, number>): Promise<ReadonlyMap<string, DesiredVolumes>> {
    this.#call('newerPlans');
    return new Map([...this.plans].filter(([node, { revision }]) => revision > (seen.get(node) ?? revision)));
  }

  async decide(_session: SessionIdentity, request: PermissionRequest): Promise<PermissionAnswer> {
    this.#call('decide');
    this.asked.push(request);
    return { id: request.id, ...this.decision(request) };
  }

  async give(
    _session: SessionIdentity,
    request: KeyRequest,
    granted: PermissionRequest | null,
  ): Promise<KeyAnswer> {
    this.#call('give');
    this.askedForKeys.push({ request, granted });
    const { id } = request;
    if (!granted) return { id, allowed: false, reason: 'no permission', key: new Uint8Array() };
    const key = Uint8Array.from({ length: 32 }, (_, index) => index + 1);
    this.givenKeys.push(key);
    return { id, allowed: true, reason: '', key };
  }

  /** Stores nothing until `releaseReports`. */
  holdReports(): void {
    this.#isHeld = true;
  }

  releaseReports(): void {
    this.#isHeld = false;
    this.#commit();
  }

  /** Reports that wait to be stored. */
  get waiting(): number {
    return this.#waiting.length;
  }

  #commit(): void {
    const batch = this.#waiting;
    this.#waiting = [];
    for (const commit of batch) commit();
  }

  async store(session: SessionIdentity, envelope: Envelope): Promise<Stored> {
    const { sequence, body } = envelope;
    if (sequence === 0 && body.type === 'hello') {
      this.hellos.push({ node: session.node, hello: body });
      return { acked: 0, wantsInventory: false };
    }
    return await new Promise((resolve, reject) => {
      this.#waiting.push(() => {
        try {
          resolve(this.#storeNow(session, envelope));
        } catch (error) {
          reject(error);
        }
      });
      if (!this.#isHeld && this.#waiting.length === 1) setImmediate(() => this.#isHeld || this.#commit());
    });
  }

  #storeNow(session: SessionIdentity, envelope: Envelope): Stored {
    this.#call('store');
    const { node, boot } = session;
    if (this.#isFenced(session)) throw new BmvError('SESSION_FENCED', `session of node ${node} was replaced`);
    const key = `${node} ${boot}`;
    const acked = this.#acked.get(key) ?? 0;
    if (envelope.sequence > acked) {
      if (envelope.follows > acked) this.#missed.add(node);
      if (envelope.body.type === 'inventory') {
        this.#missed.delete(node);
        this.#known.add(node);
      }
      this.stored.push({ node, envelope });
      this.#acked.set(key, envelope.sequence);
    }
    return { acked: Math.max(acked, envelope.sequence), wantsInventory: this.#missed.has(node) };
  }

  async storeUntrusted(key: string, envelope: Envelope): Promise<void> {
    this.#call('storeUntrusted');
    this.untrusted.delete(key);
    this.untrusted.set(key, envelope);
    const [oldest] = this.untrusted.keys();
    if (this.untrusted.size > UNTRUSTED_KEPT && oldest !== undefined) this.untrusted.delete(oldest);
  }

  /** As a restored backup would: all reports of a boot. */
  forgetReports(node: string, boot: string): void {
    this.#acked.delete(`${node} ${boot}`);
  }

  /** Epochs too. */
  forget(node: string, boot: string): void {
    this.forgetReports(node, boot);
    this.sessions.delete(node);
  }

  /** Numbers of the stored reports of a node, in the order in which they were stored. */
  numbersOf(node: string): readonly number[] {
    return this.stored.filter((report) => report.node === node).map(({ envelope }) => envelope.sequence);
  }
}
