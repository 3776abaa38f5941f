import type { PlacementAnswerJson } from '../../registry/api/schemas/placement.ts';
import { formatBytes } from '../units.ts';
import { cell, counted, listText } from './cells.ts';

/** Nodes that would do, best first, and why others will not. */
export function placementText({ candidates, found, rejected }: PlacementAnswerJson): string {
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
  ].join('\n');
}
