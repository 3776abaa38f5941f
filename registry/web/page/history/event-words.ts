import type { EventJson } from '../../../api/schemas/events.ts';
import { formatBytes } from '../format/bytes.ts';
import { formatDuration } from '../format/time.ts';

/** How an event is shown: `bad` needs a person, `warn` may. */
export type EventTone = 'good' | 'calm' | 'warn' | 'bad';

export interface EventWords {
  readonly title: string;
  readonly tone: EventTone;
  /** What more is to be said, in few words; empty for nothing. */
  readonly detail: string;
}

/** What the kinds of events are called. */
export const EVENT_KINDS: Readonly<Record<string, readonly [title: string, tone: EventTone]>> = {
  'node.seen': ['Node first seen', 'calm'],
  'disk.found': ['Disk found', 'calm'],
  'disk.gone': ['Disk gone', 'warn'],
  'disk.unread': ['Disk could not be read', 'warn'],
  'volume.reserved': ['Volume reserved', 'calm'],
  'volume.adopting': ['Adoption asked for', 'calm'],
  'volume.cancelled': ['Request cancelled', 'calm'],
  'volume.created': ['Volume created', 'good'],
  'volume.adopted': ['Volume adopted', 'good'],
  'volume.attached': ['Volume attached', 'good'],
  'volume.detached': ['Volume detached', 'calm'],
  'volume.extending': ['Extension asked for', 'calm'],
  'volume.extended': ['Volume extended', 'good'],
  'volume.grown': ['Volume grew', 'calm'],
  'volume.updated': ['Volume changed', 'calm'],
  'volume.releasing': ['Release asked for', 'calm'],
  'volume.released': ['Volume released', 'good'],
  'volume.missing': ['Volume missing', 'warn'],
  'volume.found': ['Volume found again', 'good'],
  'volume.quarantined': ['Volume quarantined', 'bad'],
  'volume.accepted': ['Volume accepted', 'good'],
  'volume.ignored': ['Volume ignored', 'calm'],
  'instance.gone': ['Instance deleted', 'calm'],
  'quota.set': ['Quota set', 'calm'],
  'quota.exceeded': ['More than the quota', 'warn'],
  'alarm.raised': ['Alarm raised', 'bad'],
  'alarm.resolved': ['Alarm resolved', 'good'],
  'step.started': ['Step started', 'calm'],
  'step.finished': ['Step finished', 'good'],
  'step.failed': ['Step failed', 'bad'],
  'permission.granted': ['Permission to write', 'calm'],
  'permission.refused': ['Refused to write', 'warn'],
  'key.delivered': ['Key given to its agent', 'calm'],
  'key.refused': ['Key refused', 'warn'],
  'key.read': ['Key read', 'calm'],
  'key.destroyed': ['Key destroyed', 'calm'],
  'keys.rewrapped': ['Keys wrapped anew', 'calm'],
  'report.rejected': ['Report rejected', 'bad'],
};

type Details = EventJson['details'];

function text(details: Details, name: string): string {
  const value = details[name];
  return typeof value === 'string' ? value : '';
}

function size(details: Details, name: string): string {
  const value = details[name];
  return typeof value === 'number' ? formatBytes(value) : '';
}

function joined(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(', ');
}

function erasureWords(details: Details): string {
  const { erasure } = details;
  if (typeof erasure !== 'object' || erasure === null) return '';
  const { method, bytesErased } = erasure as { readonly method?: unknown; readonly bytesErased?: unknown };
  const much = typeof bytesErased === 'number' ? `${formatBytes(bytesErased)} ` : '';
  return typeof method === 'string' ? `${much}erased by ${method}` : '';
}

function stepWords(details: Details): string {
  const { durationMs, bytesWritten } = details;
  return joined(
    text(details, 'step'),
    typeof durationMs === 'number' ? `after ${formatDuration(durationMs)}` : '',
    typeof bytesWritten === 'number' && bytesWritten > 0 ? `${formatBytes(bytesWritten)} written` : '',
    joined(text(details, 'code'), text(details, 'message')),
  );
}

function volumeWords(details: Details): string {
  const from = text(details, 'from');
  const to = text(details, 'to');
  return joined(
    from !== '' && to !== '' && from !== to ? `${from} → ${to}` : '',
    size(details, 'bytes') || size(details, 'length'),
    text(details, 'erase') === '' ? '' : `to be erased by ${text(details, 'erase')}`,
    erasureWords(details),
    text(details, 'why'),
    text(details, 'project') === '' ? '' : `project ${text(details, 'project')}`,
  );
}

function detailOf({ kind, details }: Pick<EventJson, 'kind' | 'details'>): string {
  const [area] = kind.split('.');
  if (area === 'volume') return volumeWords(details);
  if (area === 'step') return stepWords(details);
  if (area === 'permission' || area === 'key')
    return joined(text(details, 'step'), text(details, 'reason') || text(details, 'rule'));
  if (area === 'disk') return joined(text(details, 'device'), text(details, 'disk'));
  if (area === 'alarm')
    return joined(text(details, 'kind'), text(details, 'message') || text(details, 'how'));
  return text(details, 'why');
}

/** `volume.set-aside` as `Volume set aside`, for kinds that the page was not told of. */
function titleOf(kind: string): string {
  const words = kind.replaceAll(/[.-]/g, ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** An event in words. */
export function eventWords(event: Pick<EventJson, 'kind' | 'details'>): EventWords {
  const [title, tone] = EVENT_KINDS[event.kind] ?? [titleOf(event.kind), 'calm'];
  return { title, tone, detail: detailOf(event) };
}

/** Who did it. */
export function actorWords({ actor, node }: Pick<EventJson, 'actor' | 'node'>): string {
  if (actor.kind === 'registry') return 'registry';
  if (actor.kind === 'agent') return actor.id === node ? 'agent' : `agent of node ${actor.id}`;
  return actor.project === '' ? actor.id : `${actor.id} (project ${actor.project})`;
}
