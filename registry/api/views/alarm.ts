import type { Alarm } from '../../model.ts';
import type { AlarmJson } from '../schemas/alarms.ts';

/** An alarm as it goes over the API. */
export function alarmView(alarm: Alarm): AlarmJson {
  const { id, kind, node, volume, message, resolution } = alarm;
  return {
    ...{ id, kind, node, volume, message, resolution },
    raised_at_ms: alarm.raisedAtMs,
    resolved_at_ms: alarm.resolvedAtMs,
  };
}
