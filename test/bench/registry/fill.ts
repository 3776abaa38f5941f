import { randomUUID } from 'node:crypto';
import type { NewEvent } from '../../../registry/model.ts';
import type { Store } from '../../../registry/store/store.ts';
import type { Tx } from '../../../registry/store/tx.ts';
import { writeVolumes } from '../../../registry/store/volumes.ts';
import { type FleetNode, type FleetSize, fleetNode } from './fleet.ts';

/** Nodes that are written in one transaction. */
const CHUNK = 200;

async function writeNode(tx: Tx, { index, uuid, diskKey, volumes, disk }: FleetNode): Promise<void> {
  const { bulk, nowMs } = tx;
  await bulk.insert('nodes', [
    {
      ...{ uuid, name: `rack-${index % 100}-${index}`, system_uuid: uuid, system_serial: `SER${index}` },
      ...{ mac_addresses: '["52:54:00:00:00:01"]', first_seen_ms: nowMs, generation: 1 },
    },
  ]);
  await bulk.insert('sessions', [
    {
      ...{ node: uuid, epoch: 1, boot: randomUUID(), replica: 'bench', lease_until_ms: nowMs, acked: 1 },
      ...{ wants_inventory: 0, seen_at_ms: nowMs, inventory_at_ms: nowMs, inventory_digest: '' },
      ...{ reconciled_generation: 1, reconciled_at_ms: nowMs },
    },
  ]);
  await bulk.insert('disks', [
    {
      ...{ node: uuid, disk: diskKey, report: JSON.stringify(disk), is_present: 1 },
      ...{ seen_at_ms: nowMs, generation: 1 },
    },
  ]);
  await writeVolumes(tx, volumes);
  tx.record(
    ...volumes.map(
      ({ id, project }): NewEvent => ({
        ...{ kind: 'volume.created', node: uuid, volume: id, project, details: { from: 'reserved' } },
        actor: { kind: 'agent', id: uuid, project: '' },
      }),
    ),
  );
  if (index % 100 !== 0) return;
  await bulk.insert('runs', [
    {
      ...{ node: uuid, run: randomUUID(), step: 'write_image', kind: 'deploy', state: 'running' },
      ...{ started_at_ms: nowMs, ended_at_ms: null, phase: 'write', done_bytes: 1, total_bytes: 2 },
      ...{ failure_code: '', failure_message: '', updated_at_ms: nowMs },
    },
  ]);
}

/** Writes a fleet into an empty store, as if its agents had reported it; returns its nodes. */
export async function fillStore(store: Store, size: FleetSize): Promise<readonly FleetNode[]> {
  const nodes = Array.from({ length: size.nodes }, (_, index) => fleetNode(index, size));
  for (let from = 0; from < nodes.length; from += CHUNK)
    await store.transaction(async (tx) => {
      for (const node of nodes.slice(from, from + CHUNK)) await writeNode(tx, node);
    });
  return nodes;
}
