import type { Proposal } from '../deployment/deploy.ts';
import { contains } from '../layout/extent.ts';
import type { Conflict } from '../layout/types.ts';
import { conflict } from '../layout/wording.ts';
import { arrayPartsOf, giveUpWords, unseenWords } from './array-parts.ts';

/**
 * What an image would overwrite of arrays that do not run. HAZARD: their volumes show on none of their members. An
 * array that runs is in use, and its members cannot be opened for writing.
 */
export function arrayConflicts({ layout, plan }: Pick<Proposal, 'layout' | 'plan'>): Conflict[] {
  const { path } = layout.disk;
  return arrayPartsOf(layout)
    .filter(({ extent }) => !extent || !plan.kept.some((kept) => contains(kept.extent, extent)))
    .map((part) =>
      conflict('ARRAY_NOT_RUNNING', unseenWords(part, part.device), giveUpWords(part, path), [part.device]),
    );
}
