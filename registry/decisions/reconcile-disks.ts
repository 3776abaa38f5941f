import type { Inventory } from '../../proto/report.ts';
import type { Disk, DiskKey, NewEvent } from '../model.ts';
import { assignKeys, diskKeys } from './disk-key.ts';
import { inOrder } from './order.ts';
import type { ReportInput } from './report-input.ts';
import type { By } from './states.ts';

/** What an inventory says of disks. */
export interface ReconciledDisks {
  /** Of the inventory's disks, in its order; null for one that nothing tells apart. */
  readonly keys: readonly (DiskKey | null)[];
  /** Those that are not as they were, by key. */
  readonly changed: readonly Disk[];
  readonly events: readonly NewEvent[];
  /** Whether it is certain what a disk holds: it was read, or is gone. */
  readonly isSettled: (key: DiskKey) => boolean;
}

function changedOrNew(report: Disk['report'], key: DiskKey, { state, nowMs }: ReportInput): Disk[] {
  const known = state.disks.find((disk) => disk.key === key);
  if (known?.isPresent && JSON.stringify(known.report) === JSON.stringify(report)) return [];
  const { generation } = known ?? { generation: 0 };
  return [{ key, node: state.node.uuid, report, isPresent: true, seenAtMs: nowMs, generation }];
}

/**
 * Disks of the node after an inventory. HAZARD: one that cannot be read does not even say which it is, and may be any
 * that is not shown; so may one that shares all that it says of itself with another.
 */
export function reconcileDisks(
  { disks, unreadable }: Inventory,
  input: ReportInput,
  { actor }: By,
): ReconciledDisks {
  const { node, disks: known } = input.state;
  const identities = disks.map(({ identity }) => identity);
  const keys = assignKeys(identities, known);
  const isShown = new Set(keys);
  const mayBeHere = new Set(
    identities.flatMap((identity, index) => (keys[index] === null ? diskKeys(identity) : [])),
  );
  const isGone = (key: DiskKey) => unreadable.length === 0 && !isShown.has(key) && !mayBeHere.has(key);
  const written = disks.flatMap((report, index) => {
    const key = keys[index] ?? null;
    return key === null ? [] : changedOrNew(report, key, input);
  });
  const unseen = known
    .filter(({ key, isPresent }) => isPresent && !isShown.has(key))
    .map((disk): Disk => ({ ...disk, isPresent: false, seenAtMs: node.inventoryAtMs ?? disk.seenAtMs }));
  const changed = [...written, ...unseen].sort((a, b) => inOrder(a.key, b.key));
  const wasPresent = new Set(known.filter(({ isPresent }) => isPresent).map(({ key }) => key));
  const events = changed
    .filter(({ key, isPresent }) => isPresent !== wasPresent.has(key))
    .map(({ key, isPresent, report }): NewEvent => {
      const kind = isPresent ? 'disk.found' : isGone(key) ? 'disk.gone' : 'disk.unread';
      const details = { disk: key, device: report.device };
      return { kind, node: node.uuid, volume: '', project: '', actor, details };
    });
  return { keys, changed, events, isSettled: (key) => isShown.has(key) || isGone(key) };
}
