import { z } from 'zod';
import { takeInventory } from '../ironic/inventory.ts';
import { defineStep } from './step.ts';

/** Writes nothing. The command's result has it; Ironic itself keeps it only from an inspection. */
export const reportVolumes = defineStep({
  name: 'report_volumes',
  interface: 'deploy',
  offers: {
    clean: { priority: 0, abortable: true },
    deploy: { priority: 0, abortable: false },
    service: { priority: 0, abortable: true },
  },
  args: z.strictObject({}),
  run: async (_args, { context, ipa }) => await takeInventory(context, (await ipa.blockDevices()).all),
});
