import type { Context } from '../context.ts';
import { matchSelector } from '../layout/selector.ts';
import { type AdoptOptions, adoptVolumes } from '../volumes/adopt.ts';
import { settledLayout } from '../volumes/settled-layout.ts';
import { volumeViews } from '../volumes/views.ts';
import type { EnsuredVolume } from './ensure-volume.ts';

/**
 * Adopts what the selector picks, unless all of it is volumes already: a step may be repeated. Throws all
 * that `adoptVolumes` throws.
 */
export async function ensureAdopted(
  device: string,
  wanted: AdoptOptions,
  context: Context,
): Promise<readonly EnsuredVolume[]> {
  const before = await settledLayout(context, device);
  const picked = matchSelector(wanted.selector, before).map(({ guid }) => guid);
  const known = volumeViews(before).filter(({ id }) => picked.includes(id));
  if (picked.length > 0 && known.length === picked.length)
    return known.map((view) => ({ ...view, device, outcome: 'unchanged' as const }));
  const { claims, layout } = await adoptVolumes(context, device, wanted);
  const ids = claims.map(({ id }) => id);
  return volumeViews(layout)
    .filter(({ id }) => ids.includes(id))
    .map((view) => ({ ...view, device, outcome: 'adopted' as const }));
}
