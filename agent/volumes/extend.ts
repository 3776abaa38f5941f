import type { OpenOptions } from '../../hardware-managers/manager.ts';
import type { Claim } from '../../proto/catalog.ts';
import { BmvError } from '../../proto/error.ts';
import type { Context } from '../context.ts';
import { ConflictError } from '../layout/conflict-error.ts';
import { type ExtendPlan, planExtend } from '../layout/plan-extend.ts';
import { findClaim } from '../layout/plan-release.ts';
import type { Layout } from '../layout/types.ts';
import { stopIfAborted } from './aborted.ts';
import { commitChange } from './change-volumes.ts';
import { zeroPlace } from './fill-volume.ts';
import { layoutAfter } from './layout-after.ts';
import { DiskSession } from './session.ts';
import { storeEntry } from './stored-table.ts';
import { type VolumeView, volumeViews } from './views.ts';

/** A volume, and the size that it should have. */
export interface ExtendRequest {
  /** Id or name. */
  readonly volume: string;
  /** Bytes in all, rounded up to whole MiB; `rest` takes all the free space right behind it. */
  readonly size: number | 'rest';
}

/** A volume and what this call did for it. */
export interface ExtendedVolume extends VolumeView {
  readonly device: string;
  /** Bytes. */
  readonly sizeBefore: number;
  readonly outcome: 'extended' | 'unchanged';
  /** What is left to do for whoever uses it, one line; empty when nothing is. */
  readonly note: string;
}

const GROWTH: Readonly<Record<Claim['filesystem'], string>> = {
  none: '',
  ext4: 'the filesystem has its old size; run `resize2fs` on its partition in the instance',
  xfs: 'the filesystem has its old size; run `xfs_growfs` on its mount point in the instance',
  swap: 'the swap area has its old size; run `mkswap` with its label and UUID anew in the instance',
  unknown: 'what the volume holds has its old size; grow it with its own tool in the instance',
};

/** What of the instance's system has to grow too. */
function noteOf({ filesystem, encryption }: Claim): string {
  const note = GROWTH[filesystem];
  if (encryption !== 'luks2' || note === '') return note;
  return `${note}, once it is opened with its key (what is open already needs \`cryptsetup resize\` first)`;
}

function checkRequest({ size }: ExtendRequest): void {
  if (size === 'rest' || (Number.isSafeInteger(size) && size > 0)) return;
  throw new BmvError('BAD_SIZE', `a volume of ${size} bytes cannot be; give a whole number above 0, or rest`);
}

/** The claim afterwards. Its digest was of fewer bytes, and says nothing of what it is now. */
function extendedClaim({ claim, entry, extent }: ExtendPlan): Claim {
  return { ...claim, length: extent.length, entry: storeEntry(entry), proof: null };
}

function planOf(layout: Layout, { volume, size }: ExtendRequest, { newGuid }: Context): ExtendPlan {
  const { plan, conflicts } = planExtend(layout, findClaim(layout, volume), size, newGuid);
  if (plan) return plan;
  throw new ConflictError(conflicts, layout.disk.path);
}

function claimsAfter(plan: ExtendPlan, claims: readonly Claim[]): readonly Claim[] {
  return claims.map((item) => (item.id === plan.claim.id ? extendedClaim(plan) : item));
}

/** The disk as `extendVolume` will leave it. Writes nothing, and throws what that throws before its first write. */
export function foreseeExtension(context: Context, layout: Layout, request: ExtendRequest): Layout {
  checkRequest(request);
  const plan = planOf(layout, request, context);
  if (plan.added.length === 0 || !layout.catalog) return layout;
  const { catalog, place: catalogPlace } = layout.catalog;
  return layoutAfter(layout, { table: plan.table, catalogPlace, claims: claimsAfter(plan, catalog.claims) });
}

async function carryOut(session: DiskSession, plan: ExtendPlan, context: Context): Promise<void> {
  const { catalog } = session.layout;
  if (!catalog) throw new BmvError('NO_CATALOG', `${session.path} has no catalog`, { device: session.path });
  const { claim, entry, extent, others, table, tableBefore } = plan;
  const kept = [...others, { entry, extent, proof: null }];
  // Before the first write: the promise to list the larger volume must be one that can be kept.
  session.checkTable(table, { bootCode: 'keep', kept: kept.map((item) => item.extent) });
  const taken = [...others.map((item) => item.extent), { offset: claim.offset, length: claim.length }];
  await zeroPlace(session, { extent: plan.added, kept: taken }, context);
  stopIfAborted(context.signal, session.path, 'nothing but free space was written; run it again');
  const claims = claimsAfter(plan, catalog.catalog.claims);
  const operation = 'extend' as const;
  const change = { operation, kept, table, tableBefore, volumeId: claim.id, catalogPlace: catalog.place };
  await commitChange(session, { ...change, claims }, context);
  context.onEffect?.({ change: 'extended', id: claim.id, device: session.path });
}

/**
 * Makes a volume larger at its end, into the free space right behind it: its offset, number, id, name and
 * attributes stay. What is added is zeroed before anything lists it, so an interruption leaves the old size
 * or the new one. The filesystem inside is not grown. A volume that has the size already is left as it is.
 *
 * Throws before the first write: `BAD_SIZE`, `VOLUME_UNKNOWN`, `VOLUME_AMBIGUOUS`, `ConflictError`.
 */
export async function extendVolume(
  context: Context,
  diskPath: string,
  request: ExtendRequest,
  options: OpenOptions = {},
): Promise<ExtendedVolume> {
  checkRequest(request);
  const session = await DiskSession.open(context, diskPath, options);
  try {
    const plan = planOf(session.layout, request, context);
    const { claim } = plan;
    const isLarger = plan.added.length > 0;
    if (isLarger) await carryOut(session, plan, context);
    const view = volumeViews(session.layout).find(({ id }) => id === claim.id);
    if (!view) throw new TypeError('a volume that was extended is still one');
    return {
      ...view,
      device: session.path,
      sizeBefore: claim.length,
      outcome: isLarger ? 'extended' : 'unchanged',
      note: isLarger ? noteOf(claim) : '',
    };
  } finally {
    await session.close();
  }
}
