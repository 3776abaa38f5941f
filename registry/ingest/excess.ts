import {
  excessEvent,
  isExceeded,
  isUnlimited,
  limitsOf,
  type QuotaLimits,
  UNLIMITED,
} from '../decisions/quota.ts';
import { readQuota, readUsage } from '../store/quotas.ts';
import type { Tx } from '../store/tx.ts';

/** Tells of projects that have more than they may, behind what was written for them without asking. */
export async function tellExcess(
  tx: Tx,
  projects: ReadonlySet<string>,
  usual: QuotaLimits = UNLIMITED,
): Promise<void> {
  for (const project of projects) {
    const limits = limitsOf(await readQuota(tx, project), usual);
    if (isUnlimited(limits)) continue;
    const usage = await readUsage(tx, project);
    if (isExceeded(usage, limits)) tx.record(excessEvent(project, usage, limits));
  }
}
