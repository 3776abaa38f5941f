import type { VolumeState } from '../../proto/catalog.ts';
import type { Volume } from '../model.ts';
import type { View } from './backend.ts';
import { listVolumes } from './volumes.ts';

/** Volumes of one project that have one set's name. What is released is in no set any more. */
export interface VolumeSet {
  readonly name: string;
  readonly project: string;
  readonly volumes: number;
  readonly nodes: number;
  readonly bytes: number;
  readonly states: ReadonlyMap<VolumeState, number>;
}

/** Volumes of a set that are looked at at once. */
const MAX_MEMBERS = 10_000;

/** Sets by these names, by name and project. */
async function summaries(
  { db, list }: View,
  names: readonly string[],
  project: string | undefined,
): Promise<readonly VolumeSet[]> {
  if (names.length === 0) return [];
  let rows = db
    .selectFrom('volumes')
    .select(({ fn }) => [
      ...(['project', 'volume_set', 'state', 'node'] as const),
      fn.countAll<number>().as('count'),
      fn.sum<number>('length_bytes').as('bytes'),
    ])
    .where('volume_set', 'in', list(names))
    .where('state', '!=', 'released' satisfies VolumeState)
    .groupBy(['project', 'volume_set', 'state', 'node'])
    .orderBy('volume_set')
    .orderBy('project');
  if (project !== undefined) rows = rows.where('project', '=', project);
  const sets = Map.groupBy(await rows.execute(), (row) => JSON.stringify([row.volume_set, row.project]));
  return [...sets.values()].map((parts): VolumeSet => {
    const states = new Map<VolumeState, number>();
    for (const { state, count } of parts)
      states.set(state as VolumeState, (states.get(state as VolumeState) ?? 0) + Number(count));
    return {
      name: parts[0]?.volume_set ?? '',
      project: parts[0]?.project ?? '',
      volumes: parts.reduce((sum, { count }) => sum + Number(count), 0),
      nodes: new Set(parts.map(({ node }) => node)).size,
      bytes: parts.reduce((sum, { bytes }) => sum + Number(bytes), 0),
      states,
    };
  });
}

/**
 * A page of sets, by name: those of as many names as the limit says, and so more sets where several projects have one of
 * the same name. `next`: the last name, where there may be more.
 */
export async function listSets(
  view: View,
  { project, after, limit }: { readonly project?: string | undefined; after: string; limit: number },
): Promise<{ readonly sets: readonly VolumeSet[]; readonly next: string | null }> {
  let rows = view.db
    .selectFrom('volumes')
    .select('volume_set')
    .where('volume_set', '>', after)
    .where('state', '!=', 'released' satisfies VolumeState)
    .groupBy('volume_set')
    .orderBy('volume_set')
    .limit(limit);
  if (project !== undefined) rows = rows.where('project', '=', project);
  const names = (await rows.execute()).map((row) => row.volume_set);
  const next = names.length < limit ? null : (names.at(-1) ?? null);
  return { sets: await summaries(view, names, project), next };
}

/** Sets of that name; of several projects unless one is named. */
export async function readSets(
  view: View,
  name: string,
  project: string | undefined,
): Promise<readonly VolumeSet[]> {
  return await summaries(view, [name], project);
}

/** All volumes of a set but those that are released; at most `MAX_MEMBERS`. */
export async function readMembers(
  view: View,
  { name, project }: { readonly name: string; readonly project: string },
): Promise<readonly Volume[]> {
  const found = await listVolumes(view, { set: name, project, after: null, limit: MAX_MEMBERS });
  return found.filter(({ state }) => state !== 'released');
}
