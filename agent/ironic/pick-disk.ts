import { realpath } from 'node:fs/promises';
import type { DiskInfo } from '../../hardware-managers/disk.ts';
import { pickManager } from '../../hardware-managers/dispatch.ts';
import { BmvError } from '../../proto/error.ts';
import type { StepTools } from '../steps/step.ts';
import { type DiskSurvey, surveyDisks } from './survey.ts';

type Tools = Pick<StepTools, 'context' | 'ipa'>;

/** Everything that a disk may be called by. */
function isCalled({ path, serial, wwn, byId, byPath }: DiskInfo, name: string): boolean {
  const links = [...byId, ...byPath].flatMap((link) => [link, link.split('/').at(-1)]);
  return [path, serial, wwn, ...links].includes(name);
}

async function inspectAll({ context, ipa }: Tools): Promise<readonly DiskInfo[]> {
  const { all } = await ipa.blockDevices();
  const found: DiskInfo[] = [];
  for (const device of all) {
    const manager = await pickManager(context.managers, device);
    found.push(await manager.inspectDisk(device));
  }
  return found;
}

/**
 * The path of the disk that a step's argument names; without one, of the disk that the root device hints
 * pick. Throws `STEP_ARGUMENT` when none or more than one is called so.
 */
export async function pickDisk(name: string | undefined, tools: Tools): Promise<string> {
  if (name === undefined) return await tools.ipa.installDevice();
  const disks = await inspectAll(tools);
  const canonical = name.startsWith('/') ? await realpath(name).catch(() => name) : name;
  const matches = disks.filter((disk) => isCalled(disk, canonical) || isCalled(disk, name));
  const [first, second] = matches;
  if (first && !second) return first.path;
  const known = disks
    .map(({ path, serial, wwn }) => [path, serial, wwn].filter((item) => item !== null).join(' '))
    .join(', ');
  const what = first ? `means ${matches.map(({ path }) => path).join(' and ')}` : 'is no disk of this node';
  throw new BmvError('STEP_ARGUMENT', `argument disk: ${JSON.stringify(name)} ${what}; there are ${known}`, {
    device: name,
  });
}

/** What stands on every disk of the node. */
async function surveyAll({ context, ipa }: Tools): Promise<readonly DiskSurvey[]> {
  const { all } = await ipa.blockDevices();
  return await surveyDisks(context, all);
}

/**
 * The disk that holds a volume (by id or name). Throws `VOLUME_UNKNOWN` with those that there are, or
 * `VOLUME_AMBIGUOUS` when several disks have one of that name.
 */
export async function diskOfVolume(volume: string, disk: string | undefined, tools: Tools): Promise<string> {
  if (disk !== undefined) return await pickDisk(disk, tools);
  const surveys = await surveyAll(tools);
  const holders = surveys.filter(({ claims }) =>
    claims.some(({ id, name }) => id === volume.toLowerCase() || name === volume),
  );
  const [first, second] = holders;
  if (first && !second) return first.device;
  if (first) {
    const on = holders.map(({ device }) => device).join(' and ');
    throw new BmvError('VOLUME_AMBIGUOUS', `${JSON.stringify(volume)} is on ${on}; add the argument disk`, {
      volume,
    });
  }
  const known = surveys.flatMap(({ device, claims }) =>
    claims.map(({ name, id }) => `${JSON.stringify(name)} (${id}) on ${device}`),
  );
  const doubts = surveys.flatMap(({ device, doubt }) => (doubt === null ? [] : [`${device}: ${doubt}`]));
  const there = known.length === 0 ? 'this node has no volumes' : `there are ${known.join(', ')}`;
  throw new BmvError(
    'VOLUME_UNKNOWN',
    `no volume ${JSON.stringify(volume)}; ${[there, ...doubts].join('; ')}`,
    {
      volume,
    },
  );
}

/** Disks with volumes; all of them, or the one that was named. */
export async function disksWithVolumes(disk: string | undefined, tools: Tools): Promise<readonly string[]> {
  if (disk !== undefined) return [await pickDisk(disk, tools)];
  const surveys = await surveyAll(tools);
  return surveys
    .filter(({ claims, doubt }) => claims.length > 0 || doubt !== null)
    .map(({ device }) => device);
}
