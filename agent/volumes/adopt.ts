import type { OpenOptions } from '../../hardware-managers/manager.ts';
import type { Claim, TellWay } from '../../proto/catalog.ts';
import { checkTell } from '../../proto/tell-words.ts';
import { checkMountPoint, checkProject, checkVolumeName } from '../../proto/volume-words.ts';
import type { Context } from '../context.ts';
import { ConflictError } from '../layout/conflict-error.ts';
import { mountConflicts } from '../layout/mount-conflicts.ts';
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
  /** Absent for the default. */
  readonly tell?: readonly TellWay[] | undefined;
  /** Absent: only what holds LUKS. */
  readonly encryption?: 'opaque' | undefined;
}

/** What we can make ourselves keeps its name; everything else is opaque. */
function filesystemOf(signature: FilesystemSignature | null): Claim['filesystem'] {
  const type = signature?.type;
  return type === 'ext4' || type === 'xfs' || type === 'swap' ? type : 'unknown';
}

/** HAZARD: of what somebody else encrypted nobody here has a key, whatever its header says. */
function encryptionOf(
  { filesystem }: Adopted['partition'],
  { encryption }: AdoptOptions,
): Pick<Claim, 'encryption'> {
  return encryption === 'opaque' || filesystem?.type === 'crypto_LUKS' ? { encryption: 'opaque' } : {};
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
    ...(request.tell ? { tell: request.tell } : {}),
    ...encryptionOf(partition, request),
    entry: storeEntry(entry),
    createdAtMs,
    proof: null,
  };
}

/** Throws `USAGE` for a request that no disk could fulfil. */
function checkRequest({ name, project, mountPoint, tell, encryption }: AdoptOptions): void {
  if (name !== null) checkVolumeName(name);
  checkProject(project);
  checkMountPoint(mountPoint);
  checkTell(tell, { mountPoint, filesystem: 'unknown', encryption: encryption ?? 'none' });
}

function planOf(layout: Layout, request: AdoptOptions, { newGuid }: Context): AdoptPlan {
  const { plan, conflicts } = planAdopt(layout, request, newGuid);
  if (!plan) throw new ConflictError(conflicts, layout.disk.path);
  const wanted = plan.adopted.map(({ name, partition }) => {
    return { ...request, name, ...encryptionOf(partition, request) };
  });
  for (const { tell, mountPoint, encryption = 'none' } of wanted)
    checkTell(tell, { mountPoint, filesystem: 'unknown', encryption });
  const [first, ...rest] = mountConflicts(layout, wanted);
  if (first) throw new ConflictError([first, ...rest], layout.disk.path);
  return plan;
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
