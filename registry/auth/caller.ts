/** What somebody may do, weakest last. `service`: a program of the cloud; `member` and `reader`: of one project. */
export const ROLES = ['admin', 'service', 'member', 'reader'] as const;
export type Role = (typeof ROLES)[number];

/** Who calls the API. */
export interface Caller {
  /** For the audit: a name that people know, or an id. */
  readonly id: string;
  /** The project that they act for; empty for none. */
  readonly project: string;
  readonly roles: readonly Role[];
  /** The roles are for the whole system, not for one project. */
  readonly isSystem: boolean;
}
