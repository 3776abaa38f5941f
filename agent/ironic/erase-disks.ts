import { BmvError } from '../../proto/error.ts';
import type { Context } from '../context.ts';
import { WriteQueue } from '../deployment/write-queue.ts';
import { stopIfAborted } from '../volumes/aborted.ts';
import { eraseDisk } from '../volumes/erase-disk.ts';
import { unseenParts } from './array-parts.ts';
import {
  type BesideVolumes,
  type EraseTools,
  type EraseWay,
  fateOf,
  ofDeploymentIn,
  refuseDoubt,
} from './erase-fate.ts';
import { eraseKnobsOf } from './erase-knobs.ts';
import { wholeDisk } from './erase-whole.ts';
import { endForfeitArrays, forfeitDisks, withoutForfeitArrays } from './forfeit.ts';
import { type DiskSurvey, isUnchanged, keepsNothing, surveyDisk, surveyDisks } from './survey.ts';

/** What the erasure of every disk goes by. */
interface Erasing {
  readonly way: EraseWay;
  readonly all: readonly DiskSurvey[];
  /** Disks at a time. */
  readonly concurrency: number;
  /** Tells what became of a disk. */
  readonly done: (device: string, outcome: string) => void;
}

function stopBefore(device: string, { signal }: Context): void {
  stopIfAborted(signal, device, 'the disks before it are erased; run the step again');
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

/** Erases disks that keep nothing, some at a time, each batch after another look at it. */
async function eraseWhole(
  surveys: readonly DiskSurvey[],
  { way, all, concurrency, done }: Erasing,
  tools: EraseTools,
): Promise<void> {
  for (let at = 0; at < surveys.length; at += concurrency) {
    const batch = surveys.slice(at, at + concurrency);
    for (const survey of batch) {
      stopBefore(survey.device, tools.context);
      await expectUnchanged(survey, way.name, tools.context);
    }
    const leftOut = await way.whole(
      batch.map((survey) => wholeDisk(survey, all, surveys)),
      tools,
    );
    for (const { device } of batch)
      done(device, leftOut.includes(device) ? 'part of an array, left out' : 'erased by ironic-python-agent');
  }
}

function words({ level, overwriting }: BesideVolumes): string {
  const passes = overwriting?.randomPasses ? `random bytes ${overwriting.randomPasses}x and ` : '';
  return `${passes}${overwriting?.zeros === false ? 'metadata' : level}`;
}

/** As it may be told of several disks at a time. */
function contextOfDisk(context: Context, device: string): Context {
  const { onProgress } = context;
  return {
    ...context,
    onProgress: (progress) => onProgress({ ...progress, phase: `${progress.phase} ${device}` }),
  };
}

/** Without discard, what identifies the data goes all the same. */
async function eraseBeside(device: string, how: BesideVolumes, tools: EraseTools): Promise<string> {
  const { context } = tools;
  const { level, ...overwriting } = how;
  try {
    const options = { ...overwriting, ofDeployment: ofDeploymentIn(tools) };
    const { kept } = await eraseDisk(contextOfDisk(context, device), device, level, options);
    const count = kept.filter(({ reason }) => reason !== 'catalog').length;
    return `${words(how)} beside ${count} kept partition${count === 1 ? '' : 's'}`;
  } catch (error) {
    if (!(error instanceof BmvError) || error.code !== 'DISCARD_UNSUPPORTED') throw error;
    context.logger.warn({ device, error: error.message }, 'no discard');
    return await eraseBeside(device, { level: 'metadata' }, tools);
  }
}

/** An error on one disk shows when those that are being erased are done. */
async function eraseAllBeside(
  disks: readonly { readonly device: string; readonly how: BesideVolumes }[],
  { concurrency, done }: Erasing,
  tools: EraseTools,
): Promise<void> {
  const queue = new WriteQueue(concurrency);
  try {
    for (const { device, how } of disks)
      await queue.push(async () => {
        stopBefore(device, tools.context);
        done(device, await eraseBeside(device, how, tools));
      });
    await queue.drain();
  } finally {
    await queue.settle();
  }
}

/**
 * Erases the node's disks except what is kept. Where no disk keeps anything, and every array was looked at,
 * ironic-python-agent's own step runs; else each disk by itself: beside its volumes, or as IPA does it. Nothing is
 * erased before every disk was looked at and nothing speaks against any; disks with volumes come first, the others
 * can take hours. `forfeit`: names of disks that hold nothing to keep, though nobody can say so.
 *
 * Throws `STEP_REFUSED` for a disk that cannot be judged, and all that speaks against the erasure of one.
 */
export async function eraseDisks(
  way: EraseWay,
  forfeit: readonly string[],
  tools: EraseTools,
): Promise<unknown> {
  const { context, ipa, state, node } = tools;
  const { devices, all } = await ipa.blockDevices();
  const found = await surveyDisks(context, all);
  const given = await forfeitDisks(found, forfeit);
  refuseDoubt(found, given, way.name);
  const surveys = found.map((survey) =>
    given.includes(survey) && devices.includes(survey.device) ? withoutForfeitArrays(survey, all) : survey,
  );
  const changed = found.filter((survey) => !surveys.includes(survey));
  await state.setInstallDevice(null);
  if (surveys.every((survey) => keepsNothing(survey) && unseenParts(survey.parts, all).length === 0)) {
    for (const { device } of changed) await ipa.checkSafety(device);
    await endForfeitArrays(changed, all, context);
    return await ipa.runStep(way.ipaStep, {});
  }

  const report: Record<string, string> = {};
  const done = (device: string, outcome: string) => {
    report[device] = outcome;
    context.logger.info({ device, step: way.name, outcome }, 'disk done');
  };
  const erasing = { way, all: surveys, concurrency: eraseKnobsOf(node).concurrency, done };
  const beside: { readonly device: string; readonly how: BesideVolumes }[] = [];
  const whole: DiskSurvey[] = [];
  for (const survey of surveys) {
    const { device } = survey;
    const isExempt = !devices.includes(device);
    const fate = isExempt ? { leftOut: 'left out by skip_block_devices' } : await fateOf(survey, way, tools);
    if (fate === 'whole') whole.push(survey);
    else if ('leftOut' in fate) done(device, fate.leftOut);
    else beside.push({ device, how: fate });
  }
  const isWhole = ({ device }: DiskSurvey) => whole.some((survey) => survey.device === device);
  await endForfeitArrays(changed.filter(isWhole), all, context);
  await eraseAllBeside(beside, erasing, tools);
  await eraseWhole(whole, erasing, tools);
  return report;
}
