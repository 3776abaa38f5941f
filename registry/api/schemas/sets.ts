import { z } from 'zod';
import { VOLUME_STATES } from '../../../proto/catalog.ts';
import { bytes, erase, pageLimit, uuid } from './common.ts';
import { volumeSchema } from './volumes.ts';

const count = z.number().int().min(0);

export const setSchema = z
  .object({
    name: z.string(),
    project: z.string().describe('Sets of one name in two projects are two sets.'),
    volume_count: count.describe('Without those that were released.'),
    node_count: count.describe('Servers that have them.'),
    size_bytes: bytes.describe('Of all its volumes.'),
    states: z.partialRecord(z.enum(VOLUME_STATES), count).describe('How many volumes are in which state.'),
  })
  .meta({ id: 'VolumeSet', description: 'Volumes of one application, on several nodes.' });
export type SetJson = z.output<typeof setSchema>;

export const setListSchema = z
  .object({
    sets: z.array(setSchema).describe('By name, then by project.'),
    next: z.string().nullable().describe('`after` of the next page; null where there is none.'),
  })
  .meta({ id: 'VolumeSetList' });

export const setQuerySchema = z.strictObject({
  project: z.string().min(1).max(255).optional().describe('Sets of this project.'),
  after: z.string().min(1).max(255).optional().describe('`next` of the page before.'),
  limit: pageLimit,
});

export const setDetailQuerySchema = z.strictObject({
  project: z.string().min(1).max(255).optional().describe('Required where several projects have such a set.'),
  after: uuid.optional().describe('`next` of the page before.'),
  limit: pageLimit,
});

export const setDetailSchema = setSchema
  .extend({
    volumes: z.array(volumeSchema).describe('By id, in pages.'),
    next: uuid.nullable().describe('`after` of the next page of volumes; null where there is none.'),
  })
  .meta({ id: 'VolumeSetDetail' });
export type SetDetailJson = z.output<typeof setDetailSchema>;

export const setReleaseSchema = z
  .strictObject({
    project: z.string().min(1).max(255).optional(),
    volumes: z
      .array(uuid)
      .min(1)
      .max(10_000)
      .describe('Ids of all volumes that the set has, as the caller has seen them: the confirmation.'),
    erase: erase.optional().describe('How their bytes are erased; by default as was said of each.'),
  })
  .meta({ id: 'SetReleaseRequest' });

export const setReleasedSchema = z
  .object({ volumes: z.array(volumeSchema) })
  .meta({ id: 'SetReleaseAnswer' });
