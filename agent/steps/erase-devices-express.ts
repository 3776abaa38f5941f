import { z } from 'zod';
import { eraseDisks } from '../ironic/erase-disks.ts';
import { eraseExpress } from '../ironic/erase-whole.ts';
import { damagedDisks } from './arguments.ts';
import { defineStep } from './step.ts';

/** As fast as each disk can: NVMe is told to drop everything that is not kept, others lose their metadata. */
export const eraseDevicesExpress = defineStep({
  name: 'erase_devices_express',
  interface: 'deploy',
  offers: { clean: { priority: 0, abortable: true } },
  args: z.strictObject({ damaged_disks: damagedDisks }),
  run: async ({ damaged_disks }, tools) =>
    await eraseDisks(
      {
        step: 'erase_devices_express',
        beside: ({ transport }) => ({ level: transport === 'nvme' ? 'discard' : 'metadata' }),
        whole: eraseExpress,
      },
      damaged_disks,
      tools,
    ),
});
