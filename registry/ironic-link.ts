import type { Logger } from 'pino';
import type { IronicState } from './api/health.ts';
import { IronicClient, type IronicNode } from './ironic/client.ts';
import type { IronicOptions } from './ironic/http.ts';
import { type InstanceStore, InstanceWatch } from './ironic/instance-watch.ts';
import { NonceKeeper } from './ironic/nonce-keeper.ts';
import { ramdiskCheck } from './ironic/ramdisk-check.ts';
import { TraitClient } from './ironic/trait-client.ts';
import { type HeldNodes, TraitKeeper } from './ironic/trait-keeper.ts';
import type { TraitNames } from './ironic/trait-names.ts';
import { NONCE_BOOTS } from './sessions/limits.ts';
import type { NonceStore } from './sessions/ports.ts';

/** What Ironic says is kept here. */
export interface IronicKeep {
  readonly nonces: NonceStore;
  /** By node. */
  readonly instances: InstanceStore;
  /** Of instances of which Ironic names none; empty for none. */
  readonly defaultProject: string;
  readonly nameNodes: (names: ReadonlyMap<string, string>) => Promise<void>;
  /** What schedulers are told by traits; by default nothing. */
  readonly traits?: { readonly names: TraitNames; readonly held: HeldNodes } | null;
}

/** How often Ironic is looked at, milliseconds. */
export interface IronicPace {
  /** Between two looks at all nodes: at most. */
  readonly pollMs: number;
  /** The same at least; looks take a twentieth of the time. */
  readonly minPollMs: number;
  /** Of a nonce; it is renewed when half of it has passed. */
  readonly nonceLifeMs: number;
  /** Boots that a nonce vouches for. */
  readonly nonceBoots: number;
  /** Nodes that are changed at a time. */
  readonly concurrency: number;
}

export const IRONIC_PACE: IronicPace = {
  pollMs: 60_000,
  minPollMs: 5000,
  nonceLifeMs: 86_400_000,
  nonceBoots: NONCE_BOOTS,
  concurrency: 4,
};

/**
 * What the registry does with Ironic: keeps nonces and traits in its nodes, takes their names, and remembers what it said
 * last.
 */
export class IronicLink implements IronicState {
  readonly #client: IronicClient;
  readonly #keeper: NonceKeeper;
  readonly #traitClient: TraitClient;
  readonly #traits: TraitKeeper | null;
  readonly #keep: IronicKeep;
  readonly #watch: InstanceWatch;
  readonly #logger: Logger;
  readonly #states = new Map<string, string>();
  #isWorking: boolean | null = null;

  /** Throws `CONFIG_INVALID`. */
  constructor(options: IronicOptions, pace: IronicPace, keep: IronicKeep, logger: Logger) {
    const client = new IronicClient(options);
    this.#client = client;
    this.#keep = keep;
    const { instances, defaultProject } = keep;
    this.#watch = new InstanceWatch({ ironic: client, store: instances, logger, defaultProject });
    this.#logger = logger;
    this.#keeper = new NonceKeeper({
      ironic: {
        nodes: async (signal) => await this.#nodes(signal),
        node: async (uuid, signal) => await client.node(uuid, signal),
        putNonce: async (uuid, nonce, signal) => await client.putNonce(uuid, nonce, signal),
        removeNonce: async (uuid, signal) => await client.removeNonce(uuid, signal),
        get harm() {
          return client.harm;
        },
      },
      ...{
        store: keep.nonces,
        logger,
        pollMs: pace.pollMs,
        minPollMs: pace.minPollMs,
        lifeMs: pace.nonceLifeMs,
        concurrency: pace.concurrency,
      },
    });
    this.#traitClient = new TraitClient(options);
    const { pollMs, minPollMs, concurrency } = pace;
    this.#traits = keep.traits
      ? new TraitKeeper({
          ...{ ironic: this.#traitClient, ...keep.traits, logger, pollMs, minPollMs, concurrency },
        })
      : null;
  }

  get isWorking(): boolean | null {
    return this.#isWorking;
  }

  /** What state Ironic had the node in, when it was asked last; null where it did not say. */
  provisionState(node: string): string | null {
    return this.#states.get(node) ?? null;
  }

  /** Whether the node's ramdisk may be running. Throws `IRONIC_FAILED`. */
  get isInRamdisk(): (node: string) => Promise<boolean> {
    return ramdiskCheck(this.#client);
  }

  /** Null where Ironic knows no such instance. Throws `IRONIC_FAILED`. */
  async nodeOfInstance(instance: string): Promise<string | null> {
    return await this.#traitClient.nodeOfInstance(instance);
  }

  start(): void {
    this.#keeper.start();
    this.#traits?.start();
  }

  /** Volumes of the node were asked for or given up: schedulers are told without delay. */
  changed(node: string): void {
    this.#traits?.look(node);
  }

  async stop(): Promise<void> {
    await Promise.all([this.#keeper.stop(), this.#traits?.stop()]);
    await Promise.all([this.#client.close(), this.#traitClient.close()]);
  }

  async #nodes(signal?: AbortSignal): Promise<readonly IronicNode[]> {
    try {
      const askedAtMs = await this.#watch.nowMs();
      const nodes = await this.#client.nodes(signal);
      this.#isWorking = true;
      this.#states.clear();
      for (const { uuid, provisionState } of nodes) this.#states.set(uuid, provisionState);
      await this.#name(nodes);
      await this.#watch.look(nodes, askedAtMs, signal);
      return nodes;
    } catch (error) {
      this.#isWorking = false;
      throw error;
    }
  }

  /** For people: nothing else waits for it. */
  async #name(nodes: readonly IronicNode[]): Promise<void> {
    try {
      await this.#keep.nameNodes(new Map(nodes.map(({ uuid, name }) => [uuid, name])));
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      this.#logger.warn({ error: message }, 'names of nodes were not stored; tried again with the next look');
    }
  }
}
