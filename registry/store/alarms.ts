import type { Alarm, AlarmKind } from '../model.ts';
import type { View } from './backend.ts';
import { type Page, pageOf } from './page.ts';
import type { Tables } from './tables.ts';
import { LostUpdate, type Tx } from './tx.ts';

function alarmOf({ raised_at_ms, resolved_at_ms, ...row }: Tables['alarms']): Alarm {
  const { kind, ...rest } = row;
  return { ...rest, kind: kind as AlarmKind, raisedAtMs: raised_at_ms, resolvedAtMs: resolved_at_ms };
}

function rowOf({ raisedAtMs, resolvedAtMs, ...alarm }: Alarm): Tables['alarms'] {
  return { ...alarm, raised_at_ms: raisedAtMs, resolved_at_ms: resolvedAtMs };
}

export async function readAlarm({ db }: View, id: string): Promise<Alarm | null> {
  const row = await db.selectFrom('alarms').selectAll().where('id', '=', id).executeTakeFirst();
  return row ? alarmOf(row) : null;
}

/** Open ones of nodes, at least one. */
export async function readOpenAlarms(
  { db, list }: View,
  nodes: readonly string[],
): Promise<readonly Alarm[]> {
  const rows = await db
    .selectFrom('alarms')
    .selectAll()
    .where('node', 'in', list(nodes))
    .where('resolved_at_ms', 'is', null)
    .orderBy('id')
    .execute();
  return rows.map(alarmOf);
}

export interface AlarmFilter {
  readonly node?: string;
  readonly volume?: string;
  readonly isOpen?: boolean;
}

/** In the order of their ids. */
export async function listAlarms(
  { db }: View,
  { node, volume, isOpen, ...page }: AlarmFilter & Page,
): Promise<readonly Alarm[]> {
  let rows = pageOf(db.selectFrom('alarms').selectAll(), 'id', page);
  if (node !== undefined) rows = rows.where('node', '=', node);
  if (volume !== undefined) rows = rows.where('volume', '=', volume);
  if (isOpen !== undefined) rows = rows.where('resolved_at_ms', isOpen ? 'is' : 'is not', null);
  return (await rows.execute()).map(alarmOf);
}

/** New ones, and open ones that are resolved. An alarm is resolved once. */
export async function writeAlarms({ bulk }: Tx, alarms: readonly Alarm[]): Promise<void> {
  const added = alarms.filter(({ resolvedAtMs }) => resolvedAtMs === null).map(rowOf);
  if (added.length > 0 && !(await bulk.insertNew('alarms', ...added))) throw new LostUpdate('an alarm');
  const resolved = alarms
    .filter(({ resolvedAtMs }) => resolvedAtMs !== null)
    .map(({ id, resolvedAtMs, resolution }) => ({
      // Of an open one the resolution is empty.
      where: { id, resolution: '' },
      set: { resolved_at_ms: resolvedAtMs, resolution },
    }));
  if (resolved.length > 0 && (await bulk.change('alarms', resolved)) !== resolved.length)
    throw new LostUpdate('an alarm');
}
