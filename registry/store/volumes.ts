import { type Proof, TELL_WAYS, type VolumeState } from '../../proto/catalog.ts';
import type { Volume } from '../model.ts';
import type { View } from './backend.ts';
import { type Page, pageOf } from './page.ts';
import type { Tables } from './tables.ts';
import { LostUpdate, type Tx } from './tx.ts';

function volumeOf(row: Tables['volumes']): Volume {
  return {
    id: row.id,
    name: row.name,
    project: row.project,
    set: row.volume_set,
    node: row.node,
    disk: row.disk,
    state: row.state as VolumeState,
    stateBefore: row.state_before as VolumeState | null,
    offset: row.offset_bytes,
    length: row.length_bytes,
    wantedLength: row.wanted_length_bytes,
    allowedDisks: JSON.parse(row.allowed_disks) as readonly string[],
    isAdopted: row.is_adopted !== 0,
    filesystem: row.filesystem as Volume['filesystem'],
    label: row.label,
    mountPoint: row.mount_point,
    tell: TELL_WAYS.filter((way) => row.tell.split(',').includes(way)),
    erase: row.erase as Volume['erase'],
    onRelease: row.on_release as Volume['onRelease'],
    onInstanceDelete: row.on_instance_delete as Volume['onInstanceDelete'],
    policySinceMs: row.policy_since_ms,
    encryption: row.encryption as Volume['encryption'],
    proof: row.proof === null ? null : (JSON.parse(row.proof) as Proof),
    createdAtMs: row.created_at_ms,
    updatedAtMs: row.updated_at_ms,
    generation: row.generation,
  };
}

function rowOf(volume: Volume): Tables['volumes'] {
  return {
    id: volume.id,
    name: volume.name,
    project: volume.project,
    volume_set: volume.set,
    node: volume.node,
    disk: volume.disk,
    state: volume.state,
    state_before: volume.stateBefore,
    offset_bytes: volume.offset,
    length_bytes: volume.length,
    wanted_length_bytes: volume.wantedLength,
    allowed_disks: JSON.stringify(volume.allowedDisks),
    is_adopted: volume.isAdopted ? 1 : 0,
    filesystem: volume.filesystem,
    label: volume.label,
    mount_point: volume.mountPoint,
    tell: volume.tell.join(),
    erase: volume.erase,
    on_release: volume.onRelease,
    on_instance_delete: volume.onInstanceDelete,
    policy_since_ms: volume.policySinceMs,
    encryption: volume.encryption,
    proof: volume.proof === null ? null : JSON.stringify(volume.proof),
    created_at_ms: volume.createdAtMs,
    updated_at_ms: volume.updatedAtMs,
    generation: volume.generation + 1,
  };
}

export async function readVolume({ db }: View, id: string): Promise<Volume | null> {
  const row = await db.selectFrom('volumes').selectAll().where('id', '=', id).executeTakeFirst();
  return row ? volumeOf(row) : null;
}

/** By id; at least one. */
export async function readVolumes({ db, list }: View, ids: readonly string[]): Promise<readonly Volume[]> {
  const rows = await db
    .selectFrom('volumes')
    .selectAll()
    .where('id', 'in', list(ids))
    .orderBy('id')
    .execute();
  return rows.map(volumeOf);
}

/** By name, at least one. */
export async function readVolumesNamed(
  { db, list }: View,
  names: readonly string[],
): Promise<readonly Volume[]> {
  const rows = await db.selectFrom('volumes').selectAll().where('name', 'in', list(names)).execute();
  return rows.map(volumeOf);
}

/** Of nodes, at least one; without those that are released. */
export async function readVolumesOf(
  { db, list }: View,
  nodes: readonly string[],
): Promise<readonly Volume[]> {
  const rows = await db
    .selectFrom('volumes')
    .selectAll()
    .where('node', 'in', list(nodes))
    .where('state', '!=', 'released' satisfies VolumeState)
    .orderBy('id')
    .execute();
  return rows.map(volumeOf);
}

export interface VolumeFilter {
  readonly node?: string;
  readonly project?: string;
  readonly set?: string;
  readonly name?: string;
  /** Any of these; not empty. */
  readonly states?: readonly VolumeState[];
}

async function listInState(
  { db }: View,
  {
    node,
    project,
    set,
    name,
    state,
    ...page
  }: Omit<VolumeFilter, 'states'> & Page & { readonly state?: VolumeState },
): Promise<readonly Volume[]> {
  let rows = pageOf(db.selectFrom('volumes').selectAll(), 'id', page);
  if (node !== undefined) rows = rows.where('node', '=', node);
  if (project !== undefined) rows = rows.where('project', '=', project);
  if (set !== undefined) rows = rows.where('volume_set', '=', set);
  if (name !== undefined) rows = rows.where('name', '=', name);
  if (state !== undefined) rows = rows.where('state', '=', state);
  return (await rows.execute()).map(volumeOf);
}

/** In the order of their ids. */
export async function listVolumes(
  view: View,
  { states, ...filter }: VolumeFilter & Page,
): Promise<readonly Volume[]> {
  if (!states) return await listInState(view, filter);
  // One page of each: of several states at once, a database sorts all there are for every page.
  const pages = await Promise.all(
    [...new Set(states)].map((state) => listInState(view, { ...filter, state })),
  );
  return pages
    .flat()
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .slice(0, filter.limit);
}

/** Number of volumes in each state. */
export async function countVolumes({ db }: View): Promise<ReadonlyMap<VolumeState, number>> {
  const rows = await db
    .selectFrom('volumes')
    .select(['state', ({ fn }) => fn.countAll<number>().as('count')])
    .groupBy('state')
    .execute();
  return new Map(rows.map(({ state, count }) => [state as VolumeState, Number(count)]));
}

/** New ones have generation 0, others the one that was seen; each is written with the next. */
export async function writeVolumes({ bulk }: Tx, volumes: readonly Volume[]): Promise<void> {
  const changes = volumes
    .filter(({ generation }) => generation > 0)
    .map((volume) => {
      const { id, ...set } = rowOf(volume);
      return { where: { id, generation: volume.generation }, set };
    });
  if (changes.length > 0 && (await bulk.change('volumes', changes)) !== changes.length)
    throw new LostUpdate('a volume');
  const added = volumes.filter(({ generation }) => generation === 0).map(rowOf);
  if (added.length > 0 && !(await bulk.insertNew('volumes', ...added))) throw new LostUpdate('a volume');
}
