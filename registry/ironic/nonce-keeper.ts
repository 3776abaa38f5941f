import { randomBytes } from 'node:crypto';
import type { Logger } from 'pino';
import type { NonceStore } from '../sessions/ports.ts';
import type { IronicClient } from './client.ts';
import { type NonceAction, nonceActions } from './nonce-actions.ts';

export interface NonceKeeperOptions {
  readonly ironic: Pick<IronicClient, 'nodes' | 'node' | 'putNonce' | 'removeNonce'>;
  readonly store: NonceStore;
  readonly logger: Logger;
  /** Between two looks at all nodes, milliseconds. Default 60 s. */
  readonly pollMs?: number;
  /** Of a nonce, milliseconds; renewed when half of it has passed. Default 24 h: see README.md, Authentication. */
  readonly lifeMs?: number;
  /** Nodes that are changed at a time. Default 4. */
  readonly concurrency?: number;
}

/** Keeps a fresh nonce in every node that may begin to boot a ramdisk. Several replicas may do so at the same time. */
export class NonceKeeper {
  readonly #options: Required<NonceKeeperOptions>;
  readonly #control = new AbortController();
  #timer: NodeJS.Timeout | null = null;
  #running: Promise<void> = Promise.resolve();
  #isFailing = false;

  constructor(options: NonceKeeperOptions) {
    this.#options = { pollMs: 60_000, lifeMs: 86_400_000, concurrency: 4, ...options };
  }

  start(): void {
    this.#next(0);
  }

  /** Gives up what is under way. */
  async stop(): Promise<void> {
    this.#control.abort();
    if (this.#timer) clearTimeout(this.#timer);
    await this.#running;
  }

  /** Looks at all nodes once. Throws `IRONIC_FAILED` or an error of the store. */
  async keep(): Promise<void> {
    const { ironic, store, lifeMs, concurrency } = this.#options;
    const nodes = await ironic.nodes(this.#control.signal);
    const [known, nowMs] = await Promise.all([store.nonces(), store.nowMs()]);
    const actions = [...nonceActions(nodes, known, { nowMs, lifeMs })];
    const work = async () => {
      for (let next = actions.shift(); next && !this.#control.signal.aborted; next = actions.shift())
        await this.#carryOut(next);
    };
    await Promise.all(Array.from({ length: concurrency }, work));
  }

  /**
   * Puts another nonce into a node now, for whoever cannot wait. False where Ironic takes no change of it just now. Throws
   * `IRONIC_FAILED` or an error of the store.
   */
  async renew(node: string): Promise<boolean> {
    const { store, lifeMs } = this.#options;
    const nonce = randomBytes(32).toString('base64url');
    if (!(await this.#isPut(node, nonce))) return false;
    // HAZARD: Ironic first. Were it refused there, the node would still bring the one before, and that must be good.
    await store.putNonce(node, nonce, (await store.nowMs()) + lifeMs);
    return true;
  }

  /** Also where the answer was lost, and Ironic has it. */
  async #isPut(node: string, nonce: string): Promise<boolean> {
    const { ironic } = this.#options;
    const { signal } = this.#control;
    try {
      return await ironic.putNonce(node, nonce, signal);
    } catch (error) {
      const now = await ironic.node(node, signal).catch(() => null);
      if (now?.nonce === nonce) return true;
      throw error;
    }
  }

  /** One node that fails does not keep the others from theirs. */
  async #carryOut({ action, node }: NonceAction): Promise<void> {
    const { ironic, store, logger } = this.#options;
    try {
      if (action === 'put') {
        const isPut = await this.renew(node);
        logger.debug({ node, isPut }, 'nonce of a node renewed');
      } else if (action === 'forget' || (await ironic.removeNonce(node, this.#control.signal))) {
        await store.dropNonce(node);
        logger.debug({ node }, 'nonce of a node removed');
      }
    } catch (error) {
      if (this.#control.signal.aborted) return;
      const message = error instanceof Error ? error.message : String(error);
      logger.warn({ node, action, error: message }, 'the nonce of a node was not changed; tried again later');
    }
  }

  async #round(): Promise<void> {
    const { logger } = this.#options;
    try {
      await this.keep();
      if (this.#isFailing) logger.info('nonces are kept again');
      this.#isFailing = false;
    } catch (error) {
      if (this.#control.signal.aborted) return;
      const message = error instanceof Error ? error.message : String(error);
      if (!this.#isFailing)
        logger.warn({ error: message }, 'nonces are not kept; nodes without one stay untrusted');
      this.#isFailing = true;
    }
  }

  /** With some chance in it, so that two replicas that began together do not undo each other's work for ever. */
  #next(waitMs: number): void {
    this.#timer = setTimeout(() => {
      this.#running = this.#round().finally(() => {
        if (!this.#control.signal.aborted) this.#next(this.#options.pollMs * (0.8 + 0.4 * Math.random()));
      });
    }, waitMs);
  }
}
