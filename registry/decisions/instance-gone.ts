import type { NewEvent, Volume } from '../model.ts';
import type { Decision } from './decision.ts';
import type { KnownInstance } from './instance-change.ts';
import type { NodeState } from './node-state.ts';
import { planDiffers } from './plan.ts';
import { type By, go, type Way } from './states.ts';

/** Why a volume whose policy is to go with its instance stays all the same; null where it goes. */
function whyKept(volume: Volume, { project, seenAtMs }: KnownInstance, { alarms }: NodeState): string | null {
  if (volume.project !== project) return 'other-project';
  if (volume.onRelease === 'keep') return 'kept';
  // Whoever chose it a moment ago may have meant the next instance.
  if (volume.policySinceMs > seenAtMs) return 'policy-is-newer';
  if (alarms.some((alarm) => alarm.volume === volume.id)) return 'alarmed';
  return volume.state === 'available' || volume.state === 'in-use' ? null : volume.state;
}

function released(volume: Volume, instance: string, by: By): Way {
  const start: Way = { volume, events: [] };
  const free = volume.state === 'in-use' ? go(start, { cause: 'detach', to: 'available' }, by) : start;
  const details = { askedBy: 'instance-delete', instance, erase: volume.erase };
  return go(free, { cause: 'release', to: 'releasing' }, by, { details });
}

/**
 * What follows when a node's instance is certainly gone: volumes of its project that are to go with it are released, by the
 * node's next cleaning. Each that stays although its policy says otherwise is told with the reason.
 */
export function instanceGone(known: KnownInstance, state: NodeState, by: By): Decision {
  const asked = state.volumes.filter(({ onInstanceDelete, state: now }) => {
    const isThere = now !== 'released' && now !== 'releasing';
    return onInstanceDelete === 'release' && isThere;
  });
  const judged = asked.map((volume) => ({ volume, why: whyKept(volume, known, state) }));
  const ways = judged
    .filter(({ why }) => why === null)
    .map(({ volume }) => released(volume, known.instance, by));
  const volumes = ways.map(({ volume }) => volume);
  const kept = judged.flatMap(({ volume, why }) => (why === null ? [] : [{ volume: volume.id, why }]));
  const gone: NewEvent = {
    ...{ kind: 'instance.gone', node: state.node.uuid, volume: '', project: known.project, actor: by.actor },
    details: { instance: known.instance, released: volumes.map(({ id }) => id), kept },
  };
  return {
    ...{ volumes, alarms: [], events: [gone, ...ways.flatMap(({ events }) => events)] },
    planChanges: planDiffers(state, volumes),
  };
}
