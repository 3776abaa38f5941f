import type { OpenOptions } from '../../hardware-managers/manager.ts';
import type { Claim } from '../../proto/catalog.ts';
import { BmvError } from '../../proto/error.ts';
import { checkLabel, checkMountPoint, checkProject, checkVolumeName } from '../../proto/volume-words.ts';
import type { Context } from '../context.ts';
import { ConflictError } from '../layout/conflict-error.ts';
import { type CreatePlan, type CreateRequest, planCreate } from '../layout/plan-create.ts';
import type { Layout } from '../layout/types.ts';
import { stopIfAborted } from './aborted.ts';
import { commitChange } from './change-volumes.ts';
import { fillVolume } from './fill-volume.ts';
import { type FilesystemFile, makeFilesystem } from './format.ts';
import { layoutAfter } from './layout-after.ts';
import { DiskSession } from './session.ts';
import { storeEntry } from './stored-table.ts';

export type { CreateRequest } from '../layout/plan-create.ts';

/** Throws `USAGE` or `BAD_SIZE` for a request that no disk could fulfil. */
function checkRequest({ name, size, filesystem, label, mountPoint, project }: CreateRequest): void {
  checkVolumeName(name);
  checkProject(project);
  checkLabel(label, filesystem);
  checkMountPoint(mountPoint);
  if (filesystem === 'swap' && mountPoint !== '') {
    throw new BmvError(
      'USAGE',
      `volume ${JSON.stringify(name)} is swap, which has no mount point; leave it out`,
    );
  }
  if (size !== 'rest' && !(Number.isSafeInteger(size) && size > 0)) {
    throw new BmvError(
      'BAD_SIZE',
      `a volume of ${size} bytes cannot be; give a whole number above 0, or rest`,
    );
  }
}

function claimOf({ entry, extent }: CreatePlan, request: CreateRequest, createdAtMs: number): Claim {
  const { name, project, filesystem, label, mountPoint } = request;
  const { offset, length } = extent;
  return {
    id: entry.guid,
    name,
    project,
    state: 'available',
    offset,
    length,
    filesystem,
    label,
    mountPoint,
    entry: storeEntry(entry),
    createdAtMs,
    proof: null,
  };
}

/** Runs mkfs where one is wanted: whatever can fail of it fails before anything is written to the disk. */
async function prepare(
  plan: CreatePlan,
  request: CreateRequest,
  layout: Layout,
  context: Context,
): Promise<FilesystemFile | null> {
  const { filesystem, label } = request;
  if (filesystem === 'none') return null;
  const { logicalSectorBytes, physicalSectorBytes } = layout.disk;
  const sectorBytes = physicalSectorBytes === 4096 ? 4096 : logicalSectorBytes;
  const wanted = { filesystem, label, uuid: context.newGuid(), lengthBytes: plan.extent.length, sectorBytes };
  return await makeFilesystem(wanted, context.signal);
}

function planOf(layout: Layout, request: CreateRequest, { newGuid }: Context): CreatePlan {
  const { plan, conflicts } = planCreate(layout, request, newGuid);
  if (plan) return plan;
  throw new ConflictError(conflicts, layout.disk.path);
}

/** Claims of the disk with the new one. */
function claimsWith(claim: Claim, { catalog }: Layout): readonly Claim[] {
  return [...(catalog?.catalog.claims ?? []), claim];
}

/**
 * The disk as `createVolume` will leave it. Writes nothing, and throws what that throws before its first write: mkfs
 * is tried too.
 */
export async function foreseeVolume(
  context: Context,
  layout: Layout,
  request: CreateRequest,
): Promise<Layout> {
  checkRequest(request);
  const plan = planOf(layout, request, context);
  await (await prepare(plan, request, layout, context))?.remove();
  const { filesystem: type, label } = request;
  const { table, catalogPlace, entry } = plan;
  return layoutAfter(layout, {
    table,
    catalogPlace,
    claims: claimsWith(claimOf(plan, request, context.now()), layout),
    filesystems: type === 'none' ? [] : [[entry.number, { type, label, uuid: '' }]],
  });
}

/**
 * Makes a volume in free space and, on a blank disk, the table and the catalog. The volume is zeroed and
 * formatted before anything lists it, so an interruption leaves the disk as it was, or the whole volume.
 *
 * Throws before the first write: `USAGE`, `BAD_SIZE`, `ConflictError`, `TOOL_MISSING`, `COMMAND_FAILED`.
 */
export async function createVolume(
  context: Context,
  diskPath: string,
  request: CreateRequest,
  options: OpenOptions = {},
): Promise<{ claim: Claim; layout: Layout }> {
  checkRequest(request);
  const session = await DiskSession.open(context, diskPath, options);
  try {
    const plan = planOf(session.layout, request, context);
    const filesystem = await prepare(plan, request, session.layout, context);
    try {
      const kept = plan.kept.map(({ extent }) => extent);
      await fillVolume(session, { extent: plan.extent, kept }, filesystem, context);
    } finally {
      await filesystem?.remove();
    }
    stopIfAborted(context.signal, session.path, 'nothing but free space was written; run it again');
    const claim = claimOf(plan, request, context.now());
    const claims = claimsWith(claim, session.layout);
    const { kept, table, catalogPlace } = plan;
    await commitChange(session, { operation: 'create', kept, table, catalogPlace, claims }, context);
    context.onEffect?.({ change: 'created', id: claim.id, device: session.path });
    return { claim, layout: session.layout };
  } finally {
    await session.close();
  }
}
