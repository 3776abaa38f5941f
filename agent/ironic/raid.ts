import type { StepTools } from '../steps/step.ts';
import { refuseWhereKept, surveyNode } from './survey.ts';

/** True when a RAID configuration asks for no array at all: carrying it out then changes nothing. */
export function isEmptyRaidConfig(config: Readonly<Record<string, unknown>>): boolean {
  const disks = config.logical_disks;
  return Object.keys(config).length === 0 || (Array.isArray(disks) && disks.length === 0);
}

/**
 * Hands a RAID step to ironic-python-agent. It starts every array there is, takes whole disks and deletes whatever is
 * on them, so it is refused while any disk of the node holds a volume, or is part of an array that may.
 */
export async function runRaidStep(
  step: string,
  args: object,
  { context, ipa, state }: Pick<StepTools, 'context' | 'ipa' | 'state'>,
): Promise<unknown> {
  const { all } = await ipa.blockDevices();
  refuseWhereKept(await surveyNode(context, all), `raid.${step}`);
  // The disk that was written may become part of an array.
  await state.setInstallDevice(null);
  return await ipa.runStep(step, args);
}
