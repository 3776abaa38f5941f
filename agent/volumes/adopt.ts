import type { OpenOptions } from '../../hardware-managers/manager.ts';
import type { Claim } from '../../proto/catalog.ts';
import { checkMountPoint, checkProject, checkVolumeName } from '../../proto/volume-words.ts';
import type { Context } from '../context.ts';
import { ConflictError } from '../layout/conflict-error.ts';
import { type Adopted, type AdoptPlan, type AdoptRequest, planAdopt } from '../layout/plan-adopt.ts';
import type { FilesystemSignature, Layout } from '../layout/types.ts';
import { commitChange } from './change-volumes.ts';
import { layoutAfter } from './layout-after.ts';
import { DiskSession } from './session.ts';
import { storeEntry } from './stored-table.ts';

/** Which partitions become volumes, and what is noted of them. */
export interface AdoptOptions extends AdoptRequest {
  readonly project: string;
  /** For a single partition; empty when not said. */
  readonly mountPoint: string;
}

/** What we can make ourselves keeps its name; everything else is opaque. */
function filesystemOf(signature: FilesystemSignature | null): Claim['filesystem'] {
  const type = signature?.type;
  return type === 'ext4' || type === 'xfs' || type === 'swap' ? type : 'unknown';
}

function claimOf({ partition, name }: Adopted, request: AdoptOptions, createdAtMs: number): Claim {
  const { entry, extent, filesystem } = partition;
  return {
    id: entry.guid,
    name,
    project: request.project,
    state: 'available',
    offset: extent.offset,
    length: extent.length,
    filesystem: filesystemOf(filesystem),
    label: filesystem?.label ?? '',
    mountPoint: request.mountPoint,
    entry: storeEntry(entry),
    createdAtMs,
    proof: null,
  };
}

/** Throws `USAGE` for a request that no disk could fulfil. */
function checkRequest({ name, project, mountPoint }: AdoptOptions): void {
  if (name !== null) checkVolumeName(name);
  checkProject(project);
  checkMountPoint(mountPoint);
}

function planOf(layout: Layout, request: AdoptOptions, { newGuid }: Context): AdoptPlan {
  const { plan, conflicts } = planAdopt(layout, request, newGuid);
  if (plan) return plan;
  throw new ConflictError(conflicts, layout.disk.path);
}

function claimsOf({ adopted }: AdoptPlan, request: AdoptOptions, { now }: Context): readonly Claim[] {
  const createdAtMs = now();
  return adopted.map((item) => claimOf(item, request, createdAtMs));
}

/** The disk as `adoptVolumes` will leave it. Writes nothing, and throws what that throws before its first write. */
export function foreseeAdoption(context: Context, layout: Layout, request: AdoptOptions): Layout {
  checkRequest(request);
  const plan = planOf(layout, request, context);
  const claims = [...(layout.catalog?.catalog.claims ?? []), ...claimsOf(plan, request, context)];
  return layoutAfter(layout, { ...plan, claims });
}

/**
 * Makes volumes of existing partitions. No byte of theirs is written; the table changes only where the
 * catalog gets its partition.
 *
 * Throws before the first write: `USAGE`, `ConflictError`.
 */
export async function adoptVolumes(
  context: Context,
  diskPath: string,
  request: AdoptOptions,
  options: OpenOptions = {},
): Promise<{ claims: readonly Claim[]; layout: Layout }> {
  checkRequest(request);
  const session = await DiskSession.open(context, diskPath, options);
  try {
    const plan = planOf(session.layout, request, context);
    const adopted = claimsOf(plan, request, context);
    const claims = [...(session.layout.catalog?.catalog.claims ?? []), ...adopted];
    const { kept, table, catalogPlace } = plan;
    await commitChange(session, { operation: 'adopt', kept, table, catalogPlace, claims }, context);
    for (const { id } of adopted) context.onEffect?.({ change: 'adopted', id, device: session.path });
    return { claims: adopted, layout: session.layout };
  } finally {
    await session.close();
  }
}
