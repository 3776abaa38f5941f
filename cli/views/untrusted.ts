import type { UntrustedListJson } from '../../registry/api/schemas/nodes.ts';
import type { Items } from '../registry/api.ts';
import { formatBytes } from '../units.ts';
import { listText, timeText } from './cells.ts';

type Machine = UntrustedListJson['machines'][number];

/** What machines say that nobody vouched for, a line a disk. */
export function untrustedText({ items, more }: Items<Machine>): string {
  const rows = items.flatMap(({ machine, seen_at_ms: seenAtMs, disks }) => {
    const shown = disks.map(({ device, serial, wwn, size_bytes: size, volumes }) => [
      ...[device, wwn ?? serial ?? '', formatBytes(size), String(volumes)],
    ]);
    return (shown.length > 0 ? shown : [[]]).map((disk) => [machine, timeText(seenAtMs), ...disk]);
  });
  const heading = ['machine', 'seen', 'disk', 'wwn or serial', 'size', 'volumes'];
  return listText(heading, rows, { none: 'no such machines', more });
}
