import type { Body } from '../../proto/channel.ts';
import { applyVolumeEvent } from '../decisions/apply-volume-event.ts';
import type { Decision, InventoryDecision, ReportDecision } from '../decisions/decision.ts';
import { ownedEvent, ownedInventory } from '../decisions/default-project.ts';
import type { NodeState } from '../decisions/node-state.ts';
import { withChanges } from '../decisions/plan.ts';
import { reconcileInventory } from '../decisions/reconcile-inventory.ts';
import type { ReportInput } from '../decisions/report-input.ts';
import type { ClaimRecord, NewEvent } from '../model.ts';
import type { Decided } from '../store/apply-decision.ts';

export type Deciding = Extract<Body, { readonly type: 'inventory' | 'volume-event' }>;
type Changes = Decision & Partial<Pick<ReportDecision, 'claims'> & Pick<InventoryDecision, 'disks'>>;
type Around = Omit<ReportInput, 'state'>;

/** Records by their name, the later in the place of the earlier. */
function merged<T>(known: readonly T[], changed: readonly T[], nameOf: (record: T) => string): readonly T[] {
  return [...new Map([...known, ...changed].map((record) => [nameOf(record), record])).values()];
}

const claimName = ({ disk, volume }: ClaimRecord) => `${volume} ${disk}`;

function withoutClaims(claims: readonly ClaimRecord[], gone: readonly ClaimRecord[]): readonly ClaimRecord[] {
  const names = new Set(gone.map(claimName));
  return claims.filter((claim) => !names.has(claimName(claim)));
}

/** Reports of one node that are decided one behind the other, and written at once. */
export class NodeWork {
  /** As this transaction read it. */
  readonly #read: NodeState;
  #state: NodeState;
  #changes: Required<Changes>;

  constructor(state: NodeState) {
    this.#read = state;
    this.#state = state;
    this.#changes = {
      ...{ volumes: [], alarms: [], events: [], planChanges: false, disks: [] },
      claims: { write: [], remove: [] },
    };
  }

  /** As it is with what was decided so far. */
  get state(): NodeState {
    return this.#state;
  }

  /** All that was decided, but for what is to be told of it. */
  get decided(): Decided {
    return { state: this.#read, decision: this.#changes };
  }

  /** Decides what a report changes; returns what is to be told of it. Throws what the decision does. */
  decide(
    report: Deciding,
    around: Around,
  ): { readonly isChange: boolean; readonly events: readonly NewEvent[] } {
    const input = { ...around, state: this.#state };
    const { defaultProject } = around.policy;
    if (report.type === 'volume-event')
      return this.#fold(applyVolumeEvent(ownedEvent(report, defaultProject), input));
    const { node, ...changes } = reconcileInventory(ownedInventory(report, defaultProject), input);
    const told = this.#fold(changes);
    this.#state = { ...this.#state, node };
    return told;
  }

  #fold(changes: Changes): ReturnType<NodeWork['decide']> {
    const { volumes, alarms, events, planChanges, disks = [] } = changes;
    const claims = changes.claims ?? { write: [], remove: [] };
    const before = this.#changes;
    const state = this.#state;
    const keyOf = ({ key }: { readonly key: string }) => key;
    const idOf = ({ id }: { readonly id: string }) => id;
    const open = merged(state.alarms, alarms, idOf).filter(({ resolvedAtMs }) => resolvedAtMs === null);
    this.#state = {
      ...state,
      disks: merged(state.disks, disks, keyOf),
      claims: merged(withoutClaims(state.claims, claims.remove), claims.write, claimName),
      volumes: withChanges(state.volumes, volumes),
      alarms: open,
    };
    this.#changes = {
      volumes: merged(before.volumes, volumes, idOf),
      alarms: merged(before.alarms, alarms, idOf),
      events: [],
      planChanges: before.planChanges || planChanges,
      disks: merged(before.disks, disks, keyOf),
      // What is removed and written again is written: the store removes first.
      claims: {
        write: merged(withoutClaims(before.claims.write, claims.remove), claims.write, claimName),
        remove: merged(before.claims.remove, claims.remove, claimName),
      },
    };
    const counts = [volumes, alarms, events, disks, claims.write, claims.remove];
    return { isChange: planChanges || counts.some(({ length }) => length > 0), events };
  }
}
