import { z } from 'zod';
import { uuid } from './common.ts';

/** As Nova sends it to each of `vendordata_dynamic_targets`. HAZARD: `user-data` may have secrets; nothing of it is kept. */
export const vendordataRequestSchema = z
  .looseObject({
    'project-id': z.string().min(1).max(255).describe('Whose instance it is.'),
    'instance-id': uuid.describe('What Ironic has as `instance_uuid` of a node.'),
  })
  .meta({ id: 'VendordataRequest' });

export const vendordataAnswerSchema = z
  .string()
  .describe('`#cloud-config` with `mounts`; empty where nothing is to be mounted.')
  .meta({ id: 'Vendordata' });
