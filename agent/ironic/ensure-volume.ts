import { BmvError } from '../../proto/error.ts';
import type { Context } from '../context.ts';
import { MIB } from '../layout/extent.ts';
import type { Layout } from '../layout/types.ts';
import { type CreateRequest, createVolume, foreseeVolume } from '../volumes/create.ts';
import { settledLayout } from '../volumes/settled-layout.ts';
import { type VolumeView, volumeViews } from '../volumes/views.ts';
import type { VolumeImage } from '../volumes/volume-image.ts';
import type { Undertaking } from './undertaking.ts';

/** A volume and what this call did for it. */
export interface EnsuredVolume extends VolumeView {
  readonly device: string;
  readonly outcome: 'created' | 'adopted' | 'unchanged';
}

/** An image that a new volume is to begin with. */
export interface WantedImage {
  /** URL without credentials. */
  readonly name: string;
  /** `algo:hex`; null where it is still to be read from a file. */
  readonly checksum: string | null;
  readonly bootable: boolean;
  /** Opens it, and closes it when it was used. */
  readonly with: <T>(use: (image: VolumeImage) => Promise<T>) => Promise<T>;
}

/** States of a volume that an instance may be given. */
const USABLE: readonly VolumeView['state'][] = ['available', 'reserved', 'in-use'];

function viewOf(layout: Layout, id: string): VolumeView {
  const view = volumeViews(layout).find((item) => item.id === id);
  if (view) return view;
  throw new BmvError(
    'INTERNAL',
    `volume ${id} was made on ${layout.disk.path}, but is not listed; report it`,
    {
      device: layout.disk.path,
      volume: id,
    },
  );
}

/** By its checksum, where both are known: the same image may come by another URL. */
function imageDifferences(
  { bootable = false, image }: VolumeView,
  wanted: WantedImage | undefined,
): string[] {
  if (!wanted) return [];
  if (!image) return ['contents are no image'];
  const isSame =
    wanted.checksum !== null && image.checksum !== ''
      ? image.checksum === wanted.checksum
      : image.name === wanted.name.slice(0, image.name.length);
  return [
    ...(isSame ? [] : [`image was ${image.name} (${image.checksum}), not ${wanted.name}`]),
    ...(bootable || !wanted.bootable ? [] : ['image was not made to be booted from']),
  ];
}

/**
 * What of an existing volume is not as wanted; empty when it will do. One that is larger will: a deploy template says
 * what it did before the volume was extended, or let grow by an instance.
 */
function differences(view: VolumeView, wanted: CreateRequest, image: WantedImage | undefined): string[] {
  const least = wanted.size === 'rest' ? 0 : Math.ceil(wanted.size / MIB) * MIB;
  const pairs: readonly (readonly [string, string | number, string | number])[] = [
    ['size', view.size, Math.max(view.size, least)],
    ...(image ? [] : [['filesystem', view.filesystem, wanted.filesystem] as const]),
    ['encryption', view.encryption ?? 'none', wanted.encryption ?? 'none'],
    ['project', view.project, wanted.project],
  ];
  const found = pairs.filter(([, has, wants]) => has !== wants);
  const wrong = [
    ...found.map(([what, has, wants]) => `${what} is ${has}, not ${wants}`),
    ...imageDifferences(view, image),
  ];
  if (view.state === 'missing') return [...wrong, 'partition is missing from the table'];
  return USABLE.includes(view.state) ? wrong : [...wrong, `state is ${view.state}`];
}

/** The volume of that id or name, if it is there and as wanted. Throws `VOLUME_EXISTS` where it is not as wanted. */
function findAsWanted(
  layout: Layout,
  device: string,
  wanted: CreateRequest,
  image: WantedImage | undefined,
): VolumeView | null {
  const isMeant = ({ id, name }: VolumeView) => (wanted.id ? id === wanted.id : name === wanted.name);
  const existing = volumeViews(layout).find(isMeant);
  if (!existing) return null;
  const wrong = differences(existing, wanted, image);
  if (wrong.length === 0) return existing;
  throw new BmvError(
    'VOLUME_EXISTS',
    `${device} has a volume ${JSON.stringify(wanted.name)} already, but its ${wrong.join(' and ')}; use another name, or extend or release that one`,
    { device, volume: existing.id },
  );
}

/**
 * Makes a volume unless the disk has it already, so that a step that Ironic repeats does no harm. Throws
 * `VOLUME_EXISTS` when the disk has one of that name that is not as wanted, and all that `createVolume`
 * throws.
 */
async function ensureVolume(
  device: string,
  wanted: CreateRequest,
  image: WantedImage | undefined,
  context: Context,
): Promise<EnsuredVolume> {
  const existing = findAsWanted(await settledLayout(context, device), device, wanted, image);
  if (existing) return { ...existing, device, outcome: 'unchanged' };
  const create = async (opened?: VolumeImage) =>
    await createVolume(context, device, wanted, { image: opened });
  const { claim, layout } = await (image ? image.with(create) : create());
  return { ...viewOf(layout, claim.id), device, outcome: 'created' };
}

/** `ensureVolume` as one of several entries. */
export function ensuringVolume(
  device: string,
  wanted: CreateRequest,
  context: Context,
  image?: WantedImage,
): Undertaking<EnsuredVolume> {
  const foreseeNew = async (layout: Layout, opened?: VolumeImage) =>
    await foreseeVolume(context, layout, wanted, opened);
  return {
    device,
    about: () => [wanted.name],
    foresee: async (layout) => {
      if (findAsWanted(layout, device, wanted, image)) return layout;
      return await (image ? image.with((opened) => foreseeNew(layout, opened)) : foreseeNew(layout));
    },
    carryOut: async () => await ensureVolume(device, wanted, image, context),
  };
}
