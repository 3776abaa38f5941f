import type { VolumeState } from '../../proto/catalog.ts';
import type { Quota, QuotaUsage } from '../decisions/quota.ts';
import type { View } from './backend.ts';
import type { Tables } from './tables.ts';
import { LostUpdate, type Tx } from './tx.ts';

/** In the database: null for the default, this for no end. */
const NO_END = -1;

function limitOf(stored: number | null): Quota['maxVolumes'] {
  if (stored === null) return 'default';
  return stored === NO_END ? null : stored;
}

function storedLimit(limit: Quota['maxVolumes']): number | null {
  if (limit === 'default') return null;
  return limit ?? NO_END;
}

/** Generation 0 where nothing was ever said of the project. */
export async function readQuota({ db }: View, project: string): Promise<Quota> {
  const row = await db.selectFrom('quotas').selectAll().where('project', '=', project).executeTakeFirst();
  if (!row) return { project, maxVolumes: 'default', maxBytes: 'default', generation: 0 };
  const { max_volumes, max_bytes, generation } = row;
  return { project, maxVolumes: limitOf(max_volumes), maxBytes: limitOf(max_bytes), generation };
}

/** An extension counts as soon as it is asked for. */
export async function readUsage({ db }: View, project: string): Promise<QuotaUsage> {
  const row = await db
    .selectFrom('volumes')
    .select(({ fn }) => [
      fn.countAll<number>().as('volumes'),
      fn.sum<number | null>('wanted_length_bytes').as('bytes'),
    ])
    .where('project', '=', project)
    .where('state', '!=', 'released' satisfies VolumeState)
    .executeTakeFirst();
  return { volumes: Number(row?.volumes ?? 0), bytes: Number(row?.bytes ?? 0) };
}

/**
 * Writes a quota in the place of the one that was read. HAZARD: whatever looks at a project's usage to add to it writes its
 * quota too, changed or not: two at the same time would each be right and both together wrong; here the later one is lost,
 * and made again.
 */
export async function writeQuota({ bulk, nowMs }: Tx, quota: Quota): Promise<Quota> {
  const { project, maxVolumes, maxBytes, generation: seen } = quota;
  const row: Tables['quotas'] = {
    ...{ project, max_volumes: storedLimit(maxVolumes), max_bytes: storedLimit(maxBytes) },
    ...{ updated_at_ms: nowMs, generation: seen + 1 },
  };
  const isWritten =
    seen === 0
      ? await bulk.insertNew('quotas', row)
      : (await bulk.change('quotas', [{ where: { project, generation: seen }, set: row }])) === 1;
  if (!isWritten) throw new LostUpdate(`the quota of project ${project}`);
  return { ...quota, generation: seen + 1 };
}
