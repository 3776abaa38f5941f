import { type FilterOutcome, type FilterQuery, filterNodes } from '../decisions/filter-nodes.ts';
import {
  candidates,
  type NodeSummary,
  type Placement as Outcome,
  type PlacementPolicy,
  type PlacementQuery,
  UNKNOWN_NODE,
} from '../decisions/placement.ts';
import type { StepRun, Volume } from '../model.ts';
import { readNodes } from '../store/nodes.ts';
import { readRunning } from '../store/runs.ts';
import type { Store } from '../store/store.ts';
import { readAsked } from './asked-volumes.ts';
import type { NodeFacts, NodeFactsCache } from './node-facts.ts';

/** A query, and of which nodes. */
export interface PlacementAsk extends Omit<PlacementQuery, 'count'> {
  /** Only these nodes; null for all. */
  readonly among: readonly string[] | null;
  /** Only nodes that a step could begin on just now. */
  readonly mustBeReady: boolean;
  readonly count: number;
}

/** A node that will do. */
export interface Candidate {
  readonly facts: NodeFacts;
  /** Volumes that were asked for, and those of the set, that it has. */
  readonly volumes: readonly string[];
  /** Why no step could begin on it just now, a line each; empty where one could. */
  readonly notReady: readonly string[];
}

export interface PlacementResult {
  /** Best first. */
  readonly candidates: readonly Candidate[];
  /** Nodes that would do, also beyond the count. */
  readonly found: number;
  /** Of nodes that were named, or that have what was asked for. */
  readonly rejected: readonly Rejection[];
}

/** Why a node will not do: stable words, each with a line for people. */
interface Rejection {
  readonly node: string;
  readonly reasons: readonly { readonly code: string; readonly message: string }[];
}

export interface PlacementOptions extends Pick<PlacementPolicy, 'maxSilenceMs'> {
  /** What state Ironic had a node in, when it was asked last; null where that is not known. */
  readonly provisionState: (node: string) => string | null;
}

/** Nodes whose readiness is looked at in one query, while ready ones are looked for. */
const READINESS_CHUNK = 100;

interface Moment {
  readonly running: StepRun | undefined;
  readonly hasInventory: boolean;
  /** Null where Ironic was not asked, or does not know the node. */
  readonly provisionState: string | null;
}

function notReady(facts: NodeFacts, { running, hasInventory, provisionState }: Moment): readonly string[] {
  return [
    ...(provisionState === null || provisionState === 'available'
      ? []
      : [`Ironic has it in state ${provisionState}, not available`]),
    ...(hasInventory ? [] : ['it has not reported its disks yet']),
    ...(facts.diskCount === 0 && hasInventory ? ['its newest inventory shows no disk'] : []),
    ...(running ? [`step ${running.step} runs on it`] : []),
  ];
}

/**
 * Answers schedulers: which nodes hold volumes, or have room for one. What nodes have is in memory, and as new as the
 * question (`NodeFactsCache`); volumes are found by indexes.
 */
export class Placement {
  readonly #store: Store;
  readonly #facts: NodeFactsCache;
  readonly #options: PlacementOptions;

  constructor(store: Store, facts: NodeFactsCache, options: PlacementOptions) {
    this.#store = store;
    this.#facts = facts;
    this.#options = options;
  }

