import { z } from 'zod';
import { refuseWhereKept, surveyTarget } from '../ironic/survey.ts';
import { defineStep } from './step.ts';

/** IPA's own mounts the partitions of the install device one after the other, to write, until one has the path. */
export const injectFiles = defineStep({
  name: 'inject_files',
  interface: 'deploy',
  isListedByIpa: true,
  offers: { deploy: { priority: 0, abortable: false }, service: { priority: 0, abortable: false } },
  args: z.strictObject({
    files: z.unknown().optional().describe('files to write'),
    verify_ca: z.boolean().optional().describe('whether to verify certificates of URLs'),
  }),
  run: async (args, { context, ipa, state }) => {
    const device = state.installDevice ?? (await ipa.installDevice());
    refuseWhereKept([await surveyTarget(context, device)], 'inject_files');
    return await ipa.runStep('inject_files', args);
  },
});
