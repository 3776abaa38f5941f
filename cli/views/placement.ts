import type { PlacementAnswerJson } from '../../registry/api/schemas/placement.ts';
import { formatBytes } from '../units.ts';
import { cell, counted, listText } from './cells.ts';

/** Makes Ironic choose among the nodes, in a shell; empty where there are none. */
function allocationLine(nodes: readonly string[], resourceClass: string): readonly string[] {
  if (nodes.length === 0) return [];
  const quoted = /^[\w.-]+$/.test(resourceClass)
    ? resourceClass
    : `'${resourceClass.replaceAll("'", "'\\''")}'`;
  const among = nodes.map((node) => ` --candidate-node ${node}`).join('');
  return [`openstack baremetal allocation create --resource-class ${quoted}${among}`];
}

/** Nodes that would do, best first, why others will not, and a line that gives these to Ironic. */
export function placementText(
  { candidates, candidate_nodes: nodes, found, rejected }: PlacementAnswerJson,
  resourceClass: string,
): string {
  const rows = candidates.map(({ name, node, ready, not_ready: why, volumes, largest_bytes: largest }) => [
    name,
    node,
    ready ? 'yes' : why.join(', ') || 'no',
    String(volumes.length),
    formatBytes(largest),
  ]);
  const table = listText(['name', 'uuid', 'ready', 'volumes', 'largest new'], rows, {
    none: 'no node will do',
    more: false,
  });
  const others = found - candidates.length;
  return [
    table,
    ...(others > 0 ? [`${counted(others, 'other node')} would do too; --limit shows them`] : []),
    ...rejected.flatMap(({ node, reasons }) =>
      reasons.map(({ code, message }) => cell(`${node}: ${message} (${code})`, 400)),
    ),
    ...allocationLine(nodes, resourceClass),
  ].join('\n');
}
