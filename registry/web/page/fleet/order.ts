import type { NodeJson } from '../../../api/schemas/nodes.ts';

export const SORT_KEYS = ['name', 'project', 'volumes', 'alarms', 'step', 'free', 'seen'] as const;
/** A column that nodes can be in the order of. */
export type SortKey = (typeof SORT_KEYS)[number];

export interface Sort {
  readonly key: SortKey;
  readonly descending: boolean;
}

export const FIRST_SORT: Sort = { key: 'name', descending: false };

/** Numbers in names count as such: `node-2` before `node-10`. */
const collator = new Intl.Collator('en', { numeric: true });

/** The text that a node is known by. */
export function nameOf({ name, uuid }: Pick<NodeJson, 'name' | 'uuid'>): string {
  return name || uuid;
}

/** A running step that is further counts more; a node without one least. */
function stepRank({ running }: NodeJson): number {
  if (!running) return -1;
  return running.total_bytes ? running.done_bytes / running.total_bytes : 0;
}

const VALUES: Readonly<Record<Exclude<SortKey, 'name' | 'project'>, (node: NodeJson) => number>> = {
  volumes: (node) => node.volume_count,
  alarms: (node) => node.open_alarms,
  step: stepRank,
  free: (node) => node.free_bytes,
  seen: (node) => node.last_seen_ms,
};

function compare(a: NodeJson, b: NodeJson, key: SortKey): number {
  if (key === 'name') return collator.compare(nameOf(a), nameOf(b));
  if (key === 'project') return collator.compare(a.projects.join(' '), b.projects.join(' '));
  return VALUES[key](a) - VALUES[key](b);
}

/** UUIDs of nodes in the order of a column; those that are equal in it by name, then by UUID. */
export function sortedUuids(nodes: Iterable<NodeJson>, { key, descending }: Sort): string[] {
  const sign = descending ? -1 : 1;
  return [...nodes]
    .sort((a, b) => sign * compare(a, b, key) || compare(a, b, 'name') || (a.uuid < b.uuid ? -1 : 1))
    .map(({ uuid }) => uuid);
}

/** What a press on a column's head does: numbers begin with the largest, a second press turns the order round. */
export function nextSort(sort: Sort, key: SortKey): Sort {
  if (sort.key === key) return { key, descending: !sort.descending };
  return { key, descending: key !== 'name' && key !== 'project' };
}
