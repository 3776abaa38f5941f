import type { DiskInfo } from '../../hardware-managers/disk.ts';
import { BmvError } from '../../proto/error.ts';
import type { Context } from '../context.ts';
import type { OfDeployment } from '../layout/keep-set.ts';
import type { StepTools } from '../steps/step.ts';
import { stopIfAborted } from '../volumes/aborted.ts';
import type { Overwriting } from '../volumes/erase.ts';
import { checkErasable, type EraseLevel, eraseDisk } from '../volumes/erase-disk.ts';
import { spellingsOf } from './disk-names.ts';
import { type WholeDisk, wholeDisk } from './erase-whole.ts';
import type { IronicNode } from './node.ts';
import { type DiskSurvey, isUnchanged, keepsNothing, surveyDisk, surveyDisks } from './survey.ts';

/** How a disk is erased beside its volumes. */
export interface BesideVolumes {
  readonly level: EraseLevel;
  /** Of the level `zero`; by default zeros alone. */
  readonly overwriting?: Overwriting;
}

/** One of Ironic's ways to erase: what it means beside volumes, and what IPA does with one whole disk. */
export interface EraseWay {
  /** Also the name of IPA's own step for the whole node. */
  readonly step: 'erase_devices' | 'erase_devices_metadata' | 'erase_devices_express';
  /** For a disk that keeps something. May throw `STEP_ARGUMENT`. */
  readonly beside: (disk: DiskInfo, node: IronicNode) => BesideVolumes;
  /** For a disk that keeps nothing, on a node with another one that does. */
  readonly whole: (disk: WholeDisk, tools: EraseTools) => Promise<void>;
}

export type EraseTools = Pick<StepTools, 'context' | 'ipa' | 'kind' | 'node' | 'state'>;

/** Throws `STEP_REFUSED` for disks of which nobody can say what they hold. `forfeit`: named by the operator. */
async function refuseDoubt(
  surveys: readonly DiskSurvey[],
  forfeit: readonly string[],
  step: string,
): Promise<void> {
  const given = (await Promise.all(forfeit.map(spellingsOf))).flat();
  const doubts = surveys.filter(
    ({ doubt, names }) => doubt !== null && !names.some((name) => given.includes(name)),
  );
  if (doubts.length === 0) return;
  const lines = doubts.map(({ device, doubt }) => `${device}: ${doubt}`).join('; ');
  const devices = JSON.stringify(doubts.map(({ device }) => device));
  throw new BmvError(
    'STEP_REFUSED',
    `${step} is refused, nothing was erased: ${lines}; run \`bmv recover\`, or give up what may be there: argument damaged_disks=${devices}`,
    { step },
  );
}

/** As in IPA, only the full erasure minds. Throws `DISK_READ_ONLY` unless the conductor lets such disks be left out. */
function isLeftOut({ device, disk }: DiskSurvey, step: EraseWay['step'], { node }: EraseTools): boolean {
  if (!disk?.readOnly) return false;
  if (step !== 'erase_devices' || node.driverInternalInfo.agent_erase_skip_read_only === true) return true;
  throw new BmvError(
    'DISK_READ_ONLY',
    `${device} is read-only and cannot be erased, nothing was erased; set [deploy]erase_skip_read_only of the conductor to leave such disks out`,
    { device },
  );
}

/** What an instance that is gone had kept goes with it: a tenant after it would find it in the table. */
function ofDeploymentIn({ kind }: EraseTools): OfDeployment {
  return kind === 'clean' ? 'erase' : 'keep';
}

/** What is to be done with one disk, or why nothing. */
type Fate = 'whole' | BesideVolumes | { readonly leftOut: string };

