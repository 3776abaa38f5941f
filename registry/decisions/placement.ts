import type { Node, Volume } from '../model.ts';
import { largestFit, usableDisks } from './free-space.ts';
import { holdersOf, type NodeState, undecidedVolumes } from './node-state.ts';
import { inOrder } from './order.ts';

/**
 * Which nodes a scheduler may take.
 *
 * The store asks for candidates by indexes, and gives only these to `candidates`:
 * - `volumes`: `volumes(id)` and `volumes(project, name)`, then the nodes of what was found; at most one node has all.
 * - `set`: `volumes(project, set)`, then their nodes.
 * - `sizeBytes` alone: nodes by their summary, of which each transaction that changes a node's disks or volumes writes
 *   `largest_free`, `held_by` (the project, or empty) and `undecided`: first those with `held_by` = project, then those with
 *   none, each with `undecided` = 0 and `largest_free` >= size, by `largest_free`, as many as `count` asks for and some
 *   more, since what is stale is left out here.
 */
export interface NodeSummary {
  readonly node: Pick<Node, 'uuid' | 'lastSeenMs'>;
  /** Bytes of the largest volume that would fit. */
  readonly largestFreeBytes: number;
  /** Projects that hold it; by the rules one at most. */
  readonly heldBy: readonly string[];
  /** Volumes that nobody has decided about. */
  readonly undecided: number;
  /** Those that were asked for, as far as the node has them. */
  readonly volumes: readonly Volume[];
}

/** What is kept of a node for placement, beside its volumes. */
export function summarize(state: NodeState): Omit<NodeSummary, 'node' | 'volumes'> {
  return {
    largestFreeBytes: largestFit(usableDisks(state.disks), state),
    heldBy: [...holdersOf(state.volumes).keys()].sort(inOrder),
    undecided: undecidedVolumes(state).length,
  };
}

export interface PlacementQuery {
  readonly project: string;
  /** Ids or names of the project's volumes that the node must have, all of them; empty for none. */
  readonly volumes: readonly string[];
  /** A node must have a volume of this set; empty for none. */
  readonly set: string;
  /** Of a new volume that must fit; null for none. */
  readonly sizeBytes: number | null;
  /** Nodes that are wanted, at most; null for all. */
  readonly count: number | null;
}

export interface PlacementPolicy {
  readonly nowMs: number;
  /** A node that has been silent longer is not offered; null: silence means nothing. An instance's node is always silent. */
  readonly maxSilenceMs: number | null;
}

/** A stable word, and a line for people. */
export interface PlacementReason {
  readonly code:
    | 'unknown'
    | 'volume-absent'
    | 'volume-missing'
    | 'volume-quarantined'
    | 'volume-error'
    | 'volume-releasing'
    | 'no-space'
    | 'other-project'
    | 'undecided'
    | 'silent';
  readonly message: string;
}

/** Of nodes that were named and are not known. */
export const UNKNOWN_NODE: PlacementReason = {
  code: 'unknown',
  message: 'the registry has never heard of it',
};

export interface Placement {
  /** Best first. */
  readonly nodes: readonly string[];
  /** Nodes that would do, also beyond `count`. */
  readonly found: number;
  /** Nodes that will not do, by UUID. */
  readonly rejected: readonly { readonly node: string; readonly reasons: readonly PlacementReason[] }[];
}

/** States of a volume that an instance cannot use after the node's next step. What is reserved, that step makes. */
const UNFIT: Readonly<Partial<Record<Volume['state'], PlacementReason['code']>>> = {
  missing: 'volume-missing',
  quarantined: 'volume-quarantined',
  error: 'volume-error',
  releasing: 'volume-releasing',
};

/** Why a volume keeps its node from being taken. The query's project reads this: nothing is said of other projects. */
function unfitness({ name, id, state }: Volume): PlacementReason[] {
  const code = UNFIT[state];
  return code ? [{ code, message: `volume ${JSON.stringify(name)} (${id}) is ${state}` }] : [];
}

