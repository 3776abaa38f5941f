import type { Logger } from 'pino';
import { Rounds } from './rounds.ts';
import { type TraitAction, traitActions } from './trait-actions.ts';
import type { TraitClient } from './trait-client.ts';
import type { TraitNames } from './trait-names.ts';

/** Which nodes are held, as the registry knows at the moment that it is asked. */
export interface HeldNodes {
  /** Whether each node is, of all that are known. */
  all(): Promise<ReadonlyMap<string, boolean>>;
  /** Null: not known. */
  of(node: string): Promise<boolean | null>;
}

export interface TraitKeeperOptions {
  readonly ironic: Pick<TraitClient, 'nodes' | 'node' | 'add' | 'remove'>;
  readonly held: HeldNodes;
  readonly names: TraitNames;
  readonly logger: Logger;
  /** As those of `NonceKeeperOptions`. */
  readonly pollMs?: number;
  readonly minPollMs?: number;
  readonly concurrency?: number;
}

/**
 * Keeps the traits of nodes that the registry knows as they should be, and no other trait. Several replicas may do so at
 * the same time.
 */
export class TraitKeeper {
  readonly #options: Required<TraitKeeperOptions>;
  readonly #rounds: Rounds;
  readonly #looks = new Set<Promise<void>>();
  /** Nodes whose last change failed, so that each is told once. */
  readonly #failing = new Set<string>();

  constructor(options: TraitKeeperOptions) {
    this.#options = { pollMs: 60_000, minPollMs: 5000, concurrency: 4, ...options };
    const { logger } = options;
    const round = async () => await this.keep();
    this.#rounds = new Rounds({
      round,
      pace: this.#options,
      what: 'traits',
      harm: 'schedulers do not see what is held',
      logger,
    });
  }

  start(): void {
    this.#rounds.start();
  }

  /** Gives up what is under way. */
  async stop(): Promise<void> {
    await Promise.all([this.#rounds.stop(), ...this.#looks]);
  }

  /** Looks at all nodes once. Throws `IRONIC_FAILED` or an error of the store. */
  async keep(): Promise<void> {
    const { ironic, held, names, concurrency } = this.#options;
    // HAZARD: the registry's word last. What is held by the time that it is asked must not be taken for free.
    const nodes = await ironic.nodes(this.#rounds.signal);
    const actions = [...traitActions(nodes, await held.all(), names)];
    const work = async () => {
      for (let next = actions.shift(); next && !this.#rounds.signal.aborted; next = actions.shift())
        await this.#carryOut(next);
    };
    await Promise.all(Array.from({ length: concurrency }, work));
  }

  /** A volume of the node was asked for or given up just now: it does not wait for the next look. */
  look(node: string): void {
    if (this.#rounds.signal.aborted) return;
    const looking = this.#keepOne(node)
      .catch((error: unknown) => this.#failed(node, error))
      .finally(() => this.#looks.delete(looking));
    this.#looks.add(looking);
  }

  async #keepOne(node: string): Promise<void> {
    const { ironic, held, names } = this.#options;
    const found = await ironic.node(node, this.#rounds.signal);
    const isHeld = await held.of(node);
    if (!found || isHeld === null) return;
    for (const action of traitActions([found], new Map([[node, isHeld]]), names))
      await this.#carryOut(action);
  }

  /** One node that fails does not keep the others from theirs. */
  async #carryOut(action: TraitAction): Promise<void> {
    const { logger } = this.#options;
    const { node, trait } = action;
    try {
      const isDone = action.action === 'add' ? await this.#add(action) : await this.#remove(action);
      this.#failing.delete(node);
      if (isDone) logger.info({ node, trait, action: action.action }, 'trait of a node changed');
      else
        logger.debug({ node, trait, action: action.action }, 'Ironic takes no change of the node just now');
    } catch (error) {
      this.#failed(node, error);
    }
  }

  async #add({ node, trait }: TraitAction): Promise<boolean> {
    return await this.#options.ironic.add(node, trait, this.#rounds.signal);
  }

  /**
   * HAZARD: a volume may be reserved while the trait is being removed, and another replica have put it there for that; so
   * the registry is asked before and behind it.
   */
  async #remove(action: TraitAction): Promise<boolean> {
    const { ironic, held } = this.#options;
    if ((await held.of(action.node)) !== false) return false;
    const isDone = await ironic.remove(action.node, action.trait, this.#rounds.signal);
    if ((await held.of(action.node)) === false) return isDone;
    await this.#add(action);
    return false;
  }

  #failed(node: string, error: unknown): void {
    if (this.#rounds.signal.aborted || this.#failing.has(node)) return;
    this.#failing.add(node);
    const message = error instanceof Error ? error.message : String(error);
    this.#options.logger.warn(
      { node, error: message },
      'the traits of a node were not changed; tried again later',
    );
  }
}
