import type { Command } from 'commander';
import type { Runner } from '../run.ts';
import { addQuotasSet } from './quotas-set.ts';
import { addQuotasShow } from './quotas-show.ts';

/** What projects may have. */
export function addQuotas(quotas: Command, run: Runner): void {
  for (const add of [addQuotasShow, addQuotasSet]) add(quotas, run);
}
