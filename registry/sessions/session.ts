import type { WebSocket } from 'ws';
import type { DesiredVolumes, Envelope, Hello, Trust } from '../../proto/channel.ts';
import { BmvError } from '../../proto/error.ts';
import type { Authenticated } from './authenticate.ts';
import { Connection, type Ending } from './connection.ts';
import type { Conversation } from './conversation.ts';
import { isInventoryWanted, machineKey, objectionTo } from './hello.ts';
import type { SessionIdentity } from './ports.ts';
import type { SessionContext } from './session-context.ts';
import { TrustedConversation } from './trusted-conversation.ts';
import { UntrustedConversation } from './untrusted-conversation.ts';

/** Who keeps the sessions of a replica. */
export interface SessionHost {
  /** A trusted session has its epoch. False where the replica has a newer one of its node. */
  opened(session: Session): boolean;
  ended(session: Session, ending: Ending): void;
  /** The socket is gone. */
  gone(session: Session): void;
}

/** Endings that somebody may have to look at. */
const WARNED: ReadonlySet<Ending> = new Set<Ending>([
  ...(['silent', 'no-hello', 'invalid', 'protocol', 'node-differs'] as const),
  ...(['unauthenticated', 'store', 'slow-reader'] as const),
]);

const BUSY = 'the registry cannot store anything just now; it keeps trying, and so should the agent';

/** One connection of an agent, from the upgrade to its end. Whatever goes wrong ends this connection, and no other. */
export class Session {
  readonly trust: Exclude<Trust, 'unknown'>;
  readonly #agent: Authenticated;
  readonly #remote: string;
  readonly #context: SessionContext;
  readonly #host: SessionHost;
  readonly #connection: Connection;
  readonly #acceptedAtMs: number;
  #isBeginning = false;
  #identity: SessionIdentity | null = null;
  #conversation: Conversation | null = null;

