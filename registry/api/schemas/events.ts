import { z } from 'zod';
import { atMs, flag, pageLimit, uuid } from './common.ts';

const seq = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);

export const eventSchema = z
  .object({
    seq: seq.describe('From 1, without gaps.'),
    at_ms: atMs,
    kind: z.string().describe('`volume.created`, `step.finished`, `permission.refused`, ...'),
    node: z.string().describe('Empty where it is about none.'),
    volume: z.string().describe('Empty where it is about none.'),
    project: z.string().describe('Empty where it is about none.'),
    actor: z
      .object({
        kind: z.enum(['user', 'agent', 'registry']),
        id: z.string().describe('A user’s name or id, a node’s UUID; empty for the registry.'),
        project: z.string().describe('The user’s; empty for none.'),
      })
      .describe('Who did it.'),
    details: z.record(z.string(), z.unknown()),
    previous: z.string().describe('Hash of the event before; 64 zeros for the first.'),
    hash: z.string().describe('SHA-256 over `previous` and the canonical JSON of all the rest.'),
  })
  .meta({ id: 'Event', description: 'What happened. Appended, never changed.' });
export type EventJson = z.output<typeof eventSchema>;

export const eventListSchema = z
  .object({
    events: z.array(eventSchema).describe('By `seq`, oldest first; with `newest`, newest first.'),
    next: seq.nullable().describe('`after` (or `before`) of the next page; null where there is none.'),
  })
  .meta({ id: 'EventList' });
export type EventListJson = z.output<typeof eventListSchema>;

const filters = {
  node: uuid.optional().describe('Events of this node.'),
  volume: uuid.optional().describe('Events of this volume.'),
  project: z.string().min(1).max(255).optional().describe('Events of this project.'),
  kind: z
    .string()
    .regex(/^[a-z-]+(\.[a-z-]+)?$/, 'a kind such as `volume` or `volume.created` is expected')
    .max(64)
    .optional()
    .describe('Events of this kind; `volume` stands for all that begin with `volume.`.'),
} as const;

export const eventQuerySchema = z
  .strictObject({
    ...filters,
    after: z.coerce.number().int().min(0).optional().describe('Events with a larger `seq`, oldest first.'),
    before: z.coerce.number().int().min(0).optional().describe('Events with a smaller `seq`, newest first.'),
    newest: flag.default(false).describe('Newest first, from the end.'),
    limit: pageLimit,
  })
  .refine(({ after, before, newest }) => after === undefined || (before === undefined && !newest), {
    path: ['after'],
    message: '`after` goes from old to new, `before` and `newest` from new to old',
  });

export const eventStreamQuerySchema = z.strictObject({
  ...filters,
  after: z.coerce
    .number()
    .int()
    .min(0)
    .optional()
    .describe('From the event behind this one; by default from now on. `Last-Event-ID` counts more.'),
  progress: flag.default(true).describe('Also progress of running steps.'),
});
