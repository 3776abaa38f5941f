import type { Volume } from '../model.ts';
import type { NodeState } from './node-state.ts';
import type { By } from './states.ts';

/** What an operator chose. */
export interface ReportPolicy {
  /** Claims that nobody asked for become volumes of the project that they name. For labs: a disk proves nothing. */
  readonly adoptUnknownClaims: boolean;
  /** Project of volumes whose makers name none, for an Ironic without tenants; empty: they are nobody's. */
  readonly defaultProject: string;
}

/** What a report is compared with. */
export interface ReportInput {
  readonly state: NodeState;
  /** Volumes of other nodes that have an id of the report. */
  readonly elsewhere: readonly Volume[];
  readonly policy: ReportPolicy;
  readonly nowMs: number;
  /** Ids for alarms. */
  readonly newId: () => string;
}

/** Who did what a report tells. */
export function byAgent({ state, nowMs }: ReportInput): By {
  return { actor: { kind: 'agent', id: state.node.uuid, project: '' }, nowMs };
}
