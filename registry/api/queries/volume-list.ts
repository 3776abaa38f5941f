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
  /** Part of id or name. */
  readonly search?: string | undefined;
  readonly after: string | null;
  readonly limit: number;
}

/** Volumes with a part of a name or id that are looked up one by one. */
const RARE = 1000;
const PART_OF_ID = /^[0-9a-f-]+$/;

/** `text`: in lower case. */
function matching({ contains }: View, text: string): RawBuilder<boolean> {
  const inName = contains(sql<string>`lower(name)`, text);
  return PART_OF_ID.test(text) ? sql<boolean>`(${inName} or ${contains(sql<string>`id`, text)})` : inName;
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
    // HAZARD: of all volumes. Nothing but name and id is named in it, so that an index alone is read.
    const found = await view.db
      .selectFrom('volumes')
      .select('id')
      .where(matches)
      .limit(RARE + 1)
      .execute();
    if (found.length === 0) return [];
    // Of what is common, a page is soon full in the order of the ids.
    const isRare = found.length <= RARE;
    rows = isRare ? rows.where('id', 'in', view.list(found.map(({ id }) => id))) : rows.where(matches);
  }
  const ids = (await rows.execute()).map(({ id }) => id);
  return ids.length === 0 ? [] : await readVolumes(view, ids);
}
