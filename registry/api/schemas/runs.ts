import { z } from 'zod';
import { atMs, bytes, uuid } from './common.ts';

export const runSchema = z
  .object({
    run: uuid,
    node: uuid,
    step: z.string().describe('As Ironic names it.'),
    kind: z.string().describe('`clean`, `deploy` or `service`.'),
    state: z.enum(['running', 'succeeded', 'failed']),
    started_at_ms: atMs,
    ended_at_ms: atMs.nullable().describe('Null while it runs.'),
    phase: z.string().describe('Of the newest progress; empty before the first.'),
    done_bytes: bytes,
    total_bytes: bytes.nullable().describe('Null where only the end tells.'),
    failure: z
      .object({ code: z.string().describe('Stable, in capitals.'), message: z.string() })
      .nullable()
      .describe('Null unless it failed.'),
    updated_at_ms: atMs,
  })
  .meta({ id: 'StepRun', description: 'A step of Ironic as its agent told it.' });
export type RunJson = z.output<typeof runSchema>;
