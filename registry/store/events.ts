import type { Actor, EventRecord } from '../model.ts';
import type { View } from './backend.ts';
import { CHAIN_START, type Link, misfit } from './chain.ts';
import type { Store } from './store.ts';
import type { EventsTable } from './tables.ts';

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

export interface EventFilter {
  readonly node?: string;
  readonly volume?: string;
  readonly project?: string;
}

async function readRows(
  { db }: View,
  { node, volume, project, after, limit }: EventFilter & { readonly after: number; readonly limit: number },
): Promise<readonly EventsTable[]> {
  let rows = db.selectFrom('events').selectAll().where('seq', '>', after).orderBy('seq').limit(limit);
  if (node !== undefined) rows = rows.where('node', '=', node);
  if (volume !== undefined) rows = rows.where('volume', '=', volume);
  if (project !== undefined) rows = rows.where('project', '=', project);
  return await rows.execute();
}

/** Behind a number, in their order. */
export async function readEvents(
  view: View,
  filter: EventFilter & { readonly after: number; readonly limit: number },
): Promise<readonly EventRecord[]> {
  return (await readRows(view, filter)).map(eventOf);
}

/** Before a number, the newest first. */
export async function readEventsBefore(
  { db }: View,
  { node, volume, project, before, limit }: EventFilter & { readonly before: number; readonly limit: number },
): Promise<readonly EventRecord[]> {
  let rows = db
    .selectFrom('events')
    .selectAll()
    .where('seq', '<', before)
    .orderBy('seq', 'desc')
    .limit(limit);
  if (node !== undefined) rows = rows.where('node', '=', node);
  if (volume !== undefined) rows = rows.where('volume', '=', volume);
  if (project !== undefined) rows = rows.where('project', '=', project);
  return (await rows.execute()).map(eventOf);
}

/** The newest event. */
export async function readHead({ db }: View): Promise<Link> {
  return (
    (await db.selectFrom('chain').select(['seq', 'hash']).where('id', '=', 1).executeTakeFirst()) ??
    CHAIN_START
  );
}

export interface ChainReport {
  /** The newest event that the chain was followed to. */
  readonly head: Link;
  /** Null where every event is what it was when it was written, and none is missing. */
  readonly broken: { readonly seq: number; readonly why: string } | null;
}

const PAGE_ROWS = 1000;

/** Follows the chain from its start to its newest event, while more come in. */
export async function verifyChain(store: Store): Promise<ChainReport> {
  const noted = await store.read(readHead);
  let last: Link = CHAIN_START;
  const broken = (seq: number, why: string): ChainReport => ({ head: last, broken: { seq, why } });
  for (;;) {
    const rows = await store.read((view) => readRows(view, { after: last.seq, limit: PAGE_ROWS }));
    for (const row of rows) {
      const why = misfit(row, last);
      if (why) return broken(last.seq + 1, why);
      if (row.seq === noted.seq && row.hash !== noted.hash)
        return broken(row.seq, `event ${row.seq} is another than the newest that was noted`);
      last = { seq: row.seq, hash: row.hash };
    }
    if (rows.length < PAGE_ROWS) break;
  }
  if (last.seq < noted.seq)
    return broken(last.seq + 1, `events from ${last.seq + 1} to ${noted.seq} are missing`);
  const newest = await store.read(readHead);
  if (last.seq > newest.seq)
    return broken(newest.seq + 1, `event ${newest.seq + 1} is behind the newest that was noted`);
  return { head: last, broken: null };
}
