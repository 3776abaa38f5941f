import type { DiskInfo } from '../../hardware-managers/disk.ts';
import { pickManager } from '../../hardware-managers/dispatch.ts';
import { BmvError } from '../../proto/error.ts';
import type { Context } from '../context.ts';
import type { StepTools } from '../steps/step.ts';
import { stopIfAborted } from '../volumes/aborted.ts';
import { type EraseLevel, eraseDisk } from '../volumes/erase-disk.ts';
import { type DiskSurvey, isUnchanged, keepsNothing, surveyDisk, surveyDisks } from './survey.ts';

/** One of Ironic's ways to erase: what it means beside volumes, and what IPA does with one whole disk. */
export interface EraseWay {
  /** Also the name of IPA's own step for the whole node. */
  readonly step: 'erase_devices' | 'erase_devices_metadata' | 'erase_devices_express';
  /** For a disk that keeps something. */
  readonly beside: (disk: DiskInfo) => EraseLevel;
  /** For a disk that keeps nothing, on a node with another one that does. */
  readonly whole: (disk: WholeDisk, tools: EraseTools) => Promise<void>;
}

/** A disk that may be erased all over. */
export interface WholeDisk extends DiskInfo {
  /**
   * False beside a namespace of the same NVMe controller that is kept. HAZARD: a secure erase of one namespace
   * may take all of them (NVM Express Base Specification, Identify Controller, FNA).
   */
  readonly maySecureErase: boolean;
}

/** `nvme0n1` and `nvme0n2` are of one controller. */
function controllerOf(device: string): string {
  return /^\/dev\/nvme\d+(?=n\d+$)/.exec(device)?.[0] ?? device;
}

export type EraseTools = Pick<StepTools, 'context' | 'ipa' | 'node' | 'state'>;

/** Throws `STEP_REFUSED` for disks of which nobody can say what they hold. `forfeit`: named by the operator. */
function refuseDoubt(surveys: readonly DiskSurvey[], forfeit: readonly string[], step: string): void {
  const doubts = surveys.filter(
    ({ doubt, names }) => doubt !== null && !names.some((name) => forfeit.includes(name)),
  );
  if (doubts.length === 0) return;
  const lines = doubts.map(({ device, doubt }) => `${device}: ${doubt}`).join('; ');
  const [first] = doubts;
  throw new BmvError(
    'STEP_REFUSED',
    `${step} is refused, nothing was erased: ${lines}; run \`bmv recover\`, or give up what may be there: argument damaged_disks=["${first?.device}"]`,
    { step },
  );
}

/** As in IPA, only the full erasure minds. Throws `DISK_READ_ONLY` unless the conductor lets such disks be left out. */
function isLeftOut({ path, readOnly }: DiskInfo, step: EraseWay['step'], { node }: EraseTools): boolean {
  if (!readOnly) return false;
  if (step !== 'erase_devices' || node.driverInternalInfo.agent_erase_skip_read_only === true) return true;
  throw new BmvError(
    'DISK_READ_ONLY',
    `${path} is read-only and cannot be erased; set [deploy]erase_skip_read_only of the conductor to leave such disks out`,
    { device: path },
  );
}

/**
 * HAZARD: hours may have passed since the first look, and a disk may have come back under another's path. Throws
 * `STEP_REFUSED`.
 */
async function expectUnchanged(survey: DiskSurvey, step: string, context: Context): Promise<void> {
  const { device } = survey;
  if (isUnchanged(survey, await surveyDisk(context, device))) return;
  throw new BmvError(
    'STEP_REFUSED',
    `${device} is no longer the disk that it was when ${step} began, or holds other things; it was not erased, disks before it were; run the step again`,
    { step, device },
  );
}

async function eraseOne(
  survey: DiskSurvey,
  { way, all }: { readonly way: EraseWay; readonly all: readonly DiskSurvey[] },
  tools: EraseTools,
): Promise<string> {
  const { context, ipa } = tools;
  const { device } = survey;
  const disk = await (await pickManager(context.managers, device)).inspectDisk(device);
  if (isLeftOut(disk, way.step, tools)) return 'read-only, left out';
  if (survey.madeOf !== null) return `made of ${survey.madeOf}, left out`;
  await ipa.checkSafety(device);
  if (keepsNothing(survey)) {
    if (survey.partOf !== null) return `part of ${survey.partOf}, left out`;
    await expectUnchanged(survey, way.step, context);
    const siblings = all.filter((other) => controllerOf(other.device) === controllerOf(device));
    await way.whole({ ...disk, maySecureErase: siblings.every(keepsNothing) }, tools);
    return 'erased by ironic-python-agent';
  }
  return await eraseBeside(device, way.beside(disk), context);
}

/** Without discard, what identifies the data goes all the same. */
async function eraseBeside(device: string, level: EraseLevel, context: Context): Promise<string> {
  try {
    const { kept } = await eraseDisk(context, device, level);
    const count = kept.filter(({ reason }) => reason !== 'catalog').length;
    return `${level} beside ${count} kept partition${count === 1 ? '' : 's'}`;
  } catch (error) {
    if (!(error instanceof BmvError) || error.code !== 'DISCARD_UNSUPPORTED') throw error;
    context.logger.warn({ device, error: error.message }, 'no discard');
    return await eraseBeside(device, 'metadata', context);
  }
}

/**
 * Erases the node's disks except what is kept. Where no disk keeps anything, ironic-python-agent's own step
 * runs; else each disk by itself: beside its volumes, or as IPA does it. Nothing is erased before every disk
 * was looked at.
 *
 * Throws `STEP_REFUSED` for a disk that cannot be judged.
 */
export async function eraseDisks(
  way: EraseWay,
  forfeit: readonly string[],
  tools: EraseTools,
): Promise<unknown> {
  const { context, ipa, state } = tools;
  const { devices, all } = await ipa.blockDevices();
  const surveys = await surveyDisks(context, all);
  refuseDoubt(surveys, forfeit, way.step);
  await state.setInstallDevice(null);
  if (surveys.every(keepsNothing)) return await ipa.runStep(way.step, {});

  const report: Record<string, string> = {};
  for (const survey of surveys) {
    const { device } = survey;
    stopIfAborted(context.signal, device, 'the disks before it are erased; run the step again');
    report[device] = devices.includes(device)
      ? await eraseOne(survey, { way, all: surveys }, tools)
      : 'left out by skip_block_devices';
    context.logger.info({ device, step: way.step, outcome: report[device] }, 'disk done');
  }
  return report;
}

/** As IPA's own step does it: partitions first, for they are gone with their table. */
export async function eraseMetadata(
  { path, partitions }: DiskInfo,
  { ipa }: Pick<EraseTools, 'ipa'>,
): Promise<void> {
  for (const { device } of partitions.toReversed()) await ipa.eraseMetadata(device);
  await ipa.eraseMetadata(path);
}

/** As IPA's own step does it: an NVMe device forgets everything where it can, others lose their metadata. */
export async function eraseExpress(
  disk: WholeDisk,
  { ipa, node, context }: Pick<EraseTools, 'ipa' | 'node' | 'context'>,
): Promise<void> {
  const mayErase = disk.maySecureErase && node.driverInternalInfo.agent_enable_nvme_secure_erase !== false;
  if (disk.transport === 'nvme' && mayErase) {
    try {
      if (await ipa.secureEraseNvme(disk.path)) return;
    } catch (error) {
      if (!(error instanceof BmvError) || error.code !== 'IPA_FAILED') throw error;
      context.logger.warn({ device: disk.path, error: error.message }, 'no secure erase');
    }
  }
  await eraseMetadata(disk, { ipa });
}
