import { BmvError } from '../../proto/error.ts';
import type { Caller } from '../auth/caller.ts';
import type { Reach } from '../auth/policy.ts';
import type { Asking } from '../requests/context.ts';

interface Who {
  readonly caller: Caller;
  readonly reach: Exclude<Reach, 'none'>;
}

/** The project that a caller is kept to; null for none. */
export function onlyProject({ caller, reach }: Who): string | null {
  return reach === 'own' ? caller.project : null;
}

/** The project of a list. Throws `FORBIDDEN` for another one than the caller's. */
export function projectFilter(who: Who, asked: string | undefined): string | undefined {
  const only = onlyProject(who);
  if (only === null) return asked;
  if (asked === undefined || asked === only) return only;
  throw new BmvError(
    'FORBIDDEN',
    `what is of project ${asked} is not for ${who.caller.id}, who acts for project ${only}`,
  );
}

/** The caller as requests want them. */
export function askingOf(who: Who): Asking {
  const { id, project } = who.caller;
  return { id, project, onlyProject: onlyProject(who) };
}
