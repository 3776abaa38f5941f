import { z } from 'zod';
import { diskOfVolume } from '../ironic/pick-disk.ts';
import { carryOutAll } from '../ironic/undertaking.ts';
import { findClaim } from '../layout/plan-release.ts';
import type { Layout } from '../layout/types.ts';
import { extendVolume, foreseeExtension } from '../volumes/extend.ts';
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
      return {
        device,
        about: (layout: Layout) => [findClaim(layout, wanted.volume).id],
        foresee: (layout: Layout) => foreseeExtension(context, layout, wanted),
        carryOut: async () => await extendVolume(context, device, wanted),
      };
    });
    return { volumes: await carryOutAll(entries, context) };
  },
});
