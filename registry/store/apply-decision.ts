import type { Decision, InventoryDecision, ReportDecision } from '../decisions/decision.ts';
import type { NodeState } from '../decisions/node-state.ts';
import { planOf, withChanges } from '../decisions/plan.ts';
import { endedKeys, keysDestroyed } from '../decisions/volume-keys.ts';
import type { NewEvent, Volume } from '../model.ts';
import { writeAlarms } from './alarms.ts';
import { removeClaims, writeClaims, writeDisks } from './disks.ts';
import { bumpNodes } from './nodes.ts';
import { readPlan, writePlan } from './plans.ts';
import type { Tx } from './tx.ts';
import { destroyVolumeKeys } from './volume-keys.ts';
import { writeVolumes } from './volumes.ts';

/** A decision, and the state of the node that it was made from, as this transaction read it. */
export interface Decided {
  readonly state: NodeState;
  readonly decision: Decision & Partial<Pick<ReportDecision, 'claims'> & Pick<InventoryDecision, 'disks'>>;
}

/** Whether a decision changes anything but what is told of it. */
function hasChanges({ decision }: Decided): boolean {
  const { volumes, alarms, claims, disks, planChanges } = decision;
  const counts = [volumes, alarms, claims?.write ?? [], claims?.remove ?? [], disks ?? []];
  return planChanges || counts.some(({ length }) => length > 0);
}

/** Disks of the node as they are afterwards. */
function disksAfter({ state, decision }: Decided): NodeState['disks'] {
  const changed = decision.disks ?? [];
  const keys = new Set(changed.map(({ key }) => key));
  return [...state.disks.filter(({ key }) => !keys.has(key)), ...changed];
}

async function revisePlan(tx: Tx, decided: Decided): Promise<void> {
  const { state, decision } = decided;
  const { revision } = await readPlan(tx, state.node.uuid);
  const volumes = withChanges(state.volumes, decision.volumes);
  const plan = planOf({ volumes, disks: disksAfter(decided) }, revision);
  await writePlan(tx, state.node.uuid, plan);
}

/** Destroys the keys of volumes that are over; returns what is to be told of it. */
async function endKeys(
  tx: Tx,
  volumes: readonly Volume[],
  states: readonly NodeState[],
): Promise<readonly NewEvent[]> {
  const { all, unlessGiven } = endedKeys(volumes, states);
  const destroyed = [
    ...(await destroyVolumeKeys(tx, all, { givenToo: true })),
    ...(await destroyVolumeKeys(tx, unlessGiven, { givenToo: false })),
  ];
  return keysDestroyed(destroyed, volumes, states);
}

/**
 * Writes what was decided about nodes, each of them once; returns their generations. Another decision about one of them
 * at the same time is lost.
 */
export async function applyDecisions(tx: Tx, all: readonly Decided[]): Promise<ReadonlyMap<string, number>> {
  const changing = all.filter(hasChanges);
  await bumpNodes(
    tx,
    changing.map(({ state }) => state.node),
  );
  await writeDisks(
    tx,
    changing.flatMap(({ decision }) => decision.disks ?? []),
  );
  await removeClaims(
    tx,
    changing.flatMap(({ decision }) => decision.claims?.remove ?? []),
  );
  await writeClaims(
    tx,
    changing.flatMap(({ decision }) => decision.claims?.write ?? []),
  );
  const volumes = changing.flatMap(({ decision }) => decision.volumes);
  await writeVolumes(tx, volumes);
  const states = changing.map(({ state }) => state);
  const ended = await endKeys(tx, volumes, states);
  await writeAlarms(
    tx,
    changing.flatMap(({ decision }) => decision.alarms),
  );
  for (const decided of changing) if (decided.decision.planChanges) await revisePlan(tx, decided);
  for (const { decision } of all) tx.record(...decision.events);
  tx.record(...ended);
  const changed = new Set(changing);
  return new Map(
    all.map((decided) => {
      const { uuid, generation } = decided.state.node;
      return [uuid, changed.has(decided) ? generation + 1 : generation];
    }),
  );
}
