import { type RawBuilder, sql } from 'kysely';
import type { VOLUME_STATES, VolumeState } from '../../../proto/catalog.ts';
import type { Volume } from '../../model.ts';
import type { View } from '../../store/backend.ts';
import { readVolumes } from '../../store/volumes.ts';

export interface VolumeListFilter {
  readonly node?: string | undefined;
  readonly project?: string | undefined;
  readonly set?: string | undefined;
  readonly name?: string | undefined;
  readonly state?: VolumeState | undefined;
  /** Also those that were released. */
  readonly withReleased: boolean;
  /** Start of the id, or part of the name. */
  readonly search?: string | undefined;
  readonly after: string | null;
  readonly limit: number;
}

/** Volumes that are like what is searched for and are looked up one by one. */
const RARE = 1000;
const START_OF_ID = /^[0-9a-f-]+$/;
/** Behind every character of an id. */
const BEHIND = 'g';

/** What finds a volume: each is looked for in an index of its own. `text`: in lower case. */
function matching({ nameContains }: View, text: string): readonly RawBuilder<boolean>[] {
  const inName = nameContains(text);
  return START_OF_ID.test(text)
    ? [sql<boolean>`(id >= ${text} and id < ${text + BEHIND})`, inName]
    : [inName];
}

/** Ids of what is like the text; null where that is common. */
async function rareIds(
  { db }: View,
  matches: readonly RawBuilder<boolean>[],
): Promise<ReadonlySet<string> | null> {
  const ids = new Set<string>();
  for (const match of matches) {
    // HAZARD: of all volumes. Nothing but the name or the id is named in it, so that an index alone is read.
    const found = await db
      .selectFrom('volumes')
      .select('id')
      .where(match)
      .limit(RARE + 1)
      .execute();
    for (const { id } of found) ids.add(id);
    if (ids.size > RARE) return null;
  }
  return ids;
}

/** A page of volumes, by id. */
export async function listVolumesPage(
  view: View,
  { node, project, set, name, state, withReleased, search, after, limit }: VolumeListFilter,
): Promise<readonly Volume[]> {
  let rows = view.db.selectFrom('volumes').select('id').orderBy('id').limit(limit);
  if (after !== null) rows = rows.where('id', '>', after);
  if (node !== undefined) rows = rows.where('node', '=', node);
  if (project !== undefined) rows = rows.where('project', '=', project);
  if (set !== undefined) rows = rows.where('volume_set', '=', set);
  if (name !== undefined) rows = rows.where('name', '=', name);
  if (state !== undefined) rows = rows.where('state', '=', state);
  else if (!withReleased)
    rows = rows.where('state', '!=', 'released' satisfies (typeof VOLUME_STATES)[number]);
  if (search) {
    const matches = matching(view, search.toLowerCase());
    const rare = await rareIds(view, matches);
    if (rare?.size === 0) return [];
    // Of what is common, a page is soon full in the order of the ids.
    rows = rare ? rows.where('id', 'in', view.list([...rare])) : rows.where(({ or }) => or([...matches]));
  }
  const ids = (await rows.execute()).map(({ id }) => id);
  return ids.length === 0 ? [] : await readVolumes(view, ids);
}
