import { z } from 'zod';
import type { ProofKind } from '../../proto/catalog.ts';
import { makeBootEntry } from '../ironic/boot-entry.ts';
import { bootFrom, refuseBios } from '../ironic/boot-volume.ts';
import { deployImageOf } from '../ironic/deploy-image.ts';
import { instanceImage } from '../ironic/instance-image.ts';
import { readConfigDrive } from '../ironic/read-config-drive.ts';
import type { Selector } from '../layout/types.ts';
import { proof, selectors } from './arguments.ts';
import { defineStep, type StepTools } from './step.ts';

const bootVolume = z
  .string()
  .min(1)
  .optional()
  .describe(
    'bootable volume, by id or name, to boot from instead of an image: none is written, whatever image_source says',
  );

/** No image: what the node boots is on its disk already. */
async function bootFromVolume(
  volume: string,
  { keep, proof: kind }: { readonly keep: readonly Selector[]; readonly proof: ProofKind | undefined },
  tools: StepTools,
): Promise<unknown> {
  await refuseBios(volume, tools.ipa);
  const configDrive = await readConfigDrive(tools.node.instanceInfo.configdrive, tools);
  const options = { selectors: keep, proof: kind ?? tools.config.proof, configDrive };
  const report = await bootFrom(volume, options, tools);
  return { ...report, boot_entry: await makeBootEntry(report.device, tools.ipa) };
}

/**
 * What the `custom-agent` interface deploys with. A ramdisk without us has no step of this name, so a
 * deployment there fails before anything is written.
 */
export const deployImage = defineStep({
  name: 'deploy_image',
  interface: 'deploy',
  writes: true,
  offers: { deploy: { priority: 0, abortable: false } },
  args: z.strictObject({ keep: selectors, proof, boot_volume: bootVolume }),
  run: async ({ keep, proof: kind, boot_volume: volume }, tools) => {
    if (volume !== undefined) return await bootFromVolume(volume, { keep, proof: kind }, tools);
    const info = instanceImage(tools.node);
    const configDrive = await readConfigDrive(tools.node.instanceInfo.configdrive, tools);
    const options = { selectors: keep, proof: kind ?? tools.config.proof };
    const report = await deployImageOf({ info, configDrive, ...options }, tools);
    return { ...report, boot_entry: await makeBootEntry(report.device, tools.ipa) };
  },
});
