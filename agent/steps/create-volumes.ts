import { z } from 'zod';
import { FILESYSTEMS } from '../../proto/catalog.ts';
import { ensureVolume } from '../ironic/ensure-volume.ts';
import { diskForVolume } from '../ironic/pick-disk.ts';
import { disk, size } from './arguments.ts';
import { defineStep, ON_REQUEST } from './step.ts';

const volume = z.strictObject({
  name: z.string().min(1),
  size,
  disk,
  filesystem: z.enum(FILESYSTEMS).default('none'),
  label: z.string().default(''),
  mount_point: z.string().default(''),
  project: z.string().default(''),
});

/**
 * Volumes come from the step's arguments and nowhere else: a lessee can write `extra` and `instance_info`.
 * A volume that is there already stays as it is, so the step may be repeated.
 */
export const createVolumes = defineStep({
  name: 'create_volumes',
  interface: 'deploy',
  offers: ON_REQUEST,
  args: z.strictObject({
    volumes: z
      .array(volume)
      .min(1)
      .describe(
        `volumes to make: name, size (10G, rest), disk (default: the one with a volume of that name, else the root device), filesystem (${FILESYSTEMS.join(', ')}), label, mount_point, project`,
      ),
  }),
  run: async ({ volumes }, tools) => {
    const made: unknown[] = [];
    for (const { mount_point: mountPoint, disk: named, ...wanted } of volumes) {
      const device = await diskForVolume(wanted.name, named, tools);
      made.push(await ensureVolume(device, { ...wanted, mountPoint }, tools.context));
    }
    return { volumes: made };
  },
});
