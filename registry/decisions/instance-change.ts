/** An instance that Ironic had active on a node. */
export interface KnownInstance {
  readonly instance: string;
  /** Whose it was; empty where Ironic did not say, or said two things. */
  readonly project: string;
  /** It was there at this time, by the database's clock. */
  readonly seenAtMs: number;
}

/** What Ironic says of a node. */
export interface InstanceWord {
  readonly provisionState: string;
  /** Empty for none. */
  readonly instance: string;
  /** Empty where it is not said. */
  readonly project: string;
}

/**
 * `remember`: it is there; `gone`: it was there and certainly is not any more; `forget`: something else happened than what
 * is known to follow a deletion; `same`: nothing is to be done.
 */
export type InstanceChange =
  | { readonly kind: 'remember'; readonly project: string }
  | { readonly kind: 'gone' | 'forget' | 'same' };

/** Where a node is behind the deletion of its instance, and nowhere else without one. */
const BEHIND_DELETION: ReadonlySet<string> = new Set(['cleaning', 'clean wait', 'available']);

/**
 * What has become of a node's instance. HAZARD: bytes are erased by it. An instance counts once it was `active`, and as gone
 * only where Ironic names none any more in a state that follows a deletion. Whatever else there is, volumes are kept.
 */
export function instanceChange(known: KnownInstance | null, now: InstanceWord): InstanceChange {
  const { provisionState, instance, project } = now;
  if (provisionState === 'active') {
    if (instance === '') return { kind: known ? 'forget' : 'same' };
    if (known?.instance !== instance) return { kind: 'remember', project };
    // Whose it is changed while it ran: nobody can say any more whose deletion this would be.
    return known.project === '' || known.project === project
      ? { kind: 'same' }
      : { kind: 'remember', project: '' };
  }
  if (!known) return { kind: 'same' };
  if (instance !== '') return { kind: instance === known.instance ? 'same' : 'forget' };
  return { kind: BEHIND_DELETION.has(provisionState) ? 'gone' : 'same' };
}
