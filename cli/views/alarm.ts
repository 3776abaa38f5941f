import type { AlarmJson } from '../../registry/api/schemas/alarms.ts';
import type { Items } from '../registry/api.ts';
import { cell, timeText } from './cells.ts';

/** An alarm: where, what, and what to do. */
function alarmText(alarm: AlarmJson): string {
  const { id, kind, node, volume, message, raised_at_ms: raised, resolved_at_ms: resolved } = alarm;
  return [
    `${timeText(raised)}  ${kind}${resolved === null ? '' : `, resolved ${timeText(resolved)}`}`,
    `  alarm ${id}, node ${node}, volume ${volume}`,
    `  ${message}`,
    ...(resolved === null ? [] : [`  ${alarm.resolution}`]),
  ]
    .map((line) => cell(line, 1000))
    .join('\n');
}

/** Alarms, newest at the end. */
export function alarmsText({ items, more }: Items<AlarmJson>): string {
  if (items.length === 0) return 'no alarms';
  const sorted = items.toSorted((a, b) => a.raised_at_ms - b.raised_at_ms);
  return [...sorted.map(alarmText), ...(more ? ['there are more; --limit shows them'] : [])].join('\n');
}
