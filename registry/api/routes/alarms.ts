import { z } from 'zod';
import { listAlarms } from '../../store/alarms.ts';
import { nextOf, pageItems } from '../paging.ts';
import { jsonRoute, type Route } from '../route.ts';
import { alarmListSchema, alarmQuerySchema, alarmSchema, resolveAlarmSchema } from '../schemas/alarms.ts';
import { uuid } from '../schemas/common.ts';
import { askingOf } from '../scope.ts';
import { alarmView } from '../views/alarm.ts';

export const alarmRoutes: readonly Route[] = [
  jsonRoute({
    ...{ id: 'list_alarms', method: 'GET', path: '/v1/alarms', tag: 'alarms', action: 'alarms:read' },
    summary: 'Lists alarms',
    query: alarmQuerySchema,
    answer: alarmListSchema,
    handle: async ({ query }, { store, limits }) => {
      const { node, volume, open, after } = query;
      const limit = pageItems(query.limit, limits);
      const filter = {
        ...(node === undefined ? {} : { node }),
        ...(volume === undefined ? {} : { volume }),
        ...(open === undefined ? {} : { isOpen: open }),
      };
      const alarms = await store.read((view) => listAlarms(view, { ...filter, after: after ?? null, limit }));
      return { body: { alarms: alarms.map(alarmView), next: nextOf(alarms, limit, ({ id }) => id) } };
    },
  }),

  jsonRoute({
    ...{ id: 'resolve_alarm', method: 'POST', path: '/v1/alarms/{id}/resolve', tag: 'alarms' },
    action: 'alarms:resolve',
    summary: 'Says that an alarm was seen to',
    description:
      'Where its cause is still there, the next inventory raises it again. An alarm about a volume in quarantine is ' +
      'resolved by deciding about the volume.',
    params: z.strictObject({ id: uuid }),
    body: resolveAlarmSchema,
    answer: alarmSchema,
    problems: [404, 409],
    handle: async (call, { requests }) => ({
      body: alarmView(await requests.resolveAlarm(call.params.id, call.body.note, askingOf(call))),
    }),
  }),
];
