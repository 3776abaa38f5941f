import { z } from 'zod';
import { atMs, flag, pageLimit, uuid } from './common.ts';

const ALARM_KINDS = [
  'unknown-claim',
  'project-differs',
  'other-node',
  'shown-twice',
  'moved',
  'overlap',
  'altered',
  'encryption-differs',
  'erasure-unproven',
  'asked-for',
] as const;

export const alarmSchema = z
  .object({
    id: uuid,
    kind: z.enum(ALARM_KINDS),
    node: uuid.describe('Where it was seen; its volume may be another node’s.'),
    volume: uuid,
    message: z.string().describe('One line: what was seen, and the ways out.'),
    raised_at_ms: atMs,
    resolved_at_ms: atMs.nullable().describe('Null while it is open.'),
    resolution: z.string().describe('Who resolved it, and how; empty while it is open.'),
  })
  .meta({ id: 'Alarm', description: 'Something that a person has to look at.' });
export type AlarmJson = z.output<typeof alarmSchema>;

export const alarmListSchema = z
  .object({
    alarms: z.array(alarmSchema).describe('By id.'),
    next: uuid.nullable().describe('`after` of the next page; null where there is none.'),
  })
  .meta({ id: 'AlarmList' });
export type AlarmListJson = z.output<typeof alarmListSchema>;

export const alarmQuerySchema = z.strictObject({
  node: uuid.optional(),
  volume: uuid.optional(),
  open: flag.optional().describe('Only open ones, or only resolved ones.'),
  after: uuid.optional().describe('`next` of the page before.'),
  limit: pageLimit,
});

export const resolveAlarmSchema = z
  .strictObject({
    note: z.string().min(1).max(1000).describe('What was found and done, for the audit.'),
  })
  .meta({ id: 'ResolveAlarmRequest' });
