import { z } from 'zod';
import { deployImageOf } from '../ironic/deploy-image.ts';
import { imageInfoSchema } from '../ironic/image-info.ts';
import { readConfigDrive } from '../ironic/read-config-drive.ts';
import { defineStep } from './step.ts';

/** What the `direct` interface deploys with; no argument is needed to keep volumes. */
export const writeImage = defineStep({
  name: 'write_image',
  interface: 'deploy',
  writes: true,
  offers: { deploy: { priority: 0, abortable: false }, service: { priority: 0, abortable: false } },
  args: z.strictObject({
    image_info: imageInfoSchema.describe('the image, as the conductor describes it'),
    configdrive: z.unknown().optional().describe('config drive: base64 of its gzipped image, or a URL'),
  }),
  run: async ({ image_info: info, configdrive }, tools) => {
    const configDrive = await readConfigDrive(configdrive ?? info.configdrive, tools);
    const options = { selectors: [], proof: tools.config.proof };
    return await deployImageOf({ info, configDrive, ...options }, tools);
  },
});
