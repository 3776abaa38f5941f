import type { Logger } from 'pino';
import { describeError } from '../describe-error.ts';
import type { RegistryHealth } from '../registry-link.ts';
import { backOffMs } from './back-off.ts';
import type { ChannelMemory } from './channel-memory.ts';
import { Credentials } from './credentials.ts';
import { type DialEnd, dial } from './dial.ts';
import type { NodeFacts } from './node-facts.ts';
import type { Session } from './session.ts';
import type { ChannelSettings } from './settings.ts';
import { readSharedKey } from './shared-key.ts';
import { type Report, Spool } from './spool.ts';

export interface ChannelOptions {
  readonly settings: ChannelSettings;
  readonly facts: NodeFacts;
  readonly memory: Pick<ChannelMemory, 'bootId' | 'lastSequence' | 'session' | 'keep'>;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** From 0 to below 1. */
  readonly random: () => number;
  readonly logger: Logger;
  /** The registry wants a full inventory. */
  readonly onWantsInventory: () => void;
  /** Hears that the registry has stored all reports up to this one. */
  readonly onAcked?: (sequence: number) => void;
}

/** How it stands with the registry. `open`: it has said welcome. */
export type Link =
  | { readonly is: 'connecting' }
  | { readonly is: 'open'; readonly session: Session }
  | { readonly is: 'down'; readonly why: string };

const FLUSH_LOOK_MS = 20;
const CLOSE_MS = 500;

/**
 * The agent's end of the channel: connects again for ever, and keeps what is to be told until it is stored. Nothing here
 * throws, and nothing here keeps the process alive.
 *
 * The spool is memory. What a process that was killed had not told is in the full inventory that the next one begins
 * with, and what only a step could know of volumes is in `EffectJournal`.
 */
export class Channel {
  readonly #options: ChannelOptions;
  readonly #bootId: string;
  readonly #spool: Spool;
  readonly #credentials: Credentials;
  readonly #waiters = new Set<() => void>();
  #link: Link = { is: 'down', why: 'the agent has just started' };
  #isReachable = false;
  #isStopped = false;
  /** Ends the attempt or session that there is. */
  #control = new AbortController();
  #session: Session | null = null;
  #wake: () => void = () => {};

