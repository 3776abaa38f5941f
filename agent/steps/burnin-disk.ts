import { z } from 'zod';
import { refuseWhereKept, surveyNode } from '../ironic/survey.ts';
import { defineStep } from './step.ts';

/** IPA's own writes to every disk of the node. */
export const burninDisk = defineStep({
  name: 'burnin_disk',
  interface: 'deploy',
  writes: true,
  offers: { clean: { priority: 0, abortable: true } },
  args: z.strictObject({}),
  run: async (args, { context, ipa }) => {
    const { all } = await ipa.blockDevices();
    refuseWhereKept(await surveyNode(context, all), 'burnin_disk');
    return await ipa.runStep('burnin_disk', args);
  },
});
