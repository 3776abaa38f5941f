import { VOLUME_STATES, type VolumeState } from '../../proto/catalog.ts';
import { underlyingState } from '../decisions/states.ts';
import type { Volume } from '../model.ts';

/** In Cinder's words. HAZARD: `deleting` until the agent has proven the erasure; what is released is not found any more. */
const STATUS: Readonly<Record<VolumeState, string>> = {
  reserved: 'creating',
  creating: 'creating',
  available: 'available',
  'in-use': 'in-use',
  extending: 'extending',
  releasing: 'deleting',
  released: 'deleted',
  missing: 'error',
  quarantined: 'error',
  error: 'error',
};

export function statusOf(volume: Volume): string {
  return underlyingState(volume) === 'releasing' ? 'deleting' : STATUS[volume.state];
}

/** States in which a volume may have a status, or all there are; `statusOf` decides. */
export function statesOf(status: string | undefined): readonly VolumeState[] {
  const there = VOLUME_STATES.filter((state) => state !== 'released');
  if (status === undefined) return there;
  return there.filter((state) => STATUS[state] === status || (status === 'deleting' && state === 'missing'));
}
