import {
  type NodeSummary,
  type PlacementReason,
  tenancyReasons,
  UNKNOWN_NODE,
  volumeReasons,
} from './placement.ts';

/** What a scheduler asks about the nodes that it may still take for one instance. */
export interface FilterQuery {
  /** Of the instance. */
  readonly project: string;
  /** Ids or names of the project's volumes that the node must hold, all of them. */
  readonly volumes: readonly string[];
  /** The node must hold a volume of each of these sets. */
  readonly sets: readonly string[];
  /** UUIDs. */
  readonly candidates: readonly string[];
}

export interface FilterOutcome {
  /** In the order of the candidates. */
  readonly allowed: readonly string[];
  readonly refused: readonly { readonly node: string; readonly reasons: readonly PlacementReason[] }[];
}

function reasonsAgainst(summary: NodeSummary | undefined, query: FilterQuery): readonly PlacementReason[] {
  const { project, volumes, sets } = query;
  // A node without an agent has no volumes, so it may be taken by whoever wants none; what is wanted, it has not.
  if (!summary) return volumes.length === 0 && sets.length === 0 ? [] : [UNKNOWN_NODE];
  return [
    ...volumeReasons(summary, { project, volumes, set: '' }),
    ...sets.flatMap((set) => volumeReasons(summary, { project, volumes: [], set })),
    ...tenancyReasons(summary, project),
  ];
}

/**
 * Which candidates an instance of the project may be put on, and why not on the others. Room is not looked at: nothing new
 * is asked for. Nor is silence, since a node that waits for its next instance is off.
 */
export function filterNodes(query: FilterQuery, known: ReadonlyMap<string, NodeSummary>): FilterOutcome {
  const judged = [...new Set(query.candidates)].map((node) => ({
    ...{ node, reasons: reasonsAgainst(known.get(node), query) },
  }));
  return {
    allowed: judged.filter(({ reasons }) => reasons.length === 0).map(({ node }) => node),
    refused: judged.filter(({ reasons }) => reasons.length > 0),
  };
}
