import { z } from 'zod';
import { TELL_WAYS } from '../../proto/catalog.ts';
import { ensuringTold } from '../ironic/ensure-told.ts';
import { diskOfVolume } from '../ironic/pick-disk.ts';
import { carryOutAll } from '../ironic/undertaking.ts';
import { volumeDisk } from './arguments.ts';
import { defineStep, ON_REQUEST } from './step.ts';

const telling = z
  .strictObject({
    volume: z.string().min(1),
    mount_point: z.string().optional(),
    tell: z.array(z.enum(TELL_WAYS)).optional(),
    disk: volumeDisk,
  })
  .refine(({ mount_point: mountPoint, tell }) => mountPoint !== undefined || tell !== undefined, {
    message: 'give mount_point, tell, or both',
  });

/** What the next image tells its instance of volumes that are there; not one byte of them changes. */
export const tellVolumes = defineStep({
  name: 'tell_volumes',
  interface: 'deploy',
  writes: true,
  offers: ON_REQUEST,
  args: z.strictObject({
    volumes: z
      .array(telling)
      .min(1)
      .describe(
        `volumes to tell in another way from the next image on: volume (id or name), mount_point (empty for none), tell (list of ${TELL_WAYS.join(', ')}; empty for the default), disk; what is left out stays`,
      ),
  }),
  run: async ({ volumes }, tools) => {
    const { context } = tools;
    const entries = volumes.map(({ volume, mount_point: mountPoint, tell, disk }) => async () => {
      const device = await diskOfVolume(volume, disk, tools);
      return ensuringTold(device, { volume, mountPoint, tell }, context);
    });
    return { volumes: await carryOutAll(entries, context) };
  },
});
