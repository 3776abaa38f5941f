import type { Logger } from 'pino';
import { type InstanceWord, instanceChange, type KnownInstance } from '../decisions/instance-change.ts';
import type { IronicClient, IronicNode } from './client.ts';

/** What is known of instances, by node. */
export interface InstanceStore {
  nowMs(): Promise<number>;
  instances(): Promise<ReadonlyMap<string, KnownInstance>>;
  remember(instances: ReadonlyMap<string, KnownInstance>): Promise<void>;
  /** What is known by now is not forgotten where it is another. */
  forget(nodes: ReadonlyMap<string, KnownInstance>): Promise<void>;
  /** Ends an instance that is certainly gone, and releases what goes with it. Nothing where another was first. */
  gone(node: string, known: KnownInstance): Promise<void>;
}

export interface InstanceWatchOptions {
  readonly ironic: Pick<IronicClient, 'node'>;
  readonly store: InstanceStore;
  readonly logger: Logger;
  /** Of instances of which Ironic names none; empty for none. */
  readonly defaultProject: string;
}

/** Sees instances come and go in what Ironic says of all nodes, look by look. */
export class InstanceWatch {
  readonly #options: InstanceWatchOptions;
  /** When this process saw an instance last, by node: later than what is stored, which is not written at every look. */
  #seen = new Map<string, KnownInstance>();

  constructor(options: InstanceWatchOptions) {
    this.#options = options;
  }

  /** By the clock that `askedAtMs` is of. */
  async nowMs(): Promise<number> {
    return await this.#options.store.nowMs();
  }

  /**
   * `askedAtMs`: before Ironic was asked, so that what it said was so at that time or later. Never rejects: what fails is
   * tried again at the next look, and until then nothing is released.
   */
  async look(nodes: readonly IronicNode[], askedAtMs: number, signal?: AbortSignal): Promise<void> {
    const { store, logger } = this.#options;
    try {
      const known = await store.instances();
      const remember = new Map<string, KnownInstance>();
      const forget = new Map<string, KnownInstance>();
      const gone: string[] = [];
      for (const node of nodes) {
        const { uuid } = node;
        const before = known.get(uuid) ?? null;
        const word = this.#wordOf(node);
        const change = instanceChange(before, word);
        const { instance } = word;
        if (change.kind === 'remember')
          remember.set(uuid, { instance, project: change.project, seenAtMs: askedAtMs });
        else if (change.kind === 'forget' && before) forget.set(uuid, before);
        else if (change.kind === 'gone') gone.push(uuid);
        else if (before && node.provisionState === 'active')
          this.#seen.set(uuid, { ...before, seenAtMs: askedAtMs });
      }
      await store.remember(remember);
      await store.forget(forget);
      for (const node of gone) await this.#end(node, signal);
      const there = new Set(nodes.map(({ uuid }) => uuid));
      for (const node of this.#seen.keys()) if (!there.has(node)) this.#seen.delete(node);
    } catch (error) {
      if (signal?.aborted) return;
      const message = error instanceof Error ? error.message : String(error);
      logger.warn({ error: message }, 'instances were not looked at; volumes stay until the next look');
    }
  }

  /**
   * HAZARD: the list may be older than what is known by now, from another process's look. So Ironic is asked about this
   * node once more, behind what is known, and only its word counts.
   */
  async #end(node: string, signal: AbortSignal | undefined): Promise<void> {
    const { store, ironic, logger } = this.#options;
    const stored = (await store.instances()).get(node);
    const now = await ironic.node(node, signal);
    if (!stored || !now || instanceChange(stored, this.#wordOf(now)).kind !== 'gone') return;
    const { instance } = stored;
    await store.gone(node, this.#latest(node, stored));
    this.#seen.delete(node);
    logger.info({ node, instance }, 'the instance of a node is gone');
  }

  #latest(node: string, stored: KnownInstance): KnownInstance {
    const seen = this.#seen.get(node);
    const isSame = seen?.instance === stored.instance && seen.project === stored.project;
    return isSame && seen.seenAtMs > stored.seenAtMs ? seen : stored;
  }

  #wordOf({ provisionState, instance, project }: IronicNode): InstanceWord {
    return { provisionState, instance, project: project || this.#options.defaultProject };
  }
}
