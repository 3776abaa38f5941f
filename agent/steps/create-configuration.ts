import { z } from 'zod';
import { isEmptyRaidConfig, runRaidStep } from '../ironic/raid.ts';
import { defineStep } from './step.ts';

/** Software RAID as the node's `target_raid_config` wants it. */
export const createConfiguration = defineStep({
  name: 'create_configuration',
  interface: 'raid',
  writes: true,
  offers: { clean: { priority: 0, abortable: true }, service: { priority: 0, abortable: true } },
  args: z.strictObject({}),
  run: async (args, tools) => {
    if (isEmptyRaidConfig(tools.node.targetRaidConfig)) return {};
    return await runRaidStep('create_configuration', args, tools);
  },
});
