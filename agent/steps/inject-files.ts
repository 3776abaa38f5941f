import { z } from 'zod';
import { refuseWhereKept, surveyDisks, surveyTarget } from '../ironic/survey.ts';
import { defineStep } from './step.ts';

/**
 * IPA's own mounts the partitions of the install device one after the other, to write, until one has the path; or the
 * one that a file, of the arguments or of the node's properties, names on any disk.
 */
export const injectFiles = defineStep({
  name: 'inject_files',
  interface: 'deploy',
  writes: true,
  isListedByIpa: true,
  offers: { deploy: { priority: 0, abortable: false }, service: { priority: 0, abortable: false } },
  args: z.strictObject({
    files: z.unknown().optional().describe('files to write'),
    verify_ca: z.boolean().optional().describe('whether to verify certificates of URLs'),
  }),
  run: async (args, { context, ipa, state }) => {
    const device = state.installDevice ?? (await ipa.installDevice());
    const others = (await ipa.blockDevices()).all.filter((path) => path !== device);
    const surveys = [await surveyTarget(context, device), ...(await surveyDisks(context, others))];
    refuseWhereKept(surveys, 'inject_files');
    return await ipa.runStep('inject_files', args);
  },
});
