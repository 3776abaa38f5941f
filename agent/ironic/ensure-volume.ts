import { BmvError } from '../../proto/error.ts';
import type { Context } from '../context.ts';
import { MIB } from '../layout/extent.ts';
import type { Layout } from '../layout/types.ts';
import { type CreateRequest, createVolume, foreseeVolume } from '../volumes/create.ts';
import { settledLayout } from '../volumes/settled-layout.ts';
import { type VolumeView, volumeViews } from '../volumes/views.ts';
import type { Undertaking } from './undertaking.ts';

/** A volume and what this call did for it. */
export interface EnsuredVolume extends VolumeView {
  readonly device: string;
  readonly outcome: 'created' | 'adopted' | 'unchanged';
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

/** What of an existing volume is not as wanted; empty when it will do. */
function differences(view: VolumeView, wanted: CreateRequest): string[] {
  const size = wanted.size === 'rest' ? view.size : Math.ceil(wanted.size / MIB) * MIB;
  const pairs: readonly (readonly [string, string | number, string | number])[] = [
    ['size', view.size, size],
    ['filesystem', view.filesystem, wanted.filesystem],
    ['project', view.project, wanted.project],
  ];
  const found = pairs.filter(([, has, wants]) => has !== wants);
  const wrong = found.map(([what, has, wants]) => `${what} is ${has}, not ${wants}`);
  if (view.state === 'missing') return [...wrong, 'partition is missing from the table'];
  return USABLE.includes(view.state) ? wrong : [...wrong, `state is ${view.state}`];
}

/** The volume of that id or name, if it is there and as wanted. Throws `VOLUME_EXISTS` where it is not as wanted. */
function findAsWanted(layout: Layout, device: string, wanted: CreateRequest): VolumeView | null {
  const isMeant = ({ id, name }: VolumeView) => (wanted.id ? id === wanted.id : name === wanted.name);
  const existing = volumeViews(layout).find(isMeant);
  if (!existing) return null;
  const wrong = differences(existing, wanted);
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
async function ensureVolume(device: string, wanted: CreateRequest, context: Context): Promise<EnsuredVolume> {
  const existing = findAsWanted(await settledLayout(context, device), device, wanted);
  if (existing) return { ...existing, device, outcome: 'unchanged' };
  const { claim, layout } = await createVolume(context, device, wanted);
  return { ...viewOf(layout, claim.id), device, outcome: 'created' };
}

/** `ensureVolume` as one of several entries. */
export function ensuringVolume(
  device: string,
  wanted: CreateRequest,
  context: Context,
): Undertaking<EnsuredVolume> {
  return {
    device,
    about: () => [wanted.name],
    foresee: async (layout) =>
      findAsWanted(layout, device, wanted) ? layout : await foreseeVolume(context, layout, wanted),
    carryOut: async () => await ensureVolume(device, wanted, context),
  };
}
