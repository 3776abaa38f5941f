import type { Claim, TellWay } from '../../proto/catalog.ts';
import { checkTell } from '../../proto/tell-words.ts';
import { claimedPartition } from './claim-conflicts.ts';
import { diskPartitions } from './disk-partition.ts';
import { keepSet } from './keep-set.ts';
import { mountConflicts } from './mount-conflicts.ts';
import { isDiscoverable } from './plan-types.ts';
import type { Layout } from './types.ts';
import { allOf, type Planned, planned } from './volume-ground.ts';

/** What is to be different in how an instance is told of a volume. Absent: as it is. */
export interface TellChange {
  /** Empty for none. */
  readonly mountPoint?: string | undefined;
  /** Empty for the default. */
  readonly tell?: readonly TellWay[] | undefined;
}

/** A volume and its claim afterwards: the same one where nothing changes. */
export interface TellPlan {
  readonly claim: Claim;
  readonly after: Claim;
}

function isSame(one: Claim, other: Claim): boolean {
  const ways = ({ tell = [] }: Claim) => tell.toSorted().join();
  return one.mountPoint === other.mountPoint && ways(one) === ways(other);
}

/**
 * HAZARD: a partition keeps the type by which its volume was told until the next image is written; were that forgotten,
 * systemd would go on to mount it, for whichever instance.
 */
function hasPastType(claim: Claim, ways: readonly TellWay[], layout: Layout): boolean {
  const isOurs = claim.tell?.includes('gpt-auto') === true || claim.toldByType === true;
  const partition = claimedPartition(claim, diskPartitions(layout));
  return isOurs && !ways.includes('gpt-auto') && partition !== null && isDiscoverable(partition.entry);
}

function changed(claim: Claim, { mountPoint = claim.mountPoint, tell }: TellChange, layout: Layout): Claim {
  const { tell: before = [], toldByType: _before, ...rest } = claim;
  const ways = tell ?? before;
  const after: Claim = {
    ...rest,
    mountPoint,
    ...(ways.length > 0 ? { tell: ways } : {}),
    ...(hasPastType(claim, ways, layout) ? { toldByType: true } : {}),
  };
  return isSame(claim, after) ? claim : after;
}

/**
 * Plans that instances are told of a volume in another way, or of another mount point. Nothing but its claim changes, so
 * that an interrupted deployment, whose repetition may depend on it, is not in the way.
 *
 * Throws `USAGE` for what cannot be told, and `CATALOG_DAMAGED` when the disk's catalog stores entries that are none.
 */
export function planTell(layout: Layout, claim: Claim, change: TellChange): Planned<TellPlan> {
  const after = changed(claim, change, layout);
  if (after !== claim) checkTell(after.tell, after);
  const conflicts = [
    ...keepSet(layout, allOf(layout)).conflicts,
    ...(after === claim ? [] : mountConflicts(layout, [after])),
  ];
  return planned(conflicts, () => ({ claim, after }));
}
