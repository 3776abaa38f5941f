import { BmvError } from '../../proto/error.ts';
import type { Volume } from '../model.ts';
import type { Decision } from './decision.ts';
import { withChanges } from './plan.ts';
import { releaseVolume } from './release-volume.ts';
import type { RequestInput } from './request.ts';

/** A set, as the registry tells them apart. */
export interface SetName {
  readonly project: string;
  readonly name: string;
}

/** For messages. */
export function calledSet({ name, project }: SetName): string {
  return `set ${JSON.stringify(name)} of project ${project}`;
}

/**
 * Throws `SET_UNKNOWN` for a set without volumes, and `GENERATION_DIFFERS` unless the caller named exactly those that the
 * set has now: whoever releases a set has seen each volume whose bytes are lost.
 */
export function expectSeen(set: SetName, members: readonly Volume[], seen: readonly string[]): void {
  if (members.length === 0)
    throw new BmvError('SET_UNKNOWN', `there is no ${calledSet(set)}; list them with \`bmv sets list\``);
  const named = new Set(seen);
  const unseen = members.filter(({ id }) => !named.has(id)).length;
  const others = [...named].filter((id) => members.every((member) => member.id !== id)).length;
  if (unseen === 0 && others === 0) return;
  throw new BmvError(
    'GENERATION_DIFFERS',
    `${calledSet(set)} has ${unseen} volume(s) that were not named, and ${others} that were named are not in it; look at it again`,
  );
}

/** Releases several volumes of one node, all of them or none. Throws what `releaseVolume` does. */
export function releaseTogether(
  ids: readonly string[],
  erase: string | null,
  input: RequestInput,
): Decision & { readonly released: readonly Volume[] } {
  let { volumes } = input.state;
  const events: Decision['events'][number][] = [];
  const changed = new Map<string, Volume>();
  const released: Volume[] = [];
  let planChanges = false;
  for (const id of ids) {
    const decision = releaseVolume({ id, erase }, { ...input, state: { ...input.state, volumes } });
    for (const volume of decision.volumes) changed.set(volume.id, volume);
    volumes = withChanges(volumes, decision.volumes);
    events.push(...decision.events);
    released.push(decision.volume);
    planChanges ||= decision.planChanges;
  }
  return { volumes: [...changed.values()], alarms: [], events, planChanges, released };
}
