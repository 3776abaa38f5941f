import type { OpenOptions } from '../../hardware-managers/manager.ts';
import type { Claim } from '../../proto/catalog.ts';
import type { Context } from '../context.ts';
import { ConflictError } from '../layout/conflict-error.ts';
import { type Adopted, type AdoptRequest, planAdopt } from '../layout/plan-adopt.ts';
import type { FilesystemSignature, Layout } from '../layout/types.ts';
import { checkMountPoint, checkProject, checkVolumeName } from '../layout/volume-words.ts';
import { commitChange } from './change-volumes.ts';
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
  if (request.name !== null) checkVolumeName(request.name);
  checkProject(request.project);
  checkMountPoint(request.mountPoint);
  const session = await DiskSession.open(context, diskPath, options);
  try {
    const { plan, conflicts } = planAdopt(session.layout, request, context.newGuid);
    if (!plan) throw new ConflictError(conflicts, session.path);
    const createdAtMs = context.now();
    const adopted = plan.adopted.map((item) => claimOf(item, request, createdAtMs));
    const claims = [...(session.layout.catalog?.catalog.claims ?? []), ...adopted];
    const { kept, table, catalogPlace } = plan;
    await commitChange(session, { operation: 'adopt', kept, table, catalogPlace, claims }, context);
    return { claims: adopted, layout: session.layout };
  } finally {
    await session.close();
  }
}
