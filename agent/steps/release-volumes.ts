import { z } from 'zod';
import { diskOfVolume } from '../ironic/pick-disk.ts';
import { ERASE_WAYS, releaseVolume } from '../volumes/release.ts';
import { volumeDisk } from './arguments.ts';
import { defineStep, ON_REQUEST } from './step.ts';

/** Not abortable by the operator in a deployment: what is half erased stays in state `releasing`. */
export const releaseVolumes = defineStep({
  name: 'release_volumes',
  interface: 'deploy',
  offers: ON_REQUEST,
  args: z.strictObject({
    volumes: z.array(z.string().min(1)).min(1).describe('volumes to end, by id or name; their data is lost'),
    erase: z
      .enum(ERASE_WAYS)
      .default('zero')
      .describe('what becomes of the bytes: none, metadata, zero (the default) or discard'),
    disk: volumeDisk,
  }),
  run: async ({ volumes, erase, disk }, tools) => {
    const released: unknown[] = [];
    for (const volume of volumes) {
      const device = await diskOfVolume(volume, disk, tools);
      const { claim } = await releaseVolume(tools.context, device, volume, erase, async () => true);
      const { id, name, state } = claim;
      released.push({ id, name, device, state, erase });
    }
    return { volumes: released };
  },
});
