import { randomBytes } from 'node:crypto';
import type { Logger } from 'pino';
import { BmvError } from '../../proto/error.ts';
import type { NonceStore } from '../sessions/ports.ts';
import type { IronicClient } from './client.ts';
import { type NonceAction, nonceActions } from './nonce-actions.ts';
import { Rounds } from './rounds.ts';

export interface NonceKeeperOptions {
  readonly ironic: Pick<IronicClient, 'nodes' | 'node' | 'putNonce' | 'removeNonce' | 'harm'>;
  readonly store: NonceStore;
  readonly logger: Logger;
  /** Between two looks at all nodes, milliseconds: at most. Default 60 s. */
  readonly pollMs?: number;
  /** The same at least, where Ironic answers so fast that more looks are no burden. Default 5 s. */
  readonly minPollMs?: number;
  /** Of a nonce, milliseconds; renewed when half of it has passed. Default 24 h: see README.md, Authentication. */
  readonly lifeMs?: number;
  /** Nodes that are changed at a time. Default 4. */
  readonly concurrency?: number;
}

/** Keeps a fresh nonce in every node that may begin to boot a ramdisk. Several replicas may do so at the same time. */
export class NonceKeeper {
  readonly #options: Required<NonceKeeperOptions>;
  readonly #rounds: Rounds;
  #hasChanged = false;

  constructor(options: NonceKeeperOptions) {
    this.#options = { pollMs: 60_000, minPollMs: 5000, lifeMs: 86_400_000, concurrency: 4, ...options };
    const { logger } = options;
    const round = async () => await this.keep();
    this.#rounds = new Rounds({
      round,
      pace: this.#options,
      what: 'nonces',
      harm: 'nodes without one stay untrusted',
      logger,
    });
  }

  start(): void {
    this.#rounds.start();
  }

  /** Gives up what is under way. */
  async stop(): Promise<void> {
    await this.#rounds.stop();
  }

  /** Looks at all nodes once. Throws `IRONIC_FAILED` or an error of the store. */
  async keep(): Promise<void> {
    const { ironic, store, lifeMs, concurrency } = this.#options;
    const nodes = await ironic.nodes(this.#rounds.signal);
    const [known, nowMs] = await Promise.all([store.nonces(), store.nowMs()]);
    const actions = [...nonceActions(nodes, known, { nowMs, lifeMs })];
    const mayGoOn = () => !this.#rounds.signal.aborted && ironic.harm === null;
    const work = async () => {
      for (let next = actions.shift(); next && mayGoOn(); next = actions.shift()) await this.#carryOut(next);
    };
    // The first change alone: where it does harm, no other node is to suffer it.
    const first = mayGoOn() && !this.#hasChanged ? actions.shift() : undefined;
    if (first) await this.#carryOut(first);
    await Promise.all(Array.from({ length: concurrency }, work));
    if (ironic.harm !== null) throw new BmvError('IRONIC_FAILED', ironic.harm);
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
    const { signal } = this.#rounds;
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
    const { store, logger } = this.#options;
    try {
      if (action === 'put') {
        const isPut = await this.renew(node);
        if (isPut) this.#hasChanged = true;
        logger.debug({ node, isPut }, 'nonce of a node renewed');
      } else if (await this.#isGone(action, node)) {
        await store.dropNonce(node);
        logger.debug({ node }, 'nonce of a node removed');
      }
    } catch (error) {
      if (this.#rounds.signal.aborted) return;
      const message = error instanceof Error ? error.message : String(error);
      logger.warn({ node, action, error: message }, 'the nonce of a node was not changed; tried again later');
    }
  }

  /** HAZARD: a list without a node may not be all there is; only Ironic's word for that node is. */
  async #isGone(action: 'remove' | 'forget', node: string): Promise<boolean> {
    const { ironic } = this.#options;
    const { signal } = this.#rounds;
    if (action === 'remove') return await ironic.removeNonce(node, signal);
    return (await ironic.node(node, signal)) === null;
  }
}
