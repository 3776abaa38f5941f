import type { Hello } from '../../proto/channel.ts';
import type { Node } from '../model.ts';
import type { View } from './backend.ts';
import { LostUpdate, type Tx } from './tx.ts';

/** What makes a node; what was seen of it last stands with its sessions. */
function query({ db }: View) {
  return db
    .selectFrom('nodes')
    .leftJoin('sessions', 'sessions.node', 'nodes.uuid')
    .select([
      ...([
        'uuid',
        'name',
        'system_uuid',
        'system_serial',
        'mac_addresses',
        'first_seen_ms',
        'generation',
      ] as const),
      ...(['seen_at_ms', 'inventory_at_ms'] as const),
    ]);
}

type Row = Awaited<ReturnType<ReturnType<typeof query>['executeTakeFirstOrThrow']>>;

function nodeOf(row: Row): Node {
  return {
    uuid: row.uuid,
    name: row.name,
    systemUuid: row.system_uuid,
    systemSerial: row.system_serial,
    macAddresses: JSON.parse(row.mac_addresses) as readonly string[],
    firstSeenMs: row.first_seen_ms,
    lastSeenMs: row.seen_at_ms ?? row.first_seen_ms,
    inventoryAtMs: row.inventory_at_ms,
    generation: row.generation,
  };
}

export async function readNode(view: View, uuid: string): Promise<Node | null> {
  const row = await query(view).where('uuid', '=', uuid).executeTakeFirst();
  return row ? nodeOf(row) : null;
}

/** By UUID; not empty. */
export async function readNodes(view: View, uuids: readonly string[]): Promise<readonly Node[]> {
  return (await query(view).where('uuid', 'in', view.list(uuids)).execute()).map(nodeOf);
}

/** UUIDs of nodes that Ironic calls so. */
export async function readNodesCalled({ db }: View, name: string): Promise<readonly string[]> {
  const rows = await db.selectFrom('nodes').select('uuid').where('name', '=', name).orderBy('uuid').execute();
  return rows.map(({ uuid }) => uuid);
}

/** Makes a node known. False where it was. */
export async function addNode({ bulk, nowMs, record }: Tx, uuid: string): Promise<boolean> {
  const isNew = await bulk.insertNew('nodes', {
    ...{ uuid, name: '', system_uuid: '', system_serial: '', mac_addresses: '[]' },
    ...{ first_seen_ms: nowMs, generation: 1 },
  });
  if (isNew)
    record({
      ...{ kind: 'node.seen', node: uuid, volume: '', project: '', details: {} },
      actor: { kind: 'agent', id: uuid, project: '' },
    });
  return isNew;
}

/** What Ironic calls it. */
export async function nameNode({ db }: Tx, uuid: string, name: string): Promise<void> {
  await db.updateTable('nodes').set({ name }).where('uuid', '=', uuid).where('name', '!=', name).execute();
}

/** What the machine says of itself. */
export async function describeNodes(
  { bulk }: Tx,
  hellos: ReadonlyMap<string, Pick<Hello, 'systemUuid' | 'systemSerial' | 'macAddresses'>>,
): Promise<void> {
  const changes = [...hellos].map(([uuid, { systemUuid, systemSerial, macAddresses }]) => ({
    where: { uuid },
    set: {
      system_uuid: systemUuid,
      system_serial: systemSerial,
      mac_addresses: JSON.stringify(macAddresses),
    },
  }));
  if (changes.length > 0) await bulk.change('nodes', changes);
}

/**
 * Counts a decision about each node. HAZARD: decisions look at several records of a node, so that two at the same time
 * would each be right and both together wrong; here the later one is lost, and made again.
 */
export async function bumpNodes(
  { bulk }: Tx,
  nodes: readonly Pick<Node, 'uuid' | 'generation'>[],
): Promise<void> {
  if (nodes.length === 0) return;
  const changes = nodes.map(({ uuid, generation }) => ({
    where: { uuid, generation },
    set: { generation: generation + 1 },
  }));
  if ((await bulk.change('nodes', changes)) !== nodes.length) throw new LostUpdate('a node');
}
