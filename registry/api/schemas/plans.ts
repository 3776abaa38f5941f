import { z } from 'zod';
import { FILESYSTEMS, VOLUME_STATES } from '../../../proto/catalog.ts';
import { atMs, bytes, encryption, tell, uuid } from './common.ts';

const desiredVolumeSchema = z
  .object({
    id: uuid,
    name: z.string(),
    project: z.string(),
    state: z
      .enum([...VOLUME_STATES, 'unknown'])
      .describe('`available` and not on a disk: it is to be made or adopted. `releasing`: to be erased.'),
    size_bytes: bytes,
    disks: z.array(z.string()).describe('WWNs or serial numbers of disks that it may be on; empty for any.'),
    filesystem: z.enum([...FILESYSTEMS, 'unknown']),
    label: z.string(),
    mount_point: z.string(),
    tell,
    erase: z.enum(['none', 'metadata', 'zero', 'discard', 'crypto', 'unknown']),
    encryption: encryption.or(z.literal('unknown')),
    adopt: z.boolean().describe('The partition whose unique GUID is `id` becomes the volume.'),
  })
  .meta({ id: 'DesiredVolume', description: 'A volume as the node should have it.' });

export const planSchema = z
  .object({
    node: uuid,
    revision: z.number().int().min(0).describe('Grows with each change; 0 where nothing was ever asked for.'),
    volumes: z.array(desiredVolumeSchema),
    updated_at_ms: atMs.nullable().describe('Null where nothing was ever asked for.'),
  })
  .meta({ id: 'Plan', description: 'What a node should have. Its next step of Ironic carries it out.' });
export type PlanJson = z.output<typeof planSchema>;
