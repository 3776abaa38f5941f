import type { VolumeState } from '../../proto/catalog.ts';
import type { DesiredVolume, DesiredVolumes } from '../../proto/channel.ts';
import type { Disk, Volume } from '../model.ts';
import { diskNameInPlan } from './disk-key.ts';
import { byAge } from './free-space.ts';
import type { NodeState } from './node-state.ts';
import { isToBeMade, underlyingState } from './states.ts';

/**
 * What the agent is to do. HAZARD: it makes or adopts what is `available` in a plan and not on a disk. A volume that
 * was made once must never be made again, empty, so that nobody notices that it is gone: one that is there is `in-use`,
 * whoever uses it, and one that is not is `missing`.
 */
function stateInPlan(volume: Volume): VolumeState {
  if (isToBeMade(volume.state)) return 'available';
  const state = underlyingState(volume);
  if (state === 'releasing' || state === 'quarantined') return state;
  if (volume.state === 'missing') return 'missing';
  return state === 'extending' ? 'extending' : 'in-use';
}

function desiredVolume(volume: Volume, disks: readonly Disk[]): DesiredVolume {
  const { id, name, project, disk, allowedDisks, wantedLength, filesystem, label, mountPoint } = volume;
  const { tell, encryption } = volume;
  const keys = disk === null ? allowedDisks : [disk];
  return {
    ...{ id, name, project, state: stateInPlan(volume), length: wantedLength },
    disks: keys.flatMap((key) => diskNameInPlan(key, disks) ?? []),
    ...{ filesystem, label, mountPoint, erase: volume.erase },
    adopt: volume.state === 'creating',
    // As nothing where there is none: plans of before are not others for it.
    ...(tell.length === 0 ? {} : { tell }),
    ...(encryption === 'none' ? {} : { encryption }),
  };
}

/**
 * All volumes that the node should have, and those that it should be rid of, oldest first. Agents carry it out in this
 * order: space that was promised earlier is taken earlier.
 */
export function planOf(
  { volumes, disks }: Pick<NodeState, 'volumes' | 'disks'>,
  revision: number,
): DesiredVolumes {
  const listed = volumes.filter(({ state }) => state !== 'released').sort(byAge);
  return { revision, volumes: listed.map((volume) => desiredVolume(volume, disks)) };
}

/** Volumes of a node with some of them changed or new. */
export function withChanges(volumes: readonly Volume[], changed: readonly Volume[]): readonly Volume[] {
  const records = new Map([...volumes, ...changed].map((volume) => [volume.id, volume]));
  return [...records.values()];
}

/** Whether changes of volumes make the plan another one. */
export function planDiffers(state: NodeState, changed: readonly Volume[]): boolean {
  if (changed.length === 0) return false;
  const after = { ...state, volumes: withChanges(state.volumes, changed) };
  return JSON.stringify(planOf(state, 0)) !== JSON.stringify(planOf(after, 0));
}
