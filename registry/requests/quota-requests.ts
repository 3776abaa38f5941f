import { BmvError } from '../../proto/error.ts';
import {
  expectWithin,
  isUnlimited,
  limitsOf,
  type Quota,
  type QuotaLimits,
  type QuotaUsage,
  UNLIMITED,
} from '../decisions/quota.ts';
import { checkProject } from '../decisions/volume-words.ts';
import { readQuota, readUsage, writeQuota } from '../store/quotas.ts';
import type { Store } from '../store/store.ts';
import type { Tx } from '../store/tx.ts';
import type { Asking } from './context.ts';

/** A project's quota as it holds, and what is used of it. */
export interface QuotaState {
  readonly quota: Quota;
  readonly limits: QuotaLimits;
  readonly usage: QuotaUsage;
}

/** Takes from a project's quota, before what takes it is written. Throws `QUOTA_EXCEEDED`. */
export async function takeQuota(
  tx: Tx,
  project: string,
  added: QuotaUsage,
  usual: QuotaLimits = UNLIMITED,
): Promise<void> {
  const quota = await readQuota(tx, project);
  const limits = limitsOf(quota, usual);
  if (isUnlimited(limits) || (added.volumes <= 0 && added.bytes <= 0)) return;
  await writeQuota(tx, quota);
  expectWithin(project, added, await readUsage(tx, project), limits);
}

/** Quotas of projects, for whoever looks at them or sets them. */
export class QuotaRequests {
  readonly #store: Store;
  readonly #usual: QuotaLimits;

  constructor(store: Store, usual: QuotaLimits = UNLIMITED) {
    this.#store = store;
    this.#usual = usual;
  }

  async show(project: string): Promise<QuotaState> {
    const [quota, usage] = await this.#store.read(
      async (view) => [await readQuota(view, project), await readUsage(view, project)] as const,
    );
    return { quota, usage, limits: limitsOf(quota, this.#usual) };
  }

  /** `seen`: the generation that the caller has seen; null where it does not matter. Throws `GENERATION_DIFFERS`, `USAGE`. */
  async set(
    project: string,
    wanted: Pick<Quota, 'maxVolumes' | 'maxBytes'>,
    seen: number | null,
    { id, project: own }: Asking,
  ): Promise<QuotaState> {
    checkProject(project);
    return await this.#store.transaction(async (tx) => {
      const before = await readQuota(tx, project);
      if (seen !== null && before.generation !== seen)
        throw new BmvError(
          'GENERATION_DIFFERS',
          `the quota of project ${project} is at generation ${before.generation}, not ${seen}; look at it again`,
        );
      const quota = await writeQuota(tx, { ...before, ...wanted });
      const { maxVolumes, maxBytes } = before;
      tx.record({
        ...{ kind: 'quota.set', node: '', volume: '', project },
        actor: { kind: 'user', id, project: own },
        details: { from: { maxVolumes, maxBytes }, to: wanted },
      });
      return { quota, usage: await readUsage(tx, project), limits: limitsOf(quota, this.#usual) };
    });
  }
}
