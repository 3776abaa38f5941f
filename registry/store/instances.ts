import type { KnownInstance } from '../decisions/instance-change.ts';
import type { View } from './backend.ts';
import { PRIMARY_KEYS, type Tables } from './tables.ts';
import { LostUpdate, type Tx } from './tx.ts';

function instanceOf({ instance, project, seen_at_ms: seenAtMs }: Tables['node_instances']): KnownInstance {
  return { instance, project, seenAtMs };
}

/** By node. */
export async function readInstances({ db }: View): Promise<ReadonlyMap<string, KnownInstance>> {
  const rows = await db.selectFrom('node_instances').selectAll().execute();
  return new Map(rows.map((row) => [row.node, instanceOf(row)]));
}

export async function readInstance({ db }: View, node: string): Promise<KnownInstance | null> {
  const row = await db.selectFrom('node_instances').selectAll().where('node', '=', node).executeTakeFirst();
  return row ? instanceOf(row) : null;
}

/** In place of any that the nodes had. */
export async function putInstances(
  { bulk }: Tx,
  instances: ReadonlyMap<string, KnownInstance>,
): Promise<void> {
  const rows = [...instances].map(([node, { instance, project, seenAtMs }]) => ({
    ...{ node, instance, project, seen_at_ms: seenAtMs },
  }));
  if (rows.length > 0) await bulk.put('node_instances', PRIMARY_KEYS.node_instances, rows);
}

/** Only the one that was seen: of two processes that see it go, one ends it. */
export async function endInstance({ db }: Tx, node: string, { instance, project }: KnownInstance) {
  const { numDeletedRows } = await db
    .deleteFrom('node_instances')
    .where('node', '=', node)
    .where('instance', '=', instance)
    .where('project', '=', project)
    .executeTakeFirst();
  if (numDeletedRows !== 1n) throw new LostUpdate(`the instance of node ${node}`);
}
