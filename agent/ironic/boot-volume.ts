import { BmvError } from '../../proto/error.ts';
import { deployBootVolume } from '../boot-volume/deploy-boot-volume.ts';
import type { Proposal } from '../deployment/deploy.ts';
import type { DeployOptions } from '../deployment/preview.ts';
import type { StepTools } from '../steps/step.ts';
import { expectOwnEsp } from './boot-entry.ts';
import { type DeploymentReport, refuseConflicts, reportOf, tellProofs } from './deploy-image.ts';
import type { Ipa } from './ipa.ts';
import { diskOfVolume } from './pick-disk.ts';
import { deployTelling, finishTelling, prepareTelling, withoutFstab } from './tell-instance.ts';

/** What a step answers of a node that boots from a volume. */
interface BootReport extends DeploymentReport {
  readonly boot_volume: { readonly id: string; readonly name: string };
}

/** Throws `STEP_REFUSED`: by BIOS no boot loader could be put beside a volume without running what the volume holds. */
export async function refuseBios(volume: string, ipa: Ipa): Promise<void> {
  if ((await ipa.bootMode()) === 'uefi') return;
  throw new BmvError(
    'STEP_REFUSED',
    `deploy_image is refused, nothing was written: the node boots by BIOS, and volume ${JSON.stringify(volume)} can be booted from by UEFI only; set the node's boot mode to uefi`,
    { step: 'deploy_image', volume },
  );
}

/**
 * Makes the node boot from a volume, on the disk that has it: the root device hints are for images. Leaves behind
 * what the conductor may ask ironic-python-agent for.
 */
export async function bootFrom(
  volume: string,
  options: DeployOptions,
  tools: StepTools,
): Promise<BootReport> {
  const { context, ipa, state } = tools;
  const device = await diskOfVolume(volume, undefined, tools);
  await state.setInstallDevice(device);
  const agree = async (proposal: Proposal) => {
    refuseConflicts(proposal, device, { esp: true, fat: false });
    return true;
  };
  const prepared = withoutFstab(await prepareTelling(options.configDrive ?? null, device, tools));
  const { deployed: booted, telling } = await deployTelling(
    prepared,
    async (configDrive) =>
      await deployBootVolume(context, device, volume, { ...options, configDrive }, agree),
  );
  const { result, volume: claim, filesystem } = booted;
  tellProofs(result, context);
  const notes = [...booted.notes, ...telling.notes, ...(await finishTelling(telling, result, device, tools))];
  await ipa.rescan(device);
  await expectOwnEsp(result.plan, device, ipa);
  const [esp] = result.plan.placements;
  await ipa.setPartitionUuids({
    'root uuid': filesystem.uuid,
    'efi system partition uuid': esp ? (result.after.filesystems.get(esp.entry.number)?.uuid ?? null) : null,
  });
  const { id, name } = claim;
  const what = `device ${device} boots from volume ${JSON.stringify(name)} (${id})`;
  return { ...reportOf(what, device, { ...booted, notes }), boot_volume: { id, name } };
}
