import { setTimeout as sleep } from 'node:timers/promises';
import type { WebSocket } from 'ws';
import type { Authenticated } from './authenticate.ts';
import { Session } from './session.ts';
import type { SessionContext } from './session-context.ts';
import { type SessionCounts, SessionRegistry } from './session-registry.ts';

/** Between two looks at all sessions, milliseconds. */
const TICK_MS = 1000;

/**
 * All sessions of this replica, and what is done for all of them together: pings, leases and newer plans take few queries
 * and no timers of their own. `start` it; `close` it at the end.
 */
export class SessionHub {
  readonly #context: SessionContext;
  readonly #sessions = new SessionRegistry();
  readonly #failing = new Set<string>();
  #timers: NodeJS.Timeout[] = [];
  #isClosing = false;

  constructor(context: SessionContext) {
    this.#context = context;
  }

  get isClosing(): boolean {
    return this.#isClosing;
  }

  get counts(): SessionCounts {
    return this.#sessions.counts;
  }

  /** Sockets that are not gone. */
  get size(): number {
    return this.#sessions.size;
  }

  get untrusted(): number {
    return this.#sessions.untrusted;
  }

  start(): void {
    const { planPollMs, leaseMs } = this.#context.limits;
    this.#timers = [
      setInterval(() => this.tick(), TICK_MS),
      this.#repeat(planPollMs, 'plans', () => this.#pushPlans()),
      this.#repeat(leaseMs / 3, 'leases', () => this.#renew()),
    ];
  }

  /** Takes a socket whose upgrade was granted. */
  accept(socket: WebSocket, agent: Authenticated, remote: string): void {
    this.#sessions.add(new Session(socket, { agent, remote }, this.#context, this.#sessions));
  }

  /** The node may have a newer plan: tells its agent at once, where it is connected here. */
  async poke(node: string): Promise<void> {
    const session = this.#sessions.ofNode(node);
    if (session?.isOpen) session.pushPlan(await this.#context.store.planOf(node));
  }

  /** Called by itself; public for tests. */
  tick(): void {
    for (const session of this.#sessions.all) session.tick();
  }

  /** Stores and acknowledges what was read, tells every agent, and resolves when no socket is left. */
  async close(): Promise<void> {
    this.#isClosing = true;
    for (const timer of this.#timers) clearInterval(timer);
    const { drainMs, closeMs } = this.#context.limits;
    const drained = [...this.#sessions.all].map((session) => session.drain());
    await within(drainMs, Promise.all(drained));
    for (const session of this.#sessions.all) session.goAway();
    await within(closeMs, this.#sessions.empty());
    for (const session of this.#sessions.all) session.terminate();
    await this.#sessions.empty();
  }

  /** Never twice at a time; a failure is logged once, until it works again. */
  #repeat(everyMs: number, what: string, work: () => Promise<void>): NodeJS.Timeout {
    const { logger } = this.#context;
    let isRunning = false;
    return setInterval(() => {
      if (isRunning) return;
      isRunning = true;
      work()
        .then(() => {
          if (this.#failing.delete(what)) logger.info({ what }, 'the store answers for sessions again');
        })
        .catch((error: unknown) => {
          if (this.#failing.has(what)) return;
          this.#failing.add(what);
          const message = error instanceof Error ? error.message : String(error);
          logger.warn({ what, error: message }, 'the store does not answer for sessions; they go on without');
        })
        .finally(() => {
          isRunning = false;
        });
    }, everyMs);
  }

  async #pushPlans(): Promise<void> {
    const seen = new Map<string, number>();
    for (const session of this.#sessions.open)
      if (session.identity) seen.set(session.identity.node, session.planRevision);
    if (seen.size === 0) return;
    for (const [node, plan] of await this.#context.store.newerPlans(seen))
      this.#sessions.ofNode(node)?.pushPlan(plan);
  }

  async #renew(): Promise<void> {
    const identities = this.#sessions.open
      .map(({ identity }) => identity)
      .filter((identity) => identity !== null);
    if (identities.length === 0) return;
    for (const { node, epoch } of await this.#context.store.renewAll(
      identities,
      this.#context.limits.leaseMs,
    )) {
      const session = this.#sessions.ofNode(node);
      if (session?.identity?.epoch === epoch) session.fence();
    }
  }
}

/** Resolves with the work, or when its time is over. */
async function within(ms: number, work: Promise<unknown>): Promise<void> {
  const ended = new AbortController();
  await Promise.race([work, sleep(ms, undefined, { signal: ended.signal }).catch(() => {})]);
  ended.abort();
}
