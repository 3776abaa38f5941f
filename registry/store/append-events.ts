import type { NewEvent } from '../model.ts';
import type { Unit } from './backend.ts';
import { chained, type Link } from './chain.ts';
import type { EventsTable } from './tables.ts';
import { LostUpdate } from './tx.ts';

/**
 * Numbers and chains events. HAZARD: last in a transaction. From here to its end all others that append wait for the one
 * row of `chain`, which is changed first, so that what is then read of it cannot change.
 */
export async function appendEvents(unit: Unit, events: readonly NewEvent[]): Promise<void> {
  if (events.length === 0) return;
  await unit.db
    .updateTable('chain')
    .set(({ eb }) => ({ appends: eb('appends', '+', 1) }))
    .where('id', '=', 1)
    .execute();
  const head = await unit.db
    .selectFrom('chain')
    .select(['seq', 'hash'])
    .where('id', '=', 1)
    .executeTakeFirstOrThrow();
  const rows: EventsTable[] = [];
  let last: Link = head;
  for (const event of events) {
    const row = chained(event, last, unit.nowMs);
    rows.push(row);
    last = row;
  }
  await unit.bulk.insert('events', rows);
  const found = await unit.bulk.change('chain', [
    { where: { id: 1, seq: head.seq, hash: head.hash }, set: { seq: last.seq, hash: last.hash } },
  ]);
  if (found !== 1) throw new LostUpdate('the chain of events');
}
