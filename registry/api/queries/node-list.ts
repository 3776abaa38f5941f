import { sql } from 'kysely';
import type { View } from '../../store/backend.ts';

export interface NodeListFilter {
  /** Nodes that hold volumes of this project. */
  readonly project?: string | undefined;
  readonly isAlarmed?: boolean | undefined;
  readonly isRunning?: boolean | undefined;
  /** Part of UUID, name, serial number or MAC address. */
  readonly search?: string | undefined;
  readonly after: string | null;
  readonly limit: number;
}

/** UUIDs of a page of nodes, in their order. */
export async function listNodeIds(
  { db, contains }: View,
  { project, isAlarmed, isRunning, search, after, limit }: NodeListFilter,
): Promise<readonly string[]> {
  let rows = db.selectFrom('nodes').select('nodes.uuid').orderBy('nodes.uuid').limit(limit);
  if (after !== null) rows = rows.where('nodes.uuid', '>', after);
  if (project !== undefined)
    rows = rows.where('nodes.uuid', 'in', (eb) =>
      eb
        .selectFrom('volumes')
        .select('volumes.node')
        .where('volumes.project', '=', project)
        .where('volumes.state', '!=', 'released'),
    );
  if (isAlarmed !== undefined)
    rows = rows.where('nodes.uuid', isAlarmed ? 'in' : 'not in', (eb) =>
      eb.selectFrom('alarms').select('alarms.node').where('alarms.resolved_at_ms', 'is', null),
    );
  if (isRunning !== undefined)
    rows = rows.where('nodes.uuid', isRunning ? 'in' : 'not in', (eb) =>
      eb.selectFrom('runs').select('runs.node').where('runs.state', '=', 'running'),
    );
  if (search) {
    const text = search.toLowerCase();
    rows = rows.where(({ or }) =>
      or(
        (['uuid', 'name', 'system_serial', 'mac_addresses'] as const).map((column) =>
          contains(sql.ref<string>(`nodes.${column}`), text),
        ),
      ),
    );
  }
  return (await rows.execute()).map(({ uuid }) => uuid);
}

/** Of nodes, at least one: those that have a session somewhere. */
export async function readConnected(
  { db, list }: View,
  nodes: readonly string[],
  nowMs: number,
): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('sessions')
    .select('node')
    .where('node', 'in', list(nodes))
    .where('lease_until_ms', '>', nowMs)
    .execute();
  return new Set(rows.map(({ node }) => node));
}

/** Whether a project holds a volume of the node. */
export async function isHeldBy({ db }: View, node: string, project: string): Promise<boolean> {
  const row = await db
    .selectFrom('volumes')
    .select('id')
    .where('node', '=', node)
    .where('project', '=', project)
    .where('state', '!=', 'released')
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** When a node's plan was changed; null where nothing was ever asked for. */
export async function readPlanTime({ db }: View, node: string): Promise<number | null> {
  const row = await db
    .selectFrom('plans')
    .select('updated_at_ms')
    .where('node', '=', node)
    .executeTakeFirst();
  return row?.updated_at_ms ?? null;
}
