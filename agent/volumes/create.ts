import { randomBytes } from 'node:crypto';
import type { OpenOptions } from '../../hardware-managers/manager.ts';
import type { Claim } from '../../proto/catalog.ts';
import { VOLUME_KEY_BYTES } from '../../proto/channel.ts';
import { BmvError } from '../../proto/error.ts';
import { checkTell } from '../../proto/tell-words.ts';
import {
  checkEncryption,
  checkLabel,
  checkMountPoint,
  checkProject,
  checkVolumeName,
} from '../../proto/volume-words.ts';
import type { Context } from '../context.ts';
import { ConflictError } from '../layout/conflict-error.ts';
import { type CreatePlan, type CreateRequest, planCreate } from '../layout/plan-create.ts';
import type { Layout } from '../layout/types.ts';
import { stopIfAborted } from './aborted.ts';
import { commitChange } from './change-volumes.ts';
import { type Contents, prepareFilling } from './filling.ts';
import { layoutAfter } from './layout-after.ts';
import { DiskSession } from './session.ts';
import { storeEntry } from './stored-table.ts';
import type { VolumeImage } from './volume-image.ts';

export type { CreateRequest } from '../layout/plan-create.ts';

export interface CreateOptions extends OpenOptions {
  /** What the volume begins with, instead of a filesystem of ours. */
  readonly image?: VolumeImage | undefined;
}

/** Throws `USAGE` or `BAD_SIZE` for a request that no disk could fulfil. */
function checkRequest(
  { name, size, filesystem, label, mountPoint, tell, project, encryption = 'none' }: CreateRequest,
  image?: VolumeImage,
): void {
  if (image && (filesystem !== 'none' || label !== ''))
    throw new BmvError(
      'USAGE',
      `volume ${JSON.stringify(name)} gets the filesystem of its image; leave filesystem and label out`,
      { volume: name },
    );
  if (image && encryption === 'luks2')
    throw new BmvError(
      'USAGE',
      `volume ${JSON.stringify(name)} gets its image as it is, which luks2 would not read; leave the image or the encryption out`,
      { volume: name },
    );
  checkVolumeName(name);
  checkEncryption(encryption, filesystem);
  checkProject(project);
  checkLabel(label, filesystem);
  checkMountPoint(mountPoint);
  checkTell(tell, { mountPoint, filesystem, encryption });
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

function claimOf(
  { entry, extent }: CreatePlan,
  { name, project, mountPoint, tell, encryption = 'none' }: CreateRequest,
  { filesystem, label, origin }: Contents,
  createdAtMs: number,
): Claim {
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
    ...(tell ? { tell } : {}),
    ...(encryption === 'none' ? {} : { encryption }),
    entry: storeEntry(entry),
    createdAtMs,
    proof: null,
    ...origin,
  };
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
 * The disk as `createVolume` will leave it. Writes nothing, and throws what that throws before its first write, but for
 * what `keyFor` throws: mkfs and cryptsetup are tried too.
 */
export async function foreseeVolume(
  context: Context,
  layout: Layout,
  request: CreateRequest,
  image?: VolumeImage,
): Promise<Layout> {
  checkRequest(request, image);
  const plan = planOf(layout, request, context);
  // Of a header that nobody will see: whether the volume may have a key is asked when it is made.
  const keyFor = async () => randomBytes(VOLUME_KEY_BYTES);
  const filling = await prepareFilling(plan, request, image, layout, { ...context, keyFor });
  await filling.remove();
  const { filesystem } = filling;
  const { table, catalogPlace, entry } = plan;
  const contents = { filesystem: request.filesystem, label: request.label, origin: {} };
  return layoutAfter(layout, {
    table,
    catalogPlace,
    claims: claimsWith(claimOf(plan, request, contents, context.now()), layout),
    filesystems: filesystem ? [[entry.number, filesystem]] : [],
  });
}

/**
 * Makes a volume in free space and, on a blank disk, the table and the catalog. The volume is zeroed and
 * formatted, or filled with the image and verified, before anything lists it, so an interruption leaves the disk as
 * it was, or the whole volume. One that is LUKS2 is encrypted before anything of it is written, with a key that is asked
 * for then.
 *
 * Throws before the first write: `USAGE`, `BAD_SIZE`, `ConflictError`, `TOOL_MISSING`, `COMMAND_FAILED`, and what
 * `keyFor` and `checkVolumeImage` throw; later what `fillFromImage` throws.
 */
export async function createVolume(
  context: Context,
  diskPath: string,
  request: CreateRequest,
  { image, ...options }: CreateOptions = {},
): Promise<{ claim: Claim; layout: Layout }> {
  checkRequest(request, image);
  const session = await DiskSession.open(context, diskPath, options);
  try {
    const plan = planOf(session.layout, request, context);
    const filling = await prepareFilling(plan, request, image, session.layout, context);
    let contents: Contents;
    try {
      const kept = plan.kept.map(({ extent }) => extent);
      contents = await filling.fill(session, { extent: plan.extent, kept });
    } finally {
      await filling.remove();
    }
    stopIfAborted(context.signal, session.path, 'nothing but free space was written; run it again');
    const claim = claimOf(plan, request, contents, context.now());
    const claims = claimsWith(claim, session.layout);
    const { kept, table, catalogPlace } = plan;
    await commitChange(session, { operation: 'create', kept, table, catalogPlace, claims }, context);
    context.onEffect?.({ change: 'created', id: claim.id, device: session.path });
    return { claim, layout: session.layout };
  } finally {
    await session.close();
  }
}
