import { z } from 'zod';
import { runRaidStep } from '../ironic/raid.ts';
import { defineStep } from './step.ts';

export const applyConfiguration = defineStep({
  name: 'apply_configuration',
  interface: 'raid',
  writes: true,
  offers: { deploy: { priority: 0, abortable: false }, service: { priority: 0, abortable: false } },
  args: z.strictObject({
    raid_config: z.looseObject({}).describe('the RAID configuration to apply'),
    delete_existing: z
      .boolean()
      .optional()
      .describe('delete the arrays that are there first (the default), or keep them'),
  }),
  run: async (args, tools) => await runRaidStep('apply_configuration', args, tools),
});
