import { z } from 'zod';
import { diskOfVolume } from '../ironic/pick-disk.ts';
import { extendVolume } from '../volumes/extend.ts';
import { size, volumeDisk } from './arguments.ts';
import { defineStep, ON_REQUEST } from './step.ts';

const extension = z.strictObject({ volume: z.string().min(1), size, disk: volumeDisk });

/** A volume grows into the free space behind it; one that has the size already stays as it is. */
export const extendVolumes = defineStep({
  name: 'extend_volumes',
  interface: 'deploy',
  offers: ON_REQUEST,
  args: z.strictObject({
    volumes: z
      .array(extension)
      .min(1)
      .describe('volumes to extend: volume (id or name), size in all (20G, rest), disk'),
  }),
  run: async ({ volumes }, tools) => {
    const extended: unknown[] = [];
    for (const { volume, size: wanted, disk } of volumes) {
      const device = await diskOfVolume(volume, disk, tools);
      extended.push(await extendVolume(tools.context, device, { volume, size: wanted }));
    }
    return { volumes: extended };
  },
});
