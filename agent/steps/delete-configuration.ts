import { z } from 'zod';
import { runRaidStep } from '../ironic/raid.ts';
import { defineStep } from './step.ts';

/** IPA's own deletes every array and the tables of the disks below. */
export const deleteConfiguration = defineStep({
  name: 'delete_configuration',
  interface: 'raid',
  writes: true,
  offers: { clean: { priority: 0, abortable: true }, service: { priority: 0, abortable: true } },
  args: z.strictObject({}),
  run: async (args, tools) => await runRaidStep('delete_configuration', args, tools),
});
