import type { EventRecord } from '../../model.ts';
import type { EventJson } from '../schemas/events.ts';

/** An event as it goes over the API. */
export function eventView({ atMs, ...event }: EventRecord): EventJson {
  const { seq, ...rest } = event;
  return { seq, at_ms: atMs, ...rest, actor: { ...rest.actor }, details: { ...rest.details } };
}
