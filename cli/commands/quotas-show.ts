import type { Command } from 'commander';
import { type RegistryOptions, withExamples, withRegistryOptions } from '../registry/options.ts';
import { runWithRegistry } from '../registry/run.ts';
import { type Runner, withCommonOptions } from '../run.ts';
import { quotaText } from '../views/quota.ts';

export function addQuotasShow(quotas: Command, run: Runner): void {
  const command = quotas.command('show <project>').description('what a project may have, and has');
  withExamples(withCommonOptions(withRegistryOptions(command)), 'bmv quotas show web').action(
    async (project: string, options: RegistryOptions) => {
      await runWithRegistry(run, options, async ({ api, output }) => {
        const quota = await api.quota(project);
        output.result({ quota }, () => quotaText(quota));
        return 0;
      });
    },
  );
}
