import type { OpenOptions } from '../../hardware-managers/manager.ts';
import type { Catalog } from '../../proto/catalog.ts';
import { BmvError } from '../../proto/error.ts';
import { checkMountPoint } from '../../proto/volume-words.ts';
import type { Context } from '../context.ts';
import { ConflictError } from '../layout/conflict-error.ts';
import { findClaim } from '../layout/plan-release.ts';
import { planTell, type TellChange, type TellPlan } from '../layout/plan-tell.ts';
import type { Layout } from '../layout/types.ts';
import { DiskSession } from './session.ts';
import { type VolumeView, volumeViews } from './views.ts';

/** A volume, and what is to be different in how instances are told of it. */
export interface TellRequest extends TellChange {
  /** Id or name. */
  readonly volume: string;
}

/** A volume and what this call did for it. */
export interface RetoldVolume extends VolumeView {
  readonly device: string;
  readonly outcome: 'changed' | 'unchanged';
}

/** Throws `USAGE` for a request that no disk could fulfil. */
function checkRequest({ mountPoint, tell }: TellRequest): void {
  if (mountPoint === undefined && tell === undefined)
    throw new BmvError('USAGE', 'nothing is to be changed; give a mount point, ways to tell, or both');
  checkMountPoint(mountPoint ?? '');
}

function planOf(layout: Layout, { volume, ...change }: TellRequest): TellPlan {
  const { plan, conflicts } = planTell(layout, findClaim(layout, volume), change);
  if (plan) return plan;
  throw new ConflictError(conflicts, layout.disk.path);
}

/** With its journal, if it has one: what an interrupted deployment or erasure keeps stays as it was. */
function catalogAfter(catalog: Catalog, { claim, after }: TellPlan): Catalog {
  return { ...catalog, claims: catalog.claims.map((item) => (item === claim ? after : item)) };
}

/** The disk as `tellVolume` will leave it. Writes nothing, and throws what that throws before its first write. */
export function foreseeTelling(layout: Layout, request: TellRequest): Layout {
  checkRequest(request);
  const plan = planOf(layout, request);
  if (plan.after === plan.claim || !layout.catalog) return layout;
  return { ...layout, catalog: { ...layout.catalog, catalog: catalogAfter(layout.catalog.catalog, plan) } };
}

/**
 * Changes how instances are told of a volume, from the next image on: its mount point, the ways, or both. One slot of
 * the catalog is written, and no other byte; so a power cut leaves the old words or the new ones. What is as it should
 * be is not written again.
 *
 * Throws before the first write: `USAGE`, `VOLUME_UNKNOWN`, `VOLUME_AMBIGUOUS`, `ConflictError`.
 */
export async function tellVolume(
  context: Context,
  diskPath: string,
  request: TellRequest,
  options: OpenOptions = {},
): Promise<RetoldVolume> {
  checkRequest(request);
  const session = await DiskSession.open(context, diskPath, options);
  try {
    const plan = planOf(session.layout, request);
    const { catalog } = session.layout;
    const isChanged = plan.after !== plan.claim;
    if (isChanged && catalog) await session.saveCatalog(catalogAfter(catalog.catalog, plan));
    const view = volumeViews(session.layout).find(({ id }) => id === plan.claim.id);
    if (!view) throw new TypeError('a volume that is told in another way is still one');
    return { ...view, device: session.path, outcome: isChanged ? 'changed' : 'unchanged' };
  } finally {
    await session.close();
  }
}