  constructor(
    socket: WebSocket,
    { agent, remote }: { readonly agent: Authenticated; readonly remote: string },
    context: SessionContext,
    host: SessionHost,
  ) {
    this.trust = agent.trust;
    this.#agent = agent;
    this.#remote = remote;
    this.#context = context;
    this.#host = host;
    this.#acceptedAtMs = context.monotonicMs();
    const { limits, monotonicMs, wallMs } = context;
    const isTrusted = agent.trust === 'trusted';
    this.#connection = new Connection(
      socket,
      { isTrusted, limits, monotonicMs, wallMs },
      {
        onFrame: (envelope, bytes) => this.#receive(envelope, bytes),
        onEnd: (ending, detail) => this.#ended(ending, detail),
        onGone: () => host.gone(this),
      },
    );
  }

  /** Of a trusted session that has its epoch; null otherwise. */
  get identity(): SessionIdentity | null {
    return this.#identity;
  }

  /** The hello was answered with a welcome. */
  get isOpen(): boolean {
    return this.#conversation !== null && !this.#connection.hasEnded;
  }

  /** The newest plan that the agent was told; 0 for none. */
  get planRevision(): number {
    return this.#conversation?.planRevision ?? 0;
  }

  pushPlan(plan: DesiredVolumes): void {
    this.#connection.guard(() => this.#conversation?.pushPlan(plan));
  }

  /** About once a second. */
  tick(): void {
    this.#connection.guard(() => this.#tick());
  }

  #tick(): void {
    const waitedMs = this.#context.monotonicMs() - this.#acceptedAtMs;
    const saidHello = this.#isBeginning || this.#conversation !== null;
    if (!saidHello && !this.#connection.hasEnded && waitedMs >= this.#context.limits.helloMs)
      this.#connection.terminate('no-hello', `no hello came in ${Math.round(waitedMs)} ms`);
    this.#connection.tick();
    if (this.isOpen) this.#conversation?.tick();
  }

  /** A newer session of the node stores from now on. */
  fence(): void {
    const { node, epoch } = this.#identity ?? { node: 'unknown', epoch: 0 };
    const message = `session ${epoch} of node ${node} was replaced by a newer one`;
    this.#connection.refuse('fenced', { code: 'SESSION_FENCED', message, mayRetry: true });
  }

  /** Reads nothing more, and resolves when all that was read is dealt with and acknowledged. */
  async drain(): Promise<void> {
    this.#connection.intake.hold('stopping');
    await this.#conversation?.settled;
  }

  /** The process ends. */
  goAway(): void {
    this.#connection.goAway();
  }

  /** Does not wait for the agent's side. */
  terminate(): void {
    this.#connection.terminate('stopping', 'the registry ends');
  }

  #receive(envelope: Envelope, bytes: number): void {
    if (this.#conversation) {
      this.#conversation.receive(envelope, bytes);
      return;
    }
    if (this.#isBeginning) throw new BmvError('MESSAGE_INVALID', 'a frame came before the welcome');
    const { body, bootId } = envelope;
    if (body.type !== 'hello')
      throw new BmvError('MESSAGE_INVALID', `the first frame is a ${body.type}, and must be a hello`);
    const objection = objectionTo(body, bootId, this.#agent);
    if (objection) {
      this.#connection.refuse(objection.ending, objection.refusal);
      return;
    }
    this.#isBeginning = true;
    this.#connection.intake.hold('beginning');
    this.#begin(body, envelope)
      .catch((error: unknown) => this.#fail(error))
      .finally(() => this.#connection.intake.release('beginning'));
  }

  async #begin(hello: Hello, envelope: Envelope): Promise<void> {
    const { node } = this.#agent;
    const { bootId } = envelope;
    if (node === null) await this.#beginUntrusted(machineKey(hello, bootId), bootId);
    else await this.#beginTrusted(node, hello, envelope);
  }

  async #beginUntrusted(key: string, boot: string): Promise<void> {
    const parts = { boot, key, connection: this.#connection, context: this.#context };
    const conversation = new UntrustedConversation({ ...parts, onFailure: (error) => this.#fail(error) });
    await conversation.welcome();
    this.#conversation = conversation;
    this.#context.logger.info({ machine: key, remote: this.#remote }, 'untrusted agent connected');
  }

  async #beginTrusted(node: string, hello: Hello, envelope: Envelope): Promise<void> {
    const boot = envelope.bootId;
    const { store, replica, limits, logger } = this.#context;
    const connection = this.#connection;
    const start = await store.begin({ node, boot, replica, leaseMs: limits.leaseMs });
    const { epoch } = start;
    const identity = { node, boot, epoch };
    if (connection.hasEnded) {
      await store.end(identity);
      return;
    }
    this.#identity = identity;
    connection.identify(boot, epoch);
    if (!this.#host.opened(this)) {
      this.fence();
      return;
    }
    const conversation = new TrustedConversation({
      ...{ identity, stored: start.acked, acked: hello.acked, connection, context: this.#context },
      onFailure: (error) => this.#fail(error),
    });
    await conversation.welcome(isInventoryWanted(hello, start));
    if (connection.hasEnded) return;
    this.#conversation = conversation;
    connection.whenArrived(() => void this.#useNonce(node));
    const { method } = this.#agent;
    logger.info({ node, epoch, remote: this.#remote, method }, 'agent connected');
    this.#describe(identity, envelope);
    conversation.pushPlan(await store.planOf(node));
  }

  /** What the machine says of itself is no report: where it cannot be stored now, the next hello says it again. */
  #describe(identity: SessionIdentity, hello: Envelope): void {
    this.#context.ingest.store(identity, hello).catch((error: unknown) => {
      const message = error instanceof Error ? error.message : String(error);
      this.#context.logger.warn({ node: identity.node, error: message }, 'a hello was not stored');
    });
  }

  /** Not before the agent has its welcome: one whose connection broke would have neither nonce nor credential. */
  async #useNonce(node: string): Promise<void> {
    const { nonce } = this.#agent;
    if (nonce === null) return;
    try {
      if (await this.#context.store.useNonce(node, nonce)) return;
      const message = `others have used up the nonce of node ${node}; a later step of Ironic brings another one`;
      const refusal = { code: 'AGENT_UNAUTHENTICATED', message, mayRetry: true };
      this.#connection.refuse('unauthenticated', refusal);
    } catch (error) {
      this.#fail(error);
    }
  }

  /** Of the store, of ingest, of the judge: the agent keeps what was not acknowledged. */
  #fail(error: unknown): void {
    if (error instanceof BmvError && error.code === 'SESSION_FENCED') {
      this.fence();
      return;
    }
    const detail = error instanceof Error ? error.message : String(error);
    const refusal = { code: 'STORE_FAILED', message: BUSY, mayRetry: true };
    this.#connection.refuse('store', refusal, detail);
  }

  #ended(ending: Ending, detail: string): void {
    const { store, logger } = this.#context;
    const identity = this.#identity;
    const { node, epoch } = identity ?? { node: this.#agent.node, epoch: null };
    const level = ending === 'error' ? 'error' : WARNED.has(ending) ? 'warn' : 'info';
    logger[level]({ node, epoch, remote: this.#remote, ending, detail }, 'agent disconnected');
    this.#host.ended(this, ending);
    if (!identity || ending === 'fenced') return;
    store.end(identity).catch((error: unknown) => {
      const message = error instanceof Error ? error.message : String(error);
      logger.warn({ node, epoch, error: message }, 'the end of a session was not stored; its lease runs out');
    });
  }
}
