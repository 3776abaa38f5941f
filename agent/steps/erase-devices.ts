import { z } from 'zod';
import { eraseDisks } from '../ironic/erase-disks.ts';
import { overwritingOf } from '../ironic/overwriting.ts';
import { damagedDisks } from './arguments.ts';
import { defineStep } from './step.ts';

/** Every byte that is not kept is overwritten. */
export const eraseDevices = defineStep({
  name: 'erase_devices',
  interface: 'deploy',
  offers: { clean: { priority: 10, abortable: true } },
  args: z.strictObject({ damaged_disks: damagedDisks }),
  run: async ({ damaged_disks }, tools) =>
    await eraseDisks(
      {
        step: 'erase_devices',
        // A secure erase takes the whole device, so beside a volume it is out of the question.
        beside: (_, node) => ({ level: 'zero', overwriting: overwritingOf(node) }),
        whole: async ({ path, maySecureErase }, { ipa }) =>
          await ipa.eraseBlockDevice(path, maySecureErase ? {} : { agent_enable_nvme_secure_erase: false }),
      },
      damaged_disks,
      tools,
    ),
});
