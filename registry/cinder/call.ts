import type { FastifyRequest } from 'fastify';
import type { Services } from '../api/services.ts';
import type { Authenticator } from '../auth/authenticator.ts';
import type { Caller } from '../auth/caller.ts';
import { type Action, type Reach, reach } from '../auth/policy.ts';
import type { Asking } from '../requests/context.ts';
import { CinderFault } from './faults.ts';
import type { Shown } from './view.ts';

/** What the door stands on. */
export interface DoorParts {
  readonly services: Services;
  readonly authenticator: Authenticator;
  /** Who sent a request; empty over a unix socket. */
  readonly addressOf: (request: FastifyRequest['raw']) => string;
  readonly onRefused?: (error: unknown) => void;
}

/** A request whose caller may make it. */
export interface DoorCall {
  readonly request: FastifyRequest;
  readonly services: Services;
  readonly caller: Caller;
  /** Of the path: whom it is for. */
  readonly project: string;
  /** They may see and change what is of other projects too. */
  readonly isOperator: boolean;
  readonly asking: Asking;
  readonly shown: Shown;
}

/** Of the door, as its client reached it. */
export function baseOf(request: FastifyRequest): string {
  return `${request.protocol}://${request.host || 'localhost'}/cinder`;
}

/** HAZARD: a token is for one project, and a path that names another one is refused, whatever the roles are. */
function expectProject({ project: own }: Caller, project: string): void {
  if (own === '' || own === project) return;
  throw new CinderFault(400, `Malformed request url: the caller acts for project ${own}`);
}

/** Who calls, for which project. Throws `NotAuthenticated`, `FORBIDDEN` as a fault, and for another project's path. */
export async function admitted(
  request: FastifyRequest,
  action: Action,
  { services, authenticator, addressOf, onRefused }: DoorParts,
): Promise<DoorCall> {
  const { project = '' } = request.params as { readonly project?: string };
  try {
    const address = addressOf(request.raw);
    const caller = await authenticator.authenticate({ headers: request.headers, address });
    const found: Reach = reach(caller, action);
    if (found === 'none') throw new CinderFault(403, `Policy doesn't allow ${action} to be performed.`);
    expectProject(caller, project);
    const isOperator = found === 'all';
    const asking = { id: caller.id, project, onlyProject: isOperator ? null : project };
    const shown = { base: baseOf(request), project, isOperator };
    return { request, services, caller, project, isOperator, asking, shown };
  } catch (error) {
    onRefused?.(error);
    throw error;
  }
}
