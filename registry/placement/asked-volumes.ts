import type { Volume } from '../model.ts';
import type { View } from '../store/backend.ts';
import { listVolumes, readVolumes, readVolumesNamed } from '../store/volumes.ts';

/** Volumes of a set that are looked at: more than any query of a scheduler can mean. */
const MAX_MEMBERS = 10_000;

/** What a scheduler names. */
export interface AskedFor {
  readonly project: string;
  /** Ids or names. */
  readonly volumes: readonly string[];
  readonly sets: readonly string[];
}

/** Volumes that a query is about, by node. */
export async function readAsked(
  view: View,
  { project, volumes: wanted, sets }: AskedFor,
): Promise<ReadonlyMap<string, readonly Volume[]>> {
  const found: Volume[] = [];
  if (wanted.length > 0)
    found.push(...(await readVolumes(view, wanted)), ...(await readVolumesNamed(view, wanted)));
  for (const set of new Set(sets))
    found.push(...(await listVolumes(view, { set, project, after: null, limit: MAX_MEMBERS })));
  const own = found.filter((volume) => volume.project === project && volume.state !== 'released');
  const unique = [...new Map(own.map((volume) => [volume.id, volume])).values()];
  return Map.groupBy(unique, ({ node }) => node);
}
