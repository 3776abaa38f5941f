import { BmvError } from '../../proto/error.ts';
import type { Context } from '../context.ts';
import { matchSelector } from '../layout/selector.ts';
import { type AdoptOptions, adoptVolumes } from '../volumes/adopt.ts';
import { settledLayout } from '../volumes/settled-layout.ts';
import { type VolumeView, volumeViews } from '../volumes/views.ts';
import type { EnsuredVolume } from './ensure-volume.ts';

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

/**
 * Adopts what the selector picks, unless all of it is volumes already: a step may be repeated. Throws
 * `VOLUME_EXISTS` where one has another name or project, and all that `adoptVolumes` throws.
 */
export async function ensureAdopted(
  device: string,
  wanted: AdoptOptions,
  context: Context,
): Promise<readonly EnsuredVolume[]> {
  const before = await settledLayout(context, device);
  const picked = matchSelector(wanted.selector, before).map(({ guid }) => guid);
  const known = volumeViews(before).filter(({ id }) => picked.includes(id));
  for (const view of known) expectAsWanted(view, device, wanted);
  if (picked.length > 0 && known.length === picked.length)
    return known.map((view) => ({ ...view, device, outcome: 'unchanged' as const }));
  const { claims, layout } = await adoptVolumes(context, device, wanted);
  const ids = claims.map(({ id }) => id);
  return volumeViews(layout)
    .filter(({ id }) => ids.includes(id))
    .map((view) => ({ ...view, device, outcome: 'adopted' as const }));
}
