import type { DesiredVolume, DesiredVolumes } from '../../proto/channel.ts';
import type { View } from './backend.ts';
import { LostUpdate, type Tx } from './tx.ts';

const NO_PLAN: DesiredVolumes = { revision: 0, volumes: [] };

function planOf({ revision, volumes }: { revision: number; volumes: string }): DesiredVolumes {
  return { revision, volumes: JSON.parse(volumes) as readonly DesiredVolume[] };
}

/** Revision 0 where nothing was ever asked for. */
export async function readPlan({ db }: View, node: string): Promise<DesiredVolumes> {
  const row = await db
    .selectFrom('plans')
    .select(['revision', 'volumes'])
    .where('node', '=', node)
    .executeTakeFirst();
  return row ? planOf(row) : NO_PLAN;
}

/** Of many nodes, those whose plan is newer than the revision given. */
export async function readNewerPlans(
  { db, list }: View,
  seen: ReadonlyMap<string, number>,
): Promise<ReadonlyMap<string, DesiredVolumes>> {
  if (seen.size === 0) return new Map();
  const revisions = await db
    .selectFrom('plans')
    .select(['node', 'revision'])
    .where('node', 'in', list([...seen.keys()]))
    .execute();
  const newer = revisions
    .filter(({ node, revision }) => revision > (seen.get(node) ?? 0))
    .map(({ node }) => node);
  if (newer.length === 0) return new Map();
  const rows = await db
    .selectFrom('plans')
    .select(['node', 'revision', 'volumes'])
    .where('node', 'in', list(newer))
    .execute();
  return new Map(rows.map((row) => [row.node, planOf(row)]));
}

/** Puts another plan in the place of the one of a revision (0: of none); returns the next revision. */
export async function writePlan(
  { bulk, nowMs }: Tx,
  node: string,
  { revision: seen, volumes }: DesiredVolumes,
): Promise<number> {
  const revision = seen + 1;
  const row = { node, revision, volumes: JSON.stringify(volumes), updated_at_ms: nowMs };
  const isWritten =
    seen === 0
      ? await bulk.insertNew('plans', row)
      : (await bulk.change('plans', [{ where: { node, revision: seen }, set: row }])) === 1;
  if (!isWritten) throw new LostUpdate(`the plan of node ${node}`);
  return revision;
}
