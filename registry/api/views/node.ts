import type { Node, StepRun } from '../../model.ts';
import type { NodeFacts } from '../../placement/node-facts.ts';
import type { NodeJson } from '../schemas/nodes.ts';
import { runView } from './run.ts';

/** What is known of a node beside its record. */
export interface NodeAround {
  /** Null where it was never looked at. */
  readonly facts: NodeFacts | null;
  readonly isConnected: boolean;
  readonly running: StepRun | null;
}

/** A node as it goes over the API. */
export function nodeView(node: Node, { facts, isConnected, running }: NodeAround): NodeJson {
  return {
    uuid: node.uuid,
    name: node.name,
    system_uuid: node.systemUuid,
    system_serial: node.systemSerial,
    mac_addresses: [...node.macAddresses],
    first_seen_ms: node.firstSeenMs,
    last_seen_ms: node.lastSeenMs,
    inventory_at_ms: node.inventoryAtMs,
    connected: isConnected,
    projects: [...(facts?.heldBy ?? [])],
    volume_count: facts?.volumeCount ?? 0,
    open_alarms: facts?.openAlarms ?? 0,
    disk_count: facts?.diskCount ?? 0,
    size_bytes: facts?.sizeBytes ?? 0,
    free_bytes: facts?.freeBytes ?? 0,
    running: running && runView(running),
    generation: node.generation,
  };
}
