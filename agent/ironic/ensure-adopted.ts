import { BmvError } from '../../proto/error.ts';
import type { Context } from '../context.ts';
import { matchSelector } from '../layout/selector.ts';
import type { Layout } from '../layout/types.ts';
import { type AdoptOptions, adoptVolumes, foreseeAdoption } from '../volumes/adopt.ts';
import { settledLayout } from '../volumes/settled-layout.ts';
import { type VolumeView, volumeViews } from '../volumes/views.ts';
import type { EnsuredVolume } from './ensure-volume.ts';
import type { Undertaking } from './undertaking.ts';

/** What of an adopted partition is not as wanted. */
function differences(view: VolumeView, { name, project }: AdoptOptions): string[] {
  const pairs = [
    ['name', view.name, name ?? view.name],
    ['project', view.project, project],
  ] as const;
  return pairs
    .filter(([, has, wants]) => has !== wants)
    .map(([what, has, wants]) => `${what} is ${JSON.stringify(has)}, not ${JSON.stringify(wants)}`);
}

/** Throws `VOLUME_EXISTS`. */
function expectAsWanted(view: VolumeView, device: string, wanted: AdoptOptions): void {
  const wrong = differences(view, wanted);
  if (wrong.length === 0) return;
  throw new BmvError(
    'VOLUME_EXISTS',
    `what ${wanted.selector.text} picks on ${device} is volume ${JSON.stringify(view.name)} (${view.id}) already, but its ${wrong.join(' and ')}; ask for it as it is, or release it first with erase none, which keeps its bytes`,
    { device, volume: view.id },
  );
}

interface Picked {
  /** Ids. */
  readonly all: readonly string[];
  /** Those that are volumes already, as wanted. */
  readonly known: readonly VolumeView[];
}

/** Throws `VOLUME_EXISTS`. */
function pick(layout: Layout, device: string, wanted: AdoptOptions): Picked {
  const all = matchSelector(wanted.selector, layout).map(({ guid }) => guid);
  const known = volumeViews(layout).filter(({ id }) => all.includes(id));
  for (const view of known) expectAsWanted(view, device, wanted);
  return { all, known };
}

/** Whether nothing is to be done. */
function isAdopted({ all, known }: Picked): boolean {
  return all.length > 0 && known.length === all.length;
}

/**
 * Adopts what the selector picks, unless all of it is volumes already: a step may be repeated. Throws
 * `VOLUME_EXISTS` where one has another name or project, and all that `adoptVolumes` throws.
 */
async function ensureAdopted(
  device: string,
  wanted: AdoptOptions,
  context: Context,
): Promise<readonly EnsuredVolume[]> {
  const picked = pick(await settledLayout(context, device), device, wanted);
  if (isAdopted(picked))
    return picked.known.map((view) => ({ ...view, device, outcome: 'unchanged' as const }));
  const { claims, layout } = await adoptVolumes(context, device, wanted);
  const ids = claims.map(({ id }) => id);
  return volumeViews(layout)
    .filter(({ id }) => ids.includes(id))
    .map((view) => ({ ...view, device, outcome: 'adopted' as const }));
}

/** `ensureAdopted` as one of several entries. */
export function ensuringAdopted(
  device: string,
  wanted: AdoptOptions,
  context: Context,
): Undertaking<readonly EnsuredVolume[]> {
  return {
    device,
    about: (layout) => matchSelector(wanted.selector, layout).map(({ guid }) => guid),
    foresee: (layout) =>
      isAdopted(pick(layout, device, wanted)) ? layout : foreseeAdoption(context, layout, wanted),
    carryOut: async () => await ensureAdopted(device, wanted, context),
  };
}