/** What the node lacks of the volumes and the set. Of several that have one name, one that is fit will do. */
export function volumeReasons(
  { volumes }: Pick<NodeSummary, 'volumes'>,
  query: Pick<PlacementQuery, 'project' | 'volumes' | 'set'>,
): PlacementReason[] {
  const own = volumes.filter(({ project, state }) => project === query.project && state !== 'released');
  const asked = query.volumes.flatMap((wanted): PlacementReason[] => {
    const named = own.filter(({ id, name }) => id === wanted || name === wanted);
    const unfit = named.flatMap(unfitness);
    if (named.length > unfit.length) return [];
    return unfit.length > 0
      ? unfit
      : [{ code: 'volume-absent', message: `volume ${JSON.stringify(wanted)} is not on it` }];
  });
  if (query.set === '') return asked;
  const members = own.filter(({ set }) => set === query.set);
  const unfit = members.flatMap(unfitness);
  if (members.length === 0)
    return [
      ...asked,
      { code: 'volume-absent', message: `no volume of set ${JSON.stringify(query.set)} is on it` },
    ];
  return unfit.length === members.length ? [...asked, ...unfit] : asked;
}

/** Why the agent would let no deployment for the project write to the node (`permission`). */
export function tenancyReasons(
  { heldBy, undecided }: Pick<NodeSummary, 'heldBy' | 'undecided'>,
  project: string,
): PlacementReason[] {
  const reasons: readonly (PlacementReason | false)[] = [
    heldBy.some((holder) => holder !== project) && {
      code: 'other-project',
      message: 'it holds volumes of another project',
    },
    undecided > 0 && {
      code: 'undecided',
      message: `it has ${undecided} volume(s) that nobody has decided about`,
    },
  ];
  return reasons.filter((reason) => reason !== false);
}

function reasonsAgainst(
  summary: NodeSummary,
  query: PlacementQuery,
  { nowMs, maxSilenceMs }: PlacementPolicy,
): PlacementReason[] {
  const { node, largestFreeBytes } = summary;
  const { sizeBytes } = query;
  const silence = nowMs - node.lastSeenMs;
  const reasons: readonly (PlacementReason | false)[] = [
    maxSilenceMs !== null &&
      silence > maxSilenceMs && {
        code: 'silent',
        message: `it has not been heard of for ${Math.floor(silence / 86_400_000)} days`,
      },
    sizeBytes !== null &&
      largestFreeBytes < sizeBytes && {
        code: 'no-space',
        message: `${sizeBytes} bytes are asked for, and ${largestFreeBytes} are free in one piece`,
      },
  ];
  return [
    ...volumeReasons(summary, query),
    ...tenancyReasons(summary, query.project),
    ...reasons.filter((reason) => reason !== false),
  ];
}

/** First those that have most of the set; then the project's own nodes; then the tightest fit. */
function byMerit(query: PlacementQuery): (a: NodeSummary, b: NodeSummary) => number {
  const members = ({ volumes }: NodeSummary) =>
    volumes.filter((volume) => volume.set === query.set && !UNFIT[volume.state]).length;
  const isOwn = ({ heldBy }: NodeSummary) => (heldBy.includes(query.project) ? 1 : 0);
  return (a, b) =>
    (query.set === '' ? 0 : members(b) - members(a)) ||
    isOwn(b) - isOwn(a) ||
    a.largestFreeBytes - b.largestFreeBytes ||
    inOrder(a.node.uuid, b.node.uuid);
}

/** Which of the nodes will do, best first, and why the others will not. */
export function candidates(
  query: PlacementQuery,
  summaries: readonly NodeSummary[],
  policy: PlacementPolicy,
): Placement {
  const judged = summaries.map((summary) => ({ summary, reasons: reasonsAgainst(summary, query, policy) }));
  const good = judged
    .filter(({ reasons }) => reasons.length === 0)
    .map(({ summary }) => summary)
    .sort(byMerit(query));
  return {
    nodes: good.slice(0, query.count ?? good.length).map(({ node }) => node.uuid),
    found: good.length,
    rejected: judged
      .filter(({ reasons }) => reasons.length > 0)
      .map(({ summary, reasons }) => ({ node: summary.node.uuid, reasons }))
      .sort((a, b) => inOrder(a.node, b.node)),
  };
}