  async ask(query: PlacementAsk): Promise<PlacementResult> {
    const sets = query.set === '' ? [] : [query.set];
    const asked = await this.#store.read((view) => readAsked(view, { ...query, sets }));
    const isAbout = query.volumes.length > 0 || query.set !== '';
    const named = query.among ?? (isAbout ? [...asked.keys()] : null);
    const facts = named
      ? [...(await this.#facts.of(named)).values()]
      : promising(await this.#facts.all(), query);
    const policy = { nowMs: await this.#store.nowMs(), maxSilenceMs: this.#options.maxSilenceMs };
    const summaries = await this.#summaries(facts, asked);
    const outcome = candidates({ ...query, count: null }, summaries, policy);
    const byNode = new Map(facts.map((item) => [item.node, item]));
    const good: Candidate[] = [];
    for (let from = 0; from < outcome.nodes.length && good.length < query.count; from += READINESS_CHUNK) {
      const some = outcome.nodes
        .slice(from, from + READINESS_CHUNK)
        .flatMap((node) => byNode.get(node) ?? []);
      const judged = await this.#readiness(some, asked);
      good.push(...judged.filter((item) => !query.mustBeReady || item.notReady.length === 0));
    }
    return {
      candidates: good.slice(0, query.count),
      found: outcome.found,
      rejected: named ? rejections(named, byNode, outcome) : [],
    };
  }

  /** Which of a scheduler's candidates it may take. Changes nothing. */
  async filter(query: FilterQuery): Promise<FilterOutcome> {
    const asked = await this.#store.read((view) => readAsked(view, query));
    const facts = await this.#facts.of(query.candidates);
    const known = [...facts.values()].map(({ node, largestFreeBytes, heldBy, undecided }) => ({
      node: { uuid: node, lastSeenMs: 0 },
      ...{ largestFreeBytes, heldBy, undecided, volumes: asked.get(node) ?? [] },
    }));
    return filterNodes(query, new Map(known.map((summary) => [summary.node.uuid, summary])));
  }

  async #summaries(
    facts: readonly NodeFacts[],
    asked: ReadonlyMap<string, readonly Volume[]>,
  ): Promise<readonly NodeSummary[]> {
    const seen = this.#options.maxSilenceMs === null ? null : await this.#lastSeen();
    return facts.map(({ node, largestFreeBytes, heldBy, undecided }) => ({
      node: { uuid: node, lastSeenMs: seen?.get(node) ?? 0 },
      ...{ largestFreeBytes, heldBy, undecided, volumes: asked.get(node) ?? [] },
    }));
  }

  async #lastSeen(): Promise<ReadonlyMap<string, number>> {
    const rows = await this.#store.read(
      async ({ db }) => await db.selectFrom('sessions').select(['node', 'seen_at_ms']).execute(),
    );
    return new Map(rows.map(({ node, seen_at_ms }) => [node, seen_at_ms]));
  }

  async #readiness(
    facts: readonly NodeFacts[],
    asked: ReadonlyMap<string, readonly Volume[]>,
  ): Promise<readonly Candidate[]> {
    if (facts.length === 0) return [];
    const uuids = facts.map(({ node }) => node);
    const [running, nodes] = await this.#store.read(
      async (view) => [await readRunning(view, uuids), await readNodes(view, uuids)] as const,
    );
    const runs = new Map(running.map((run) => [run.node, run]));
    const inventoried = new Set(nodes.filter((node) => node.inventoryAtMs !== null).map(({ uuid }) => uuid));
    return facts.map((item) => ({
      facts: item,
      volumes: (asked.get(item.node) ?? []).map(({ id }) => id),
      notReady: notReady(item, {
        running: runs.get(item.node),
        hasInventory: inventoried.has(item.node),
        provisionState: this.#options.provisionState(item.node),
      }),
    }));
  }
}

/** Nodes of which `candidates` may say yes: it would word a reason for each of the others, of all there are. */
function promising(facts: Iterable<NodeFacts>, { project, sizeBytes }: PlacementAsk): readonly NodeFacts[] {
  const some: NodeFacts[] = [];
  for (const item of facts)
    if (
      item.undecided === 0 &&
      item.heldBy.every((holder) => holder === project) &&
      item.largestFreeBytes >= (sizeBytes ?? 0)
    )
      some.push(item);
  return some;
}

function rejections(
  named: readonly string[],
  known: ReadonlyMap<string, NodeFacts>,
  { rejected }: Outcome,
): readonly Rejection[] {
  const unknown = named.filter((node) => !known.has(node)).map((node) => ({ node, reasons: [UNKNOWN_NODE] }));
  return [...rejected, ...unknown].sort((a, b) => (a.node < b.node ? -1 : 1));
}
