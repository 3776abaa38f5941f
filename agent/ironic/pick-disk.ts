import type { DiskInfo } from '../../hardware-managers/disk.ts';
import { pickManager } from '../../hardware-managers/dispatch.ts';
import { BmvError } from '../../proto/error.ts';
import { describeError } from '../describe-error.ts';
import type { StepTools } from '../steps/step.ts';
import { namesOf, spellingsOf } from './disk-names.ts';
import { claimsCalled, doubtsOf, surveyAll, volumeUnknown } from './find-volume.ts';
import { surveyDisks } from './survey.ts';

type Tools = Pick<StepTools, 'context' | 'ipa'>;

/** Disks that can be looked at, and why others cannot: an empty card reader is in nobody's way. */
async function inspectAll({
  context,
  ipa,
}: Tools): Promise<{ readonly disks: readonly DiskInfo[]; readonly failures: readonly string[] }> {
  const { all } = await ipa.blockDevices();
  const disks: DiskInfo[] = [];
  const failures: string[] = [];
  for (const device of all) {
    try {
      const manager = await pickManager(context.managers, device);
      disks.push(await manager.inspectDisk(device));
    } catch (error) {
      context.signal.throwIfAborted();
      failures.push(`${device} (${describeError(error).message})`);
    }
  }
  return { disks, failures };
}

/**
 * The path of the disk that a step's argument names; without one, of the disk that the root device hints
 * pick. Throws `STEP_ARGUMENT` when none or more than one is called so.
 */
export async function pickDisk(name: string | undefined, tools: Tools): Promise<string> {
  if (name === undefined) return await tools.ipa.installDevice();
  const { disks, failures } = await inspectAll(tools);
  const spellings = await spellingsOf(name);
  const matches = disks.filter((disk) => namesOf(disk).some((known) => spellings.includes(known)));
  const [first, second] = matches;
  if (first && !second) return first.path;
  const known = disks.map(({ path, serial, wwn }) =>
    [path, serial, wwn].filter((item) => item !== null).join(' '),
  );
  const what = first ? `means ${matches.map(({ path }) => path).join(' and ')}` : 'is no disk of this node';
  const there = `there are ${[...known, ...failures].join(', ')}`;
  throw new BmvError('STEP_ARGUMENT', `argument disk: ${JSON.stringify(name)} ${what}; ${there}`, {
    device: name,
  });
}

/** Where a volume of that name is to be made: with its namesake, so that a repeated request finds what it made. */
async function diskOfNamesake(name: string, tools: Tools): Promise<string | null> {
  const surveys = await surveyAll(tools);
  const devices = [...new Set(claimsCalled(name, surveys).map(({ device }) => device))];
  const [first, second] = devices;
  if (first !== undefined && second === undefined) return first;
  const doubts = doubtsOf(surveys);
  if (first === undefined && doubts.length === 0) return null;
  const why =
    first === undefined
      ? `nobody can say whether this node has a volume ${JSON.stringify(name)} already: ${doubts.join('; ')}`
      : `${JSON.stringify(name)} is on ${devices.join(' and ')}`;
  throw new BmvError('VOLUME_AMBIGUOUS', `${why}; add the argument disk`, { volume: name });
}

/**
 * The disk for a new volume: the one that is named, else the one that has a volume of that name, else the one that
 * the root device hints pick. Throws `VOLUME_AMBIGUOUS` where more than one has, or where one may have.
 */
export async function diskForVolume(name: string, disk: string | undefined, tools: Tools): Promise<string> {
  if (disk !== undefined) return await pickDisk(disk, tools);
  return (await diskOfNamesake(name, tools)) ?? (await pickDisk(undefined, tools));
}

/**
 * The disk that holds a volume (by id or name). Throws `VOLUME_UNKNOWN` with those that there are, or
 * `VOLUME_AMBIGUOUS` when several disks have one of that name.
 */
export async function diskOfVolume(volume: string, disk: string | undefined, tools: Tools): Promise<string> {
  if (disk !== undefined) return await pickDisk(disk, tools);
  const surveys = await surveyAll(tools);
  const devices = [...new Set(claimsCalled(volume, surveys).map(({ device }) => device))];
  const [first, second] = devices;
  if (first === undefined) throw volumeUnknown(volume, surveys);
  if (second === undefined) return first;
  const message = `${JSON.stringify(volume)} is on ${devices.join(' and ')}; add the argument disk`;
  throw new BmvError('VOLUME_AMBIGUOUS', message, { volume });
}

/** Disks with volumes; all of them, or the one that was named. */
export async function disksWithVolumes(disk: string | undefined, tools: Tools): Promise<readonly string[]> {
  if (disk !== undefined) return [await pickDisk(disk, tools)];
  const { all } = await tools.ipa.blockDevices();
  return (await surveyDisks(tools.context, all))
    .filter(({ claims, doubt }) => claims.length > 0 || doubt !== null)
    .map(({ device }) => device);
}
