import { sql } from 'kysely';
import type { Actor, EventRecord } from '../../model.ts';
import type { View } from '../../store/backend.ts';
import type { EventsTable } from '../../store/tables.ts';

/** Which events are wanted. */
export interface EventWish {
  readonly node?: string | undefined;
  readonly volume?: string | undefined;
  readonly project?: string | undefined;
  /** Such as `volume.created`, or `volume` for all that begin with `volume.`. */
  readonly kind?: string | undefined;
}

/** Part of the events. */
export interface EventPage {
  readonly events: readonly EventRecord[];
  /** Where the next page goes on; null where there is nothing more for now. */
  readonly next: number | null;
}

/** Events that are looked at for one page where no index leads to those that are wanted. */
const SCANNED = 10_000;

function eventOf(row: EventsTable): EventRecord {
  return {
    seq: row.seq,
    atMs: row.at_ms,
    kind: row.kind,
    node: row.node,
    volume: row.volume,
    project: row.project,
    actor: { kind: row.actor_kind as Actor['kind'], id: row.actor_id, project: row.actor_project },
    details: JSON.parse(row.details) as EventRecord['details'],
    previous: row.previous,
    hash: row.hash,
  };
}

/** Whether an event is one of those that are wanted. */
export function isWanted(event: EventRecord, { node, volume, project, kind }: EventWish): boolean {
  return (
    (node === undefined || event.node === node) &&
    (volume === undefined || event.volume === volume) &&
    (project === undefined || event.project === project) &&
    (kind === undefined || event.kind === kind || event.kind.startsWith(`${kind}.`))
  );
}

function wanted({ db }: View, { node, volume, project, kind }: EventWish) {
  let rows = db.selectFrom('events').selectAll();
  if (node !== undefined) rows = rows.where('node', '=', node);
  if (volume !== undefined) rows = rows.where('volume', '=', volume);
  if (project !== undefined) rows = rows.where('project', '=', project);
  if (kind !== undefined)
    rows = rows.where(({ eb, or }) =>
      or([eb('kind', '=', kind), sql<boolean>`instr(kind, ${`${kind}.`}) = 1`]),
    );
  return rows;
}

/** Of the newest event; 0 before the first. */
export async function readNewestSeq({ db }: View): Promise<number> {
  const row = await db.selectFrom('chain').select('seq').where('id', '=', 1).executeTakeFirst();
  return row?.seq ?? 0;
}

/** Oldest first, behind `after`, up to `upTo` or the newest. Where few are wanted, a page may be short or empty and have a next one all the same. */
export async function eventsAfter(
  view: View,
  wish: EventWish,
  { after, limit, upTo }: { readonly after: number; readonly limit: number; readonly upTo?: number },
): Promise<EventPage> {
  const head = upTo ?? (await readNewestSeq(view));
  const end = wish.kind === undefined ? head : Math.min(head, after + SCANNED);
  const rows = await wanted(view, wish)
    .where('seq', '>', after)
    .where('seq', '<=', end)
    .orderBy('seq')
    .limit(limit)
    .execute();
  const events = rows.map(eventOf);
  if (rows.length === limit) return { events, next: rows.at(-1)?.seq ?? null };
  return { events, next: end < head ? end : null };
}

/** Newest first, before `before`; as `eventsAfter`. */
export async function eventsBefore(
  view: View,
  wish: EventWish,
  { before, limit }: { readonly before: number | null; readonly limit: number },
): Promise<EventPage> {
  const start = before ?? (await readNewestSeq(view)) + 1;
  const end = wish.kind === undefined ? 0 : Math.max(0, start - 1 - SCANNED);
  const rows = await wanted(view, wish)
    .where('seq', '<', start)
    .where('seq', '>', end)
    .orderBy('seq', 'desc')
    .limit(limit)
    .execute();
  const events = rows.map(eventOf);
  if (rows.length === limit) return { events, next: rows.at(-1)?.seq ?? null };
  return { events, next: end > 0 ? end + 1 : null };
}
