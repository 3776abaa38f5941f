import { BmvError } from '../../proto/error.ts';
import type { Context } from '../context.ts';
import { endArrayMembers } from '../volumes/end-array-members.ts';
import { type ArrayPart, unseenParts } from './array-parts.ts';
import { spellingsOf } from './disk-names.ts';
import type { DiskSurvey } from './survey.ts';

/** The disk that an operator means. Throws `STEP_ARGUMENT`: a disk with a mistyped name is not the one that was given up. */
async function forfeitDisk(surveys: readonly DiskSurvey[], name: string): Promise<readonly DiskSurvey[]> {
  const spellings = await spellingsOf(name);
  const found = surveys.filter(({ names }) => names.some((known) => spellings.includes(known)));
  if (found.length > 0) return found;
  const there = surveys.map(({ device }) => device).join(', ');
  throw new BmvError(
    'STEP_ARGUMENT',
    `argument damaged_disks: ${JSON.stringify(name)} is no disk of this node, nothing was erased; there are ${there}`,
    { device: name },
  );
}

/** The disks that an operator gave up, by whatever names. Throws `STEP_ARGUMENT` for a name that no disk has. */
export async function forfeitDisks(
  surveys: readonly DiskSurvey[],
  names: readonly string[],
): Promise<readonly DiskSurvey[]> {
  const given = await Promise.all(names.map((name) => forfeitDisk(surveys, name)));
  return surveys.filter((survey) => given.some((found) => found.includes(survey)));
}

/** What can be given up of arrays: what was looked at needs no giving up. */
function forfeitParts({ parts }: DiskSurvey, node: readonly string[]): readonly ArrayPart[] {
  return unseenParts(parts, node).filter(({ hasSuperblock }) => hasSuperblock);
}

/**
 * A disk that was given up as it will be once it is part of no array that is none of the `node`'s disks; the same object
 * where there is nothing to change.
 */
export function withoutForfeitArrays(survey: DiskSurvey, node: readonly string[]): DiskSurvey {
  const gone = forfeitParts(survey, node);
  if (gone.length === 0 || survey.disk?.readOnly || survey.isVirtualMedia) return survey;
  return { ...survey, parts: survey.parts.filter((part) => !gone.includes(part)) };
}

/** HAZARD: not before nothing speaks against the erasure of any disk. ironic-python-agent erases no member of an array. */
export async function endForfeitArrays(
  surveys: readonly DiskSurvey[],
  node: readonly string[],
  context: Context,
): Promise<void> {
  for (const survey of surveys) {
    const parts = forfeitParts(survey, node);
    const extents = parts.flatMap(({ extent }) => extent ?? []);
    await endArrayMembers(context, survey.device, extents);
    const { device } = survey;
    context.logger.warn({ device, arrays: parts.map(({ name }) => name) }, 'gave up parts of arrays');
  }
}
