import { z } from 'zod';
import { eraseDisks } from '../ironic/erase-disks.ts';
import { eraseMetadata } from '../ironic/erase-whole.ts';
import { damagedDisks } from './arguments.ts';
import { defineStep } from './step.ts';

/** Tables and signatures that are not kept go. */
export const eraseDevicesMetadata = defineStep({
  name: 'erase_devices_metadata',
  interface: 'deploy',
  offers: { clean: { priority: 99, abortable: true }, deploy: { priority: 0, abortable: false } },
  args: z.strictObject({ damaged_disks: damagedDisks }),
  run: async ({ damaged_disks }, tools) =>
    await eraseDisks(
      {
        step: 'erase_devices_metadata',
        beside: () => ({ level: 'metadata' }),
        whole: eraseMetadata,
      },
      damaged_disks,
      tools,
    ),
});
