import { z } from 'zod';
import { takeInventory } from '../ironic/inventory.ts';
import { defineStep, ON_REQUEST } from './step.ts';

/** Writes nothing. The command's result has it; Ironic itself keeps it only from an inspection. */
export const reportVolumes = defineStep({
  name: 'report_volumes',
  interface: 'deploy',
  writes: false,
  offers: ON_REQUEST,
  args: z.strictObject({}),
  run: async (_args, { context, ipa }) => await takeInventory(context, (await ipa.blockDevices()).all),
});
