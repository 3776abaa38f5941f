import type { VolumeSet } from '../../store/sets.ts';
import type { SetJson } from '../schemas/sets.ts';

/** A set as it goes over the API. */
export function setView({ name, project, volumes, nodes, bytes, states }: VolumeSet): SetJson {
  return {
    ...{ name, project, volume_count: volumes, node_count: nodes, size_bytes: bytes },
    states: Object.fromEntries([...states].sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}
