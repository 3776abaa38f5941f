import type { NewEvent, Volume } from '../model.ts';
import type { NodeState } from './node-state.ts';
import { volumeEvent } from './states.ts';

/** Ids of volumes whose keys are at their end. */
interface EndedKeys {
  /** Whose bytes nobody is to read again. */
  readonly all: readonly string[];
  /** That nobody made, as far as is known. HAZARD: an agent that got the key may have made one, and filled it. */
  readonly unlessGiven: readonly string[];
}

/** An operator has just given the volume up with its disk. HAZARD: a claim that nobody asked for is nobody's as well. */
function isGivenUp({ id, state, project }: Volume, before: readonly Volume[]): boolean {
  const was = before.find((volume) => volume.id === id);
  return state === 'quarantined' && project === '' && was !== undefined && was.project !== '';
}

/** What becomes of keys when volumes have become what they are. `states`: of their nodes, before. */
export function endedKeys(volumes: readonly Volume[], states: readonly NodeState[]): EndedKeys {
  const before = states.flatMap((state) => state.volumes);
  const released = volumes.filter(({ state }) => state === 'released');
  const over = [
    ...released.filter(({ disk }) => disk !== null),
    ...volumes.filter((volume) => isGivenUp(volume, before)),
  ];
  const cancelled = released.filter(({ disk }) => disk === null);
  return { all: over.map(({ id }) => id), unlessGiven: cancelled.map(({ id }) => id) };
}

/** For the audit, of volumes as they were before: one that is given up has no owner any more. */
export function keysDestroyed(
  ids: readonly string[],
  volumes: readonly Volume[],
  states: readonly NodeState[],
): readonly NewEvent[] {
  const before = states.flatMap((state) => state.volumes);
  return ids.flatMap((id) => {
    const volume = before.find((item) => item.id === id) ?? volumes.find((item) => item.id === id);
    const actor = { kind: 'registry', id: '', project: '' } as const;
    return volume ? [volumeEvent('key.destroyed', volume, actor, {})] : [];
  });
}
