import type { PermissionAnswer, PermissionRequest } from '../../proto/channel.ts';
import { BmvError } from '../../proto/error.ts';
import { permission, type TenancyPolicy } from '../decisions/tenancy.ts';
import type { Judge, SessionIdentity } from '../sessions/ports.ts';
import { readNodeState } from '../store/node-states.ts';
import { readPlan } from '../store/plans.ts';
import type { Store } from '../store/store.ts';
import type { Tx } from '../store/tx.ts';

/** Throws `SESSION_FENCED` where a newer session took the place of this one. */
export async function expectCurrent({ db }: Tx, { node, boot, epoch }: SessionIdentity): Promise<void> {
  const row = await db
    .selectFrom('sessions')
    .select(['epoch', 'boot'])
    .where('node', '=', node)
    .executeTakeFirst();
  if (row?.epoch === epoch && row.boot === boot) return;
  throw new BmvError(
    'SESSION_FENCED',
    `node ${node} has a newer session than ${epoch}; this one may not write`,
  );
}

/** Answers of the store, each of them an event. Counts them: for metrics. */
export class StoredJudge implements Judge {
  readonly #store: Store;
  readonly #policy: TenancyPolicy;
  readonly #counts = { granted: 0, refused: 0 };

  constructor(store: Store, policy: TenancyPolicy) {
    this.#store = store;
    this.#policy = policy;
  }

  /** Since the start. */
  get counts(): { readonly granted: number; readonly refused: number } {
    return { ...this.#counts };
  }

  async decide(session: SessionIdentity, request: PermissionRequest): Promise<PermissionAnswer> {
    const answer = await this.#store.transaction(async (tx): Promise<PermissionAnswer> => {
      await expectCurrent(tx, session);
      const state = await readNodeState(tx, session.node);
      // What the request says of its node was compared with the session's before.
      const { allowed, reason, event } = permission(request, state, this.#policy);
      tx.record(event);
      const plan = await readPlan(tx, session.node);
      // An agent carries out nothing for a step of a kind that this program has no word for.
      const isWanted = allowed && plan.revision > 0 && request.kind !== 'unknown';
      return { id: request.id, allowed, reason, desired: isWanted ? plan : null };
    });
    this.#counts[answer.allowed ? 'granted' : 'refused'] += 1;
    return answer;
  }
}
