import { z } from 'zod';
import { ensuringExtended } from '../ironic/ensure-extended.ts';
import { diskOfVolume } from '../ironic/pick-disk.ts';
import { carryOutAll } from '../ironic/undertaking.ts';
import { size, volumeDisk } from './arguments.ts';
import { defineStep, ON_REQUEST } from './step.ts';

const extension = z.strictObject({ volume: z.string().min(1), size, disk: volumeDisk });

/** A volume grows into the free space behind it; one that has the size already stays as it is. */
export const extendVolumes = defineStep({
  name: 'extend_volumes',
  interface: 'deploy',
  writes: true,
  offers: ON_REQUEST,
  args: z.strictObject({
    volumes: z
      .array(extension)
      .min(1)
      .describe('volumes to extend: volume (id or name), size in all (20G, rest), disk'),
  }),
  run: async ({ volumes }, tools) => {
    const { context } = tools;
    const entries = volumes.map(({ disk, ...wanted }) => async () => {
      const device = await diskOfVolume(wanted.volume, disk, tools);
      return ensuringExtended(device, wanted, context);
    });
    return { volumes: await carryOutAll(entries, context) };
  },
});
