import { z } from 'zod';
import type { Volume } from '../model.ts';
import type { View } from '../store/backend.ts';
import { listVolumes } from '../store/volumes.ts';
import { CinderFault } from './faults.ts';
import { idOf } from './hosts.ts';
import { parse } from './schemas.ts';
import { gibOf } from './sizes.ts';
import { statesOf, statusOf } from './statuses.ts';

/** Volumes that are sorted by anything but their id, all of them in memory. */
const MAX_SORTED = 10_000;

const text = z.string().max(255).optional();

/** Questions that are answered. What else clients ask in passing, such as the kind of their output, is not heeded. */
const querySchema = z.object({
  ...{ name: text, display_name: text, status: text, project_id: text, marker: text },
  all_tenants: text,
  limit: z.coerce.number().int().min(0).optional(),
  ...{ sort: text, sort_key: text, sort_dir: text },
  with_count: text,
});
/** Filters that would be wrong not to heed. */
const UNANSWERED = [
  'metadata',
  'bootable',
  'migration_status',
  'host',
  'user_id',
  'availability_zone',
  'offset',
];

const SORT_KEYS: Readonly<Record<string, (volume: Volume) => string | number>> = {
  id: ({ id }) => id,
  name: ({ name }) => name,
  display_name: ({ name }) => name,
  status: statusOf,
  size: ({ length }) => gibOf(length),
  created_at: ({ createdAtMs }) => createdAtMs,
  updated_at: ({ updatedAtMs }) => updatedAtMs,
};

export interface ListQuery {
  readonly name: string | undefined;
  readonly status: string | undefined;
  /** Of which project; undefined for all. */
  readonly project: string | undefined;
  readonly marker: string | null;
  readonly limit: number;
  /** Empty: by id. */
  readonly order: readonly { readonly key: string; readonly descends: boolean }[];
}

function isTrue(flag: string | undefined): boolean {
  return flag !== undefined && !/^(|0|false|no|none|off)$/i.test(flag);
}

function orderOf({ sort, sort_key: key, sort_dir: direction }: z.output<typeof querySchema>) {
  const parts =
    sort !== undefined ? sort.split(',') : key !== undefined ? [`${key}:${direction ?? 'desc'}`] : [];
  return parts.map((part) => {
    const [name = '', way = 'desc'] = part.trim().split(':');
    if (!Object.hasOwn(SORT_KEYS, name) || !/^(asc|desc)$/.test(way))
      throw new CinderFault(
        400,
        `sort ${JSON.stringify(part)} is none; by ${Object.keys(SORT_KEYS).join(', ')}`,
      );
    return { key: name, descends: way === 'desc' };
  });
}

/** What a client wants to see. `mayAll`: of other projects too. */
export function listQueryOf(
  raw: unknown,
  {
    project,
    mayAll,
    maxItems,
  }: { readonly project: string; readonly mayAll: boolean; readonly maxItems: number },
): ListQuery {
  const query = parse(querySchema, raw);
  const strange = UNANSWERED.find((name) => Object.hasOwn(raw as object, name));
  if (strange !== undefined) throw new CinderFault(400, `volumes are not found by ${strange} here`);
  const isAll = isTrue(query.all_tenants) && mayAll;
  const marker = query.marker === undefined ? null : idOf(query.marker);
  if (query.marker !== undefined && marker === null)
    throw new CinderFault(400, `marker ${JSON.stringify(query.marker)} is no id of a volume`);
  return {
    ...{ name: query.name ?? query.display_name, status: query.status, marker },
    project: isAll ? query.project_id : project,
    limit: Math.min(query.limit || maxItems, maxItems),
    order: orderOf(query),
  };
}

function compare(order: ListQuery['order'], one: Volume, other: Volume): number {
  for (const { key, descends } of [...order, { key: 'id', descends: false }]) {
    const [a, b] = [SORT_KEYS[key]?.(one) ?? '', SORT_KEYS[key]?.(other) ?? ''];
    if (a !== b) return (a < b ? -1 : 1) * (descends ? -1 : 1);
  }
  return 0;
}

function filterOf({ name, project, status }: ListQuery) {
  return {
    ...(name === undefined ? {} : { name }),
    ...(project === undefined ? {} : { project }),
    states: statesOf(status),
  };
}

async function listById(view: View, query: ListQuery): Promise<readonly Volume[]> {
  const found: Volume[] = [];
  for (let after = query.marker; ; ) {
    const page = await listVolumes(view, { ...filterOf(query), after, limit: query.limit });
    // A missing volume that was being released has another status than other missing ones.
    found.push(...page.filter((volume) => query.status === undefined || statusOf(volume) === query.status));
    after = page.at(-1)?.id ?? null;
    if (page.length < query.limit || found.length >= query.limit) return found.slice(0, query.limit);
  }
}

async function listSorted(view: View, query: ListQuery): Promise<readonly Volume[]> {
  const { marker, limit, status, order } = query;
  const all = await listVolumes(view, { ...filterOf(query), after: null, limit: MAX_SORTED + 1 });
  if (all.length > MAX_SORTED)
    throw new CinderFault(
      400,
      `more than ${MAX_SORTED} volumes are not sorted; ask for fewer, or do not sort`,
    );
  const sorted = all
    .filter((volume) => status === undefined || statusOf(volume) === status)
    .sort((one, other) => compare(order, one, other));
  const at = marker === null ? -1 : sorted.findIndex(({ id }) => id === marker);
  if (marker !== null && at < 0) throw new CinderFault(400, `marker ${marker} is not in the list`);
  return sorted.slice(at + 1, at + 1 + limit);
}

/** A page of volumes: by id unless the client sorts them. */
export async function listPage(view: View, query: ListQuery): Promise<readonly Volume[]> {
  if (statesOf(query.status).length === 0) return [];
  return query.order.length === 0 ? await listById(view, query) : await listSorted(view, query);
}
