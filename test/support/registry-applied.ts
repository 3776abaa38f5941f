import type { Decision, InventoryDecision, ReportDecision } from '../../registry/decisions/decision.ts';
import type { NodeState } from '../../registry/decisions/node-state.ts';
import type { ClaimRecord } from '../../registry/model.ts';

/** Records by name, with some of them replaced or new. */
function replaced<T>(
  records: readonly T[],
  written: readonly T[],
  nameOf: (record: T) => string,
): readonly T[] {
  return [...new Map([...records, ...written].map((record) => [nameOf(record), record])).values()];
}

const nameOfClaim = ({ disk, volume }: ClaimRecord) => `${disk} ${volume}`;

/**
 * A node after a decision, as a store would write it. Throws where a record was made from another one than the node has:
 * the store compares generations.
 */
export function applied(
  state: NodeState,
  decision: Decision & Partial<ReportDecision> & Partial<InventoryDecision>,
): NodeState {
  const { volumes, alarms, claims = { write: [], remove: [] }, disks = [], node = state.node } = decision;
  for (const { id, generation } of volumes) {
    const before = state.volumes.find((volume) => volume.id === id)?.generation ?? 0;
    if (generation !== before)
      throw new Error(`volume ${id} was made from generation ${generation}, not ${before}`);
  }
  const newer = <T extends { readonly generation: number }>(record: T): T => ({
    ...record,
    generation: record.generation + 1,
  });
  const gone = new Set(claims.remove.map(nameOfClaim));
  return {
    node,
    disks: replaced(state.disks, disks.map(newer), ({ key }) => key),
    claims: replaced(
      state.claims.filter((claim) => !gone.has(nameOfClaim(claim))),
      claims.write,
      nameOfClaim,
    ),
    volumes: replaced(state.volumes, volumes.map(newer), ({ id }) => id),
    alarms: replaced(state.alarms, alarms, ({ id }) => id).filter(
      ({ resolvedAtMs }) => resolvedAtMs === null,
    ),
  };
}
