import type { Claim } from '../../proto/catalog.ts';
import { BmvError, type ErrorCode } from '../../proto/error.ts';
import type { Context } from '../context.ts';
import { describeError } from '../describe-error.ts';
import { inspectDisk } from '../volumes/inspect.ts';

/** What may stand on a disk that has to be kept. */
export interface DiskSurvey {
  readonly device: string;
  /** Canonical path, and what the disk says of itself. */
  readonly names: readonly string[];
  /** An operation on it has not come to its end: its journal knows what is kept. */
  readonly isInterrupted: boolean;
  readonly claims: readonly Claim[];
  /** Why nobody can say whether there are volumes; null when it is known. */
  readonly doubt: string | null;
}

/** Of disks that never can have been given a volume. */
const NEVER_OURS: readonly ErrorCode[] = ['SECTOR_SIZE_UNSUPPORTED', 'DISK_TOO_SMALL'];

/** Looks for claims on one disk. Doubt is a result, not an error. */
export async function surveyDisk(context: Context, device: string): Promise<DiskSurvey> {
  try {
    const layout = await inspectDisk(context, device);
    const { disk, catalog, table } = layout;
    const names = [disk.path, ...disk.byId, ...disk.byPath, disk.serial, disk.wwn].filter(
      (name) => name !== null,
    );
    const doubt =
      table.kind === 'damaged' && !catalog
        ? `its partition table is damaged and no catalog was found, so nobody can say whether it holds volumes`
        : null;
    return {
      device,
      names,
      isInterrupted: catalog?.catalog.journal != null,
      claims: catalog?.catalog.claims ?? [],
      doubt,
    };
  } catch (error) {
    context.signal.throwIfAborted();
    const empty = { device, names: [device], isInterrupted: false, claims: [] };
    if (error instanceof BmvError && NEVER_OURS.includes(error.code)) return { ...empty, doubt: null };
    return { ...empty, doubt: describeError(error).message };
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

/** Whether ironic-python-agent may have the disk to itself. A disk in doubt was given up by its operator. */
export function keepsNothing({ claims, isInterrupted, doubt }: DiskSurvey): boolean {
  return doubt !== null || (claims.length === 0 && !isInterrupted);
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
