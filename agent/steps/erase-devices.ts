import { z } from 'zod';
import { eraseDisks } from '../ironic/erase-disks.ts';
import { eraseKnobsOf } from '../ironic/erase-knobs.ts';
import { eraseFully } from '../ironic/erase-whole.ts';
import { damagedDisks } from './arguments.ts';
import { defineStep } from './step.ts';

/** Every byte that is not kept is overwritten. */
export const eraseDevices = defineStep({
  name: 'erase_devices',
  interface: 'deploy',
  offers: { clean: { priority: 10, abortable: true } },
  args: z.strictObject({ damaged_disks: damagedDisks }),
  run: async ({ damaged_disks }, tools) =>
    await eraseDisks(
      {
        step: 'erase_devices',
        // A secure erase takes the whole device, so beside a volume it is out of the question.
        beside: (_, node) => ({ level: 'zero', overwriting: eraseKnobsOf(node).overwriting }),
        whole: eraseFully,
      },
      damaged_disks,
      tools,
    ),
});