  constructor(options: ChannelOptions) {
    this.#options = options;
    const { settings, memory, now, logger, onAcked = () => {} } = options;
    const { bootId, lastSequence, session } = memory;
    this.#bootId = bootId;
    this.#spool = new Spool({ bootId, lastSequence, maxBytes: settings.spoolBytes, now, onAcked });
    this.#credentials = new Credentials({
      boot: bootId,
      session,
      onSession: (kept) => memory.keep(kept),
      node: settings.node,
      hasCertificate: settings.tls.cert !== '',
      readKey: async () => await readSharedKey(settings.keyFile, logger),
    });
  }

  start(): void {
    void this.#run();
  }

  get link(): Link {
    return this.#link;
  }

  /** The registry has answered as it should, as far as anybody knows. */
  get isReachable(): boolean {
    return this.#isReachable;
  }

  /** Lower-case UUID of the node; empty before anybody told it. */
  get node(): string {
    return this.#credentials.node;
  }

  get health(): RegistryHealth {
    const session = this.#link.is === 'open' ? this.#link.session : null;
    return {
      connected: session !== null,
      trust: session === null ? 'none' : session.isTrusted ? 'trusted' : 'untrusted',
      spooled: this.#spool.waiting,
      dropped: this.#spool.dropped,
    };
  }

  /** The newest report that the registry is known to have stored; 0 for none. */
  get acked(): number {
    return this.#spool.acked;
  }

  /** Takes a report in, and returns its number. One that cannot be sent has none: that is a defect, and no step's. */
  report(report: Report): number {
    try {
      const sequence = this.#spool.add(report);
      this.#session?.pump();
      return sequence;
    } catch (error) {
      const { message } = describeError(error);
      this.#options.logger.error({ type: report.type, error: message }, 'a report is lost');
      return 0;
    }
  }

  /** What a step brought. The registry hears of it at once, unless it trusts this node already. */
  learn(brought: { readonly node: string; readonly nonce: string | null }): void {
    if (!this.#credentials.learn(brought) || this.trustedSession !== null) return;
    if (this.#isStopped) return;
    this.#setLink({ is: 'connecting' });
    this.#control.abort();
    this.#wake();
  }

  /** That in which the registry believes that this is the node; null while there is none. */
  get trustedSession(): Session | null {
    if (this.#link.is !== 'open') return null;
    const { session } = this.#link;
    const isOfNode = session.node === '' || session.node === this.#credentials.node;
    return session.isTrusted && !session.isOver && isOfNode ? session : null;
  }

  /** Without waiting for the end of a pause. */
  connectNow(): void {
    if (this.#link.is !== 'down' || this.#isStopped) return;
    this.#setLink({ is: 'connecting' });
    this.#wake();
  }

  /** Returns when the link has changed or the signal ends. */
  async changed(signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    await new Promise<void>((resolve) => {
      const done = () => {
        this.#waiters.delete(done);
        signal.removeEventListener('abort', done);
        resolve();
      };
      this.#waiters.add(done);
      signal.addEventListener('abort', done);
    });
  }

  /** Gives the registry time until the signal ends to store what it has not. */
  async flush(signal: AbortSignal): Promise<void> {
    const isUnderWay = () => this.#link.is === 'connecting' || this.trustedSession !== null;
    while (!signal.aborted && this.#spool.waiting > 0 && isUnderWay()) await sleep(FLUSH_LOOK_MS);
  }

  /** `flush`, and goes. */
  async stop(signal: AbortSignal): Promise<void> {
    await this.flush(signal);
    this.#isStopped = true;
    const session = this.#session;
    this.#control.abort();
    this.#wake();
    if (session) await Promise.race([session.ended, sleep(CLOSE_MS)]);
    const { waiting } = this.#spool;
    if (waiting > 0)
      this.#options.logger.warn({ reports: waiting }, 'the registry has not stored everything');
  }

  #setLink(link: Link): void {
    this.#link = link;
    for (const done of [...this.#waiters]) done();
  }

  async #run(): Promise<void> {
    const { settings, random } = this.#options;
    let failures = 0;
    while (!this.#isStopped) {
      this.#setLink({ is: 'connecting' });
      this.#control = new AbortController();
      const end = await this.#connect(this.#control.signal);
      this.#session = null;
      if (this.#isStopped || this.#control.signal.aborted) continue;
      if (end.status === 401 && this.#credentials.refused(end.attempt)) {
        this.#log('info', end, null);
        continue;
      }
      this.#isReachable = false;
      failures = end.lastedMs > settings.backOff.mostMs ? 1 : failures + 1;
      const { mostMs } = settings.backOff;
      const pauseMs = end.mayRetry ? backOffMs(failures, settings.backOff, random()) : mostMs;
      this.#log('warn', end, pauseMs);
      this.#setLink({ is: 'down', why: end.why });
      await this.#pause(pauseMs);
    }
    this.#setLink({ is: 'down', why: 'the agent ends' });
  }

  async #connect(signal: AbortSignal): Promise<DialEnd> {
    const { settings, facts, now, logger, onWantsInventory } = this.#options;
    return await dial({
      ...{ settings, facts, now, logger, signal },
      bootId: this.#bootId,
      spool: this.#spool,
      credentials: this.#credentials,
      onSession: (session) => {
        this.#session = session;
      },
      onWelcome: (session) => {
        this.#isReachable = true;
        this.#setLink({ is: 'open', session });
      },
      onWantsInventory,
    });
  }

  #log(level: 'info' | 'warn', { attempt, why }: DialEnd, pauseMs: number | null): void {
    const { logger, settings } = this.#options;
    const about = { registry: settings.endpoint.shown, by: attempt.method, why };
    logger[level](pauseMs === null ? about : { ...about, pauseMs }, 'no connection to the registry');
  }

  async #pause(ms: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms).unref();
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#wake = () => {};
  }
}

async function sleep(ms: number): Promise<void> {
  await new Promise<void>((resolve) => setTimeout(resolve, ms));
}
