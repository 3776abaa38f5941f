import type { Command } from 'commander';
import { count, type RegistryOptions, withExamples, withRegistryOptions } from '../registry/options.ts';
import { runWithRegistry } from '../registry/run.ts';
import { type Runner, withCommonOptions } from '../run.ts';
import { setsText } from '../views/set.ts';

interface Options extends RegistryOptions {
  readonly project?: string;
  readonly limit: number;
}

export function addSetsList(sets: Command, run: Runner): void {
  const command = sets
    .command('list')
    .description('sets of volumes: how many on how many nodes, and in which states')
    .option('--project <id>', 'of this project')
    .option('--limit <n>', 'most sets to show', count, 10_000);
  withExamples(withCommonOptions(withRegistryOptions(command)), 'bmv sets list --project web').action(
    async ({ project, limit, ...options }: Options) => {
      await runWithRegistry(run, { ...options }, async ({ api, output }) => {
        const found = await api.sets({ project }, limit);
        output.result({ sets: found.items, more: found.more }, () => setsText(found));
        return 0;
      });
    },
  );
}
