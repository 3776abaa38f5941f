import type { NodeState } from '../decisions/node-state.ts';
import type { Volume } from '../model.ts';
import { readOpenAlarms } from './alarms.ts';
import type { View } from './backend.ts';
import { readClaims, readDisks } from './disks.ts';
import { readNodes } from './nodes.ts';
import { readVolumes, readVolumesOf } from './volumes.ts';

/** What decisions about nodes look at. */
export interface KnownNodes {
  /** By UUID. Without those that are not known. */
  readonly states: ReadonlyMap<string, NodeState>;
  /** Of other nodes, those that were named. */
  readonly elsewhere: readonly Volume[];
}

/**
 * Reads what decisions about nodes look at. `named`: ids of volumes that a report or request names, which are wanted
 * wherever they are and whether they are released or not.
 */
export async function readNodeStates(
  view: View,
  nodes: readonly string[],
  named: readonly string[] = [],
): Promise<KnownNodes> {
  if (nodes.length === 0) return { states: new Map(), elsewhere: [] };
  const found = await readNodes(view, nodes);
  const disks = Map.groupBy(await readDisks(view, nodes), ({ node }) => node);
  const claims = Map.groupBy(await readClaims(view, nodes), ({ node }) => node);
  const alarms = Map.groupBy(await readOpenAlarms(view, nodes), ({ node }) => node);
  const all = new Map<string, Volume>();
  for (const volume of await readVolumesOf(view, nodes)) all.set(volume.id, volume);
  if (named.length > 0) for (const volume of await readVolumes(view, named)) all.set(volume.id, volume);
  const volumes = Map.groupBy(all.values(), ({ node }) => node);
  const states = found.map((node): [string, NodeState] => [
    node.uuid,
    {
      node,
      disks: disks.get(node.uuid) ?? [],
      claims: claims.get(node.uuid) ?? [],
      volumes: volumes.get(node.uuid) ?? [],
      alarms: alarms.get(node.uuid) ?? [],
    },
  ]);
  const wanted = new Set(nodes);
  return { states: new Map(states), elsewhere: [...all.values()].filter(({ node }) => !wanted.has(node)) };
}

/** Of one node; null where it is not known. */
export async function readNodeState(
  view: View,
  node: string,
  named: readonly string[] = [],
): Promise<NodeState | null> {
  return (await readNodeStates(view, [node], named)).states.get(node) ?? null;
}