/** Writes nothing but the end of an interrupted operation. Throws whatever speaks against the disk's erasure. */
async function fateOf(survey: DiskSurvey, way: EraseWay, tools: EraseTools): Promise<Fate> {
  const { device } = survey;
  if (isLeftOut(survey, way.step, tools)) return { leftOut: 'read-only, left out' };
  if (survey.isVirtualMedia) return { leftOut: 'virtual media, left out' };
  if (survey.madeOf !== null) return { leftOut: `made of ${survey.madeOf}, left out` };
  await tools.ipa.checkSafety(device);
  if (keepsNothing(survey))
    return survey.partOf === null ? 'whole' : { leftOut: `part of ${survey.partOf}, left out` };
  if (!survey.disk) throw new TypeError(`${device} keeps something that nobody has seen`);
  await checkErasable(tools.context, device, { ofDeployment: ofDeploymentIn(tools) });
  return way.beside(survey.disk, tools.node);
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

async function eraseWhole(
  survey: DiskSurvey,
  { way, all }: { readonly way: EraseWay; readonly all: readonly DiskSurvey[] },
  tools: EraseTools,
): Promise<string> {
  await expectUnchanged(survey, way.step, tools.context);
  await way.whole(wholeDisk(survey, all), tools);
  return 'erased by ironic-python-agent';
}

function words({ level, overwriting }: BesideVolumes): string {
  const passes = overwriting?.randomPasses ? `random bytes ${overwriting.randomPasses}x and ` : '';
  return `${passes}${overwriting?.zeros === false ? 'metadata' : level}`;
}

/** Without discard, what identifies the data goes all the same. */
async function eraseBeside(device: string, how: BesideVolumes, tools: EraseTools): Promise<string> {
  const { context } = tools;
  const { level, ...overwriting } = how;
  try {
    const options = { ...overwriting, ofDeployment: ofDeploymentIn(tools) };
    const { kept } = await eraseDisk(context, device, level, options);
    const count = kept.filter(({ reason }) => reason !== 'catalog').length;
    return `${words(how)} beside ${count} kept partition${count === 1 ? '' : 's'}`;
  } catch (error) {
    if (!(error instanceof BmvError) || error.code !== 'DISCARD_UNSUPPORTED') throw error;
    context.logger.warn({ device, error: error.message }, 'no discard');
    return await eraseBeside(device, { level: 'metadata' }, tools);
  }
}

/**
 * Erases the node's disks except what is kept. Where no disk keeps anything, ironic-python-agent's own step
 * runs; else each disk by itself: beside its volumes, or as IPA does it. Nothing is erased before every disk
 * was looked at and nothing speaks against any; disks with volumes come first, the others can take hours.
 *
 * Throws `STEP_REFUSED` for a disk that cannot be judged, and all that speaks against the erasure of one.
 */
export async function eraseDisks(
  way: EraseWay,
  forfeit: readonly string[],
  tools: EraseTools,
): Promise<unknown> {
  const { context, ipa, state } = tools;
  const { devices, all } = await ipa.blockDevices();
  const surveys = await surveyDisks(context, all);
  await refuseDoubt(surveys, forfeit, way.step);
  await state.setInstallDevice(null);
  if (surveys.every(keepsNothing)) return await ipa.runStep(way.step, {});

  const report: Record<string, string> = {};
  const done = (device: string, outcome: string) => {
    report[device] = outcome;
    context.logger.info({ device, step: way.step, outcome }, 'disk done');
  };
  const fates: { readonly survey: DiskSurvey; readonly fate: 'whole' | BesideVolumes }[] = [];
  for (const survey of surveys) {
    const { device } = survey;
    const isExempt = !devices.includes(device);
    const fate = isExempt ? { leftOut: 'left out by skip_block_devices' } : await fateOf(survey, way, tools);
    if (typeof fate === 'object' && 'leftOut' in fate) done(device, fate.leftOut);
    else fates.push({ survey, fate });
  }
  const stopBefore = (device: string) =>
    stopIfAborted(context.signal, device, 'the disks before it are erased; run the step again');
  for (const { survey, fate } of fates) {
    if (fate === 'whole') continue;
    stopBefore(survey.device);
    done(survey.device, await eraseBeside(survey.device, fate, tools));
  }
  for (const { survey, fate } of fates) {
    if (fate !== 'whole') continue;
    stopBefore(survey.device);
    done(survey.device, await eraseWhole(survey, { way, all: surveys }, tools));
  }
  return report;
}
