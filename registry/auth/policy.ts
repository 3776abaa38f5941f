import type { Caller, Role } from './caller.ts';

/** What somebody is allowed to see or change: everything, what is their project's, or nothing. */
export type Reach = 'all' | 'own' | 'none';

interface Rule {
  readonly admin: Reach;
  readonly service: Reach;
  readonly member: Reach;
  readonly reader: Reach;
}

const EVERYBODY_OWN: Rule = { admin: 'all', service: 'all', member: 'own', reader: 'own' };
const MEMBERS_OWN: Rule = { admin: 'all', service: 'all', member: 'own', reader: 'none' };
const OPERATORS: Rule = { admin: 'all', service: 'all', member: 'none', reader: 'none' };
/** What a project alone has to know; programs of the cloud have not. */
const OWNERS: Rule = { admin: 'all', service: 'none', member: 'own', reader: 'none' };
const ADMIN_ALONE: Rule = { admin: 'all', service: 'none', member: 'none', reader: 'none' };

/**
 * Who may do what. HAZARD: `volumes:adopt` is not for members: bytes of a partition that nobody claims may be those of
 * the project before. What decides about bytes that are in doubt is for people, not for programs.
 */
export const POLICY = {
  'nodes:read': EVERYBODY_OWN,
  'plans:read': EVERYBODY_OWN,
  'volumes:read': EVERYBODY_OWN,
  'events:read': EVERYBODY_OWN,
  'placement:ask': EVERYBODY_OWN,
  'quotas:read': EVERYBODY_OWN,
  'volumes:reserve': MEMBERS_OWN,
  'volumes:extend': MEMBERS_OWN,
  'volumes:update': MEMBERS_OWN,
  'volumes:release': MEMBERS_OWN,
  'volumes:cancel': MEMBERS_OWN,
  // HAZARD: not named as what is read, which readers of the whole system may.
  'volumes:key': OWNERS,
  'vendordata:ask': OPERATORS,
  'volumes:adopt': OPERATORS,
  'volumes:quarantine': OPERATORS,
  'alarms:read': OPERATORS,
  'untrusted:read': OPERATORS,
  'metrics:read': OPERATORS,
  'volumes:resolve': ADMIN_ALONE,
  'alarms:resolve': ADMIN_ALONE,
  'quotas:set': ADMIN_ALONE,
} as const satisfies Record<string, Rule>;
export type Action = keyof typeof POLICY;

const READING: ReadonlySet<Action> = new Set<Action>(
  (Object.keys(POLICY) as Action[]).filter((action) => action.endsWith(':read')),
);

function reachOf(role: Role, { isSystem, project }: Caller, action: Action): Reach {
  const rule: Rule = POLICY[action];
  // Whoever reads for the whole system belongs to no project, and changes nothing.
  if (isSystem && (role === 'member' || role === 'reader')) return READING.has(action) ? 'all' : 'none';
  const reach = rule[role];
  return reach === 'own' && project === '' ? 'none' : reach;
}

/** The widest that any of somebody's roles gives. */
export function reach(caller: Caller, action: Action): Reach {
  const reaches = caller.roles.map((role) => reachOf(role, caller, action));
  if (reaches.includes('all')) return 'all';
  return reaches.includes('own') ? 'own' : 'none';
}
