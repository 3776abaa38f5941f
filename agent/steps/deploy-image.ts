import { z } from 'zod';
import { makeBootEntry } from '../ironic/boot-entry.ts';
import { deployImageOf } from '../ironic/deploy-image.ts';
import { instanceImage } from '../ironic/instance-image.ts';
import { readConfigDrive } from '../ironic/read-config-drive.ts';
import { proof, selectors } from './arguments.ts';
import { defineStep } from './step.ts';

/**
 * What the `custom-agent` interface deploys with. A ramdisk without us has no step of this name, so a
 * deployment there fails before anything is written.
 */
export const deployImage = defineStep({
  name: 'deploy_image',
  interface: 'deploy',
  writes: true,
  offers: { deploy: { priority: 0, abortable: false } },
  args: z.strictObject({ keep: selectors, proof }),
  run: async ({ keep, proof: kind }, tools) => {
    const info = instanceImage(tools.node);
    const configDrive = await readConfigDrive(tools.node.instanceInfo.configdrive, tools);
    const options = { selectors: keep, proof: kind ?? tools.config.proof };
    const report = await deployImageOf({ info, configDrive, ...options }, tools);
    return { ...report, boot_entry: await makeBootEntry(report.device, tools.ipa) };
  },
});
