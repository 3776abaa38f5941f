import type { DiskInfo } from '../../hardware-managers/disk.ts';
import { pickManager } from '../../hardware-managers/dispatch.ts';
import type { Claim } from '../../proto/catalog.ts';
import { BmvError, type ErrorCode } from '../../proto/error.ts';
import type { Context } from '../context.ts';
import { describeError } from '../describe-error.ts';
import type { Layout } from '../layout/types.ts';
import { inspectDisk } from '../volumes/inspect.ts';
import { describeVolumesBelow } from '../volumes/volumes-below.ts';
import { type ArrayPart, arrayPartsOf, giveUpWords, unseenParts, unseenWords } from './array-parts.ts';
import { namesOf } from './disk-names.ts';

/** What may stand on a disk that has to be kept. */
export interface DiskSurvey {
  readonly device: string;
  /** Null when not even that can be known. */
  readonly disk: DiskInfo | null;
  /** All that an operator may call it by. */
  readonly names: readonly string[];
  /** An operation on it has not come to its end: its journal knows what is kept. */
  readonly isInterrupted: boolean;
  readonly claims: readonly Claim[];
  /** Why nobody can say whether there are volumes; null when it is known. */
  readonly doubt: string | null;
  /** By what it is the same disk at another time, under whichever path; null when it cannot be read. */
  readonly identity: string | null;
  /** What of it belongs to arrays (MD), which may have volumes; IPA erases no such disk either. */
  readonly parts: readonly ArrayPart[];
  /** The volumes that it is made of; null: none. */
  readonly madeOf: string | null;
  /** The conductor's own, by the label that ironic-python-agent knows it by. */
  readonly isVirtualMedia: boolean;
}

/** Of disks that never can have been given a volume. */
const NEVER_OURS: readonly ErrorCode[] = ['SECTOR_SIZE_UNSUPPORTED', 'DISK_TOO_SMALL'];

/** Whether what went wrong with a disk says that it never can have been given a volume. */
export function isNeverOurs(error: unknown): boolean {
  return error instanceof BmvError && NEVER_OURS.includes(error.code);
}

const VIRTUAL_MEDIA_LABEL = 'ir-vfd-dev';

const NOTHING_KNOWN = {
  isInterrupted: false,
  claims: [],
  parts: [],
  madeOf: null,
  isVirtualMedia: false,
} as const;

/** Why nobody can say what a disk holds, though it can be read; null where it is known. */
export function unreadableWords({ table, catalog }: Layout): string | null {
  if (table.kind !== 'damaged' || catalog) return null;
  return 'its partition table is damaged and no catalog was found, so nobody can say whether it holds volumes';
}

async function surveyContents(
  context: Context,
  disk: DiskInfo,
): Promise<Omit<DiskSurvey, 'device' | 'disk' | 'names' | 'identity'>> {
  const layout = await inspectDisk(context, disk.path);
  const { catalog } = layout;
  return {
    isInterrupted: catalog?.catalog.journal != null,
    claims: catalog?.catalog.claims ?? [],
    doubt: unreadableWords(layout),
    parts: arrayPartsOf(layout),
    madeOf: await describeVolumesBelow(context, disk),
    isVirtualMedia: layout.wholeDisk?.label === VIRTUAL_MEDIA_LABEL,
  };
}

/** Looks for claims on one disk. Doubt is a result, not an error. */
export async function surveyDisk(context: Context, device: string): Promise<DiskSurvey> {
  let known: Pick<DiskSurvey, 'disk' | 'names' | 'identity'> = {
    disk: null,
    names: [device],
    identity: null,
  };
  try {
    const disk = await (await pickManager(context.managers, device)).inspectDisk(device);
    const identity = JSON.stringify([disk.serial, disk.wwn, disk.sizeBytes]);
    known = { disk, names: [device, ...namesOf(disk)], identity };
    return { device, ...known, ...(await surveyContents(context, disk)) };
  } catch (error) {
    context.signal.throwIfAborted();
    const doubt = isNeverOurs(error) ? null : describeError(error).message;
    return { device, ...known, ...NOTHING_KNOWN, doubt };
  }
}

export async function surveyDisks(
  context: Context,
  devices: readonly string[],
): Promise<readonly DiskSurvey[]> {
  const surveys: DiskSurvey[] = [];
  for (const device of devices) surveys.push(await surveyDisk(context, device));
  return surveys;
}

/** Whether a second look finds what the first one did: the same disk, and no more that is kept. */
export function isUnchanged(before: DiskSurvey, now: DiskSurvey): boolean {
  const isKnown = (before.doubt === null) === (now.doubt === null);
  const isSame = before.identity === now.identity && before.parts.length === now.parts.length;
  return isKnown && isSame && keepsNothing(before) === keepsNothing(now);
}

/** Whether ironic-python-agent may have the disk to itself. A disk in doubt was given up by its operator. */
export function keepsNothing({ claims, isInterrupted, doubt }: DiskSurvey): boolean {
  return doubt !== null || (claims.length === 0 && !isInterrupted);
}

/** In doubt where an array that was not looked at may have volumes. */
function doubtUnseen(survey: DiskSurvey, seen: readonly string[]): DiskSurvey {
  const { device, doubt, parts } = survey;
  const [part] = unseenParts(parts, seen);
  if (doubt !== null || !part) return survey;
  const words = unseenWords(part, part.device === device ? 'it' : part.device);
  return { ...survey, doubt: `${words}; ${giveUpWords(part, device)}` };
}

/** Like `surveyDisks`: in doubt where a disk is part of an array that is none of all the disks of the `node`. */
export async function surveyNode(
  context: Context,
  devices: readonly string[],
  node: readonly string[] = devices,
): Promise<readonly DiskSurvey[]> {
  return (await surveyDisks(context, devices)).map((survey) => doubtUnseen(survey, node));
}

/** Like `surveyDisk`, of a disk that is about to be written all over: in doubt where an array above it may have volumes. */
export async function surveyTarget(context: Context, device: string): Promise<DiskSurvey> {
  const survey = doubtUnseen(await surveyDisk(context, device), []);
  const { doubt, madeOf } = survey;
  return doubt === null && madeOf !== null ? { ...survey, doubt: `it is made of ${madeOf}` } : survey;
}

/** A disk's claims for a message. */
function claimWords({ device, claims }: DiskSurvey): string {
  const names = claims.map(({ name, id }) => `${JSON.stringify(name)} (${id})`).join(', ');
  return `${device} holds volume ${names}`;
}

/** Why a disk must not be given to a program that knows nothing of volumes; null when it may. */
function objection(survey: DiskSurvey): string | null {
  if (survey.doubt !== null) return `${survey.device}: ${survey.doubt}`;
  if (survey.isInterrupted && survey.claims.length === 0)
    return `an operation on ${survey.device} was interrupted and has to end first`;
  return survey.claims.length > 0 ? claimWords(survey) : null;
}

/**
 * Throws `STEP_REFUSED` when any of the disks holds a volume, or may hold one. `step`: what would have been
 * run on them.
 */
export function refuseWhereKept(surveys: readonly DiskSurvey[], step: string): void {
  const objections = surveys.map(objection).filter((line) => line !== null);
  if (objections.length === 0) return;
  throw new BmvError(
    'STEP_REFUSED',
    `${step} is refused, it would destroy kept data: ${objections.join('; ')}; release the volumes first (step release_volumes), or leave the step out`,
    { step },
  );
}
