import type { SetJson } from '../../registry/api/schemas/sets.ts';
import type { VolumeJson } from '../../registry/api/schemas/volumes.ts';
import type { Items } from '../registry/api.ts';
import { formatBytes } from '../units.ts';
import { fieldsText, listText } from './cells.ts';
import { registryVolumesText } from './registry-volume.ts';

/** `2 available, 1 missing`. */
function statesText({ states }: SetJson): string {
  return Object.entries(states)
    .map(([state, count]) => `${count} ${state}`)
    .join(', ');
}

/** Sets, a line each. */
export function setsText({ items, more }: Items<SetJson>): string {
  const rows = items.map((set) => [
    set.name,
    set.project,
    String(set.volume_count),
    String(set.node_count),
    formatBytes(set.size_bytes),
    statesText(set),
  ]);
  return listText(['name', 'project', 'volumes', 'nodes', 'size', 'states'], rows, { none: 'no sets', more });
}

/** A set above its volumes. */
export function setText(set: SetJson, volumes: Items<VolumeJson>): string {
  const fields = fieldsText([
    ['set', set.name],
    ['project', set.project],
    ['volumes', String(set.volume_count)],
    ['nodes', String(set.node_count)],
    ['size', formatBytes(set.size_bytes)],
    ['states', statesText(set)],
  ]);
  return `${fields}\n\n${registryVolumesText(volumes)}`;
}
