import { hash as digest } from 'node:crypto';
import type { NewEvent } from '../model.ts';
import { canonicalJson } from './canonical-json.ts';
import type { EventsTable } from './tables.ts';

/** In the place of the hash before the first event. */
export const NO_HASH = '0'.repeat(64);

/** An end of the chain: of its newest event, or of the last before a page. */
export interface Link {
  /** 0 before the first event. */
  readonly seq: number;
  readonly hash: string;
}

export const CHAIN_START: Link = { seq: 0, hash: NO_HASH };

/**
 * SHA-256 over the hash before and the canonical JSON of the event without its two hashes. The details are taken as they
 * are stored, so that a change of their spelling alone is seen as well.
 */
function eventHash({ previous, details, ...row }: Omit<EventsTable, 'hash'>): string {
  const actor = canonicalJson({ id: row.actor_id, kind: row.actor_kind, project: row.actor_project });
  const rest = canonicalJson({
    ...{ kind: row.kind, node: row.node, project: row.project, seq: row.seq, volume: row.volume },
  });
  return digest(
    'sha256',
    `${previous}{"actor":${actor},"atMs":${row.at_ms},"details":${details},${rest.slice(1)}`,
  );
}

/** An event behind the one that a link is of. What no database could give back as it was is mended first. */
export function chained(event: NewEvent, before: Link, atMs: number): EventsTable {
  const row = {
    seq: before.seq + 1,
    at_ms: atMs,
    kind: event.kind,
    node: event.node.toWellFormed(),
    volume: event.volume.toWellFormed(),
    project: event.project.toWellFormed(),
    actor_kind: event.actor.kind,
    actor_id: event.actor.id.toWellFormed(),
    actor_project: event.actor.project.toWellFormed(),
    details: canonicalJson(event.details),
    previous: before.hash,
  };
  return { ...row, hash: eventHash(row) };
}

/** Why an event is not the one behind a link; null where it is. */
export function misfit(row: EventsTable, before: Link): string | null {
  if (row.seq !== before.seq + 1)
    return `event ${before.seq + 1} is missing: behind ${before.seq} comes ${row.seq}`;
  if (row.previous !== before.hash) return `event ${row.seq} does not follow event ${before.seq}`;
  if (row.hash !== eventHash(row)) return `event ${row.seq} is not what its hash was made of`;
  return null;
}
