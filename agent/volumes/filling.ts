import type { DiskInfo } from '../../hardware-managers/disk.ts';
import { type Claim, FILESYSTEMS, type VolumeOrigin } from '../../proto/catalog.ts';
import type { Context } from '../context.ts';
import type { CreatePlan, CreateRequest } from '../layout/plan-create.ts';
import type { FilesystemSignature, Layout } from '../layout/types.ts';
import { fillVolume, type VolumePlace } from './fill-volume.ts';
import { type FilesystemFile, makeFilesystem } from './format.ts';
import { encrypted } from './luks/encrypted-filling.ts';
import type { DiskSession } from './session.ts';
import { checkVolumeImage, fillFromImage, type VolumeImage } from './volume-image.ts';

/** What a volume begins with, before anything is written to the disk: whatever can fail of it by then has not. */
export interface Filling {
  /** As a superblock says it; null for none that is known. */
  readonly filesystem: FilesystemSignature | null;
  /** On stable media when it returns; nothing lists it yet. */
  fill(session: DiskSession, place: VolumePlace): Promise<Contents>;
  remove(): Promise<void>;
}

/** The unit of atomic writes of a disk, as filesystems have to be told. Bytes. */
export function atomicBytes({ logicalSectorBytes, physicalSectorBytes }: DiskInfo): number {
  return physicalSectorBytes === 4096 ? 4096 : logicalSectorBytes;
}

/** As the claim tells it. */
export interface Contents extends Pick<Claim, 'filesystem' | 'label'> {
  readonly origin: VolumeOrigin;
}

async function formatted(
  { extent }: CreatePlan,
  { filesystem, label }: CreateRequest,
  { disk }: Layout,
  context: Context,
): Promise<Filling> {
  const { newGuid, signal } = context;
  let file: FilesystemFile | null = null;
  if (filesystem !== 'none') {
    const wanted = { filesystem, label, uuid: newGuid(), lengthBytes: extent.length };
    file = await makeFilesystem({ ...wanted, sectorBytes: atomicBytes(disk) }, signal);
  }
  return {
    filesystem: filesystem === 'none' ? null : { type: filesystem, label, uuid: '' },
    fill: async (session, place) => {
      await fillVolume(session, place, file, context);
      return { filesystem, label, origin: {} };
    },
    remove: async () => await file?.remove(),
  };
}

/** What `create` calls it; what it has no word for is `unknown`. */
function claimed(filesystem: FilesystemSignature | null): Claim['filesystem'] {
  return FILESYSTEMS.find((known) => known === filesystem?.type) ?? 'unknown';
}

async function imaged(
  plan: CreatePlan,
  { name }: CreateRequest,
  image: VolumeImage,
  layout: Layout,
  context: Context,
): Promise<Filling> {
  const volume = { id: plan.entry.guid, name, extent: plan.extent, kept: plan.kept };
  const filesystem = await checkVolumeImage(image, volume, layout, context.signal);
  return {
    filesystem,
    fill: async (session, place) => ({
      filesystem: claimed(filesystem),
      label: filesystem?.label ?? '',
      origin: await fillFromImage(session, place, image, volume, context),
    }),
    remove: async () => {},
  };
}

/**
 * Runs mkfs where one is wanted, or looks at the image, or makes a LUKS2 header. Throws what either throws; nothing is
 * written.
 */
export async function prepareFilling(
  plan: CreatePlan,
  request: CreateRequest,
  image: VolumeImage | undefined,
  layout: Layout,
  context: Context,
): Promise<Filling> {
  if (image) return await imaged(plan, request, image, layout, context);
  if (request.encryption === 'luks2') return await encrypted(plan, request, layout, context);
  return await formatted(plan, request, layout, context);
}
