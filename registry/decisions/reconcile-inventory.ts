import type { Inventory } from '../../proto/report.ts';
import { type InventoryDecision, raise } from './decision.ts';
import { InventoryJudge } from './judge-inventory.ts';
import { planDiffers } from './plan.ts';
import { reconcileClaims } from './reconcile-claims.ts';
import { reconcileDisks } from './reconcile-disks.ts';
import { byAgent, type ReportInput } from './report-input.ts';
import { sightingsOf } from './sighting.ts';

/**
 * What a full inventory changes. Claims locate, the registry decides: no report makes a volume another node's or another
 * project's, or ends one. The same inventory again changes nothing, whatever order it comes in.
 */
export function reconcileInventory(inventory: Inventory, input: ReportInput): InventoryDecision {
  const { state, nowMs, newId } = input;
  const { node } = state;
  const by = byAgent(input);
  const disks = reconcileDisks(inventory, input, by);
  const sightings = sightingsOf(inventory, disks.keys);
  const judgements = new InventoryJudge(input, by, sightings, disks.isSettled).all();
  const raised = raise(
    judgements.flatMap(({ doubts }) => doubts),
    state.alarms,
    { node: node.uuid, by, newId },
  );
  const before = new Set(state.volumes);
  const others = new Set(input.elsewhere);
  const volumes = judgements
    .map(({ way }) => way.volume)
    .filter((volume) => !before.has(volume) && !others.has(volume));
  const shown = new Set(disks.keys);
  return {
    node: { ...node, lastSeenMs: nowMs, inventoryAtMs: nowMs },
    disks: disks.changed,
    claims: reconcileClaims(sightings, input, (disk) => shown.has(disk) || disk.startsWith('device:')),
    volumes,
    alarms: raised.alarms,
    events: [...disks.events, ...judgements.flatMap(({ way }) => way.events), ...raised.events],
    planChanges: planDiffers(state, volumes),
    unnamedDevices: inventory.disks
      .filter((_, index) => disks.keys[index] === null)
      .map(({ device }) => device)
      .sort(),
  };
}
