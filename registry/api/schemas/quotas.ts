import { z } from 'zod';
import { bytes, generation } from './common.ts';

const most = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);

export const quotaSchema = z
  .object({
    project: z.string(),
    max_volumes: most.nullable().describe('Volumes that it may have; null: as many as there is space for.'),
    max_bytes: bytes.nullable().describe('Of all its volumes together; null: as many as there are.'),
    volumes_by_default: z.boolean().describe('`max_volumes` is what holds for all projects.'),
    bytes_by_default: z.boolean().describe('`max_bytes` is what holds for all projects.'),
    used_volumes: most.describe('Volumes that it has, or has asked for: all but what is released.'),
    used_bytes: bytes,
    exceeded: z
      .boolean()
      .describe(
        'It has more than it may: by steps of Ironic, which are never undone, or since it may have less.',
      ),
    generation,
  })
  .meta({ id: 'Quota', description: 'What a project may have, and has.' });
export type QuotaJson = z.output<typeof quotaSchema>;

export const quotaSetSchema = z
  .strictObject({
    max_volumes: z
      .union([most, z.literal('default')])
      .nullable()
      .describe('Null: without end.'),
    max_bytes: z
      .union([bytes, z.literal('default')])
      .nullable()
      .describe('Null: without end.'),
  })
  .meta({ id: 'QuotaRequest' });
export type QuotaSetJson = z.input<typeof quotaSetSchema>;
