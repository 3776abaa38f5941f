import type { NodeState } from '../decisions/node-state.ts';
import { summarize } from '../decisions/placement.ts';
import type { View } from '../store/backend.ts';
import { readNodeStates } from '../store/node-states.ts';
import type { Store } from '../store/store.ts';

/** What lists and placement need of a node, and would otherwise read all of its disks for. */
export interface NodeFacts {
  readonly node: string;
  /** Of the node, when they were taken. */
  readonly generation: number;
  readonly name: string;
  /** Bytes of the largest volume that would fit. */
  readonly largestFreeBytes: number;
  /** Projects that hold it. */
  readonly heldBy: readonly string[];
  /** Volumes that nobody has decided about. */
  readonly undecided: number;
  readonly volumeCount: number;
  readonly openAlarms: number;
  /** Of disks that are present. */
  readonly diskCount: number;
  readonly sizeBytes: number;
  readonly freeBytes: number;
}

function factsOf(state: NodeState): NodeFacts {
  const { node, disks, volumes, alarms } = state;
  const present = disks.filter(({ isPresent }) => isPresent);
  const free = present.flatMap(({ report }) => report.free);
  return {
    ...{ node: node.uuid, generation: node.generation, name: node.name, ...summarize(state) },
    volumeCount: volumes.filter(({ state: volumeState }) => volumeState !== 'released').length,
    openAlarms: alarms.length,
    diskCount: present.length,
    sizeBytes: present.reduce((sum, { report }) => sum + report.identity.sizeBytes, 0),
    freeBytes: free.reduce((sum, { length }) => sum + length, 0),
  };
}

export interface NodeFactsOptions {
  /** Nodes whose disks are read at a time: that long nothing else is done. */
  readonly chunk: number;
}

const NODE_FACTS_DEFAULTS: NodeFactsOptions = { chunk: 50 };

/**
 * Facts of nodes, taken again when the generation of a node has grown, which it does with every decision about its disks,
 * claims, volumes and alarms. So they are never older than the query that asks for them, in any replica.
 */
export class NodeFactsCache {
  readonly #store: Store;
  readonly #options: NodeFactsOptions;
  readonly #facts = new Map<string, NodeFacts>();
  /** Count and sum of the generations of all nodes, when all facts were those of that moment; empty before. */
  #mark = '';
  #taking: Promise<void> | null = null;

  constructor(store: Store, options: Partial<NodeFactsOptions> = {}) {
    this.#store = store;
    this.#options = { ...NODE_FACTS_DEFAULTS, ...options };
  }

  /** Nodes whose facts are in memory. */
  get size(): number {
    return this.#facts.size;
  }

  /** Of some nodes, by UUID; without those that are not known. */
  async of(nodes: readonly string[]): Promise<ReadonlyMap<string, NodeFacts>> {
    if (nodes.length === 0) return new Map();
    const generations = await this.#store.read((view) => readGenerations(view, nodes));
    await this.#take(generations);
    return new Map(
      [...generations.keys()].flatMap((node) => {
        const facts = this.#facts.get(node);
        return facts ? [[node, facts] as const] : [];
      }),
    );
  }

  /** Of all nodes. The first time, that takes a while. */
  async all(): Promise<Iterable<NodeFacts>> {
    // What others wait for began before this was asked, and may have missed something.
    while (this.#taking !== null) await this.#taking;
    this.#taking = this.#takeAll().finally(() => {
      this.#taking = null;
    });
    await this.#taking;
    return this.#facts.values();
  }

  /** Takes them now and again and again, so that questions find little that is new. Returns what ends that. */
  keepFresh(pauseMs: number): () => void {
    let timer: NodeJS.Timeout | undefined;
    let hasEnded = false;
    const take = async () => {
      // A store that does not answer is told by whoever asks.
      await this.all().catch(() => {});
      if (!hasEnded) timer = setTimeout(() => void take(), pauseMs).unref();
    };
    void take();
    return () => {
      hasEnded = true;
      clearTimeout(timer);
    };
  }

  async #takeAll(): Promise<void> {
    const mark = await this.#store.read(readMark);
    if (mark !== this.#mark) {
      await this.#take(await this.#store.read((view) => readGenerations(view, null)));
      this.#mark = mark;
    }
  }

  async #take(generations: ReadonlyMap<string, number>): Promise<void> {
    const old = [...generations].flatMap(([node, generation]) =>
      (this.#facts.get(node)?.generation ?? -1) < generation ? [node] : [],
    );
    for (let from = 0; from < old.length; from += this.#options.chunk) {
      const some = old.slice(from, from + this.#options.chunk);
      // Not one transaction: a node whose generation grows meanwhile is taken again with the next question.
      const { states } = await this.#store.read((view) => readNodeStates(view, some));
      for (const state of states.values()) this.#facts.set(state.node.uuid, factsOf(state));
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
}

/** Generations only grow, and nodes are never removed: the two together are another one with each change. */
async function readMark({ db }: View): Promise<string> {
  const { count, sum } = await db
    .selectFrom('nodes')
    .select(({ fn }) => [fn.countAll<number>().as('count'), fn.sum<number | null>('generation').as('sum')])
    .executeTakeFirstOrThrow();
  return `${count} ${sum}`;
}

/** Null: of all nodes. */
async function readGenerations(
  { db, list }: View,
  nodes: readonly string[] | null,
): Promise<ReadonlyMap<string, number>> {
  let rows = db.selectFrom('nodes').select(['uuid', 'generation']);
  if (nodes) rows = rows.where('uuid', 'in', list(nodes));
  return new Map((await rows.execute()).map(({ uuid, generation }) => [uuid, generation]));
}
