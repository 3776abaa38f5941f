import { z } from 'zod';
import { refuseWhereKept, surveyTarget } from '../ironic/survey.ts';
import { defineStep } from './step.ts';

/** Bootc partitions the install device anew; other disks it leaves alone. */
export const executeBootcInstall = defineStep({
  name: 'execute_bootc_install',
  interface: 'deploy',
  writes: true,
  offers: { deploy: { priority: 0, abortable: false }, service: { priority: 0, abortable: false } },
  args: z.strictObject({
    image_source: z.string().describe('container image to install'),
    configdrive: z.unknown().optional().describe('config drive, as for write_image'),
    oci_pull_secret: z.string().nullish().describe('base64 of the pull secret'),
  }),
  run: async (args, { context, ipa, state }) => {
    const device = await ipa.installDevice();
    refuseWhereKept([await surveyTarget(context, device)], 'execute_bootc_install');
    // IPA's own step looks for the device by itself.
    await state.setInstallDevice(null);
    const { configdrive = null, oci_pull_secret = null } = args;
    return await ipa.runStep('execute_bootc_install', { ...args, configdrive, oci_pull_secret });
  },
});
