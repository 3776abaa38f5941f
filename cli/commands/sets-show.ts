import type { Command } from 'commander';
import { count, type RegistryOptions, withExamples, withRegistryOptions } from '../registry/options.ts';
import { runWithRegistry } from '../registry/run.ts';
import { type Runner, withCommonOptions } from '../run.ts';
import { setText } from '../views/set.ts';

interface Options extends RegistryOptions {
  readonly project?: string;
  readonly limit: number;
}

export function addSetsShow(sets: Command, run: Runner): void {
  const command = sets
    .command('show <set>')
    .description('a set with its volumes, their nodes, states and sizes')
    .option('--project <id>', 'of this project, where several have a set of that name')
    .option('--limit <n>', 'most volumes to show', count, 10_000);
  withExamples(withCommonOptions(withRegistryOptions(command)), 'bmv sets show db --project web').action(
    async (name: string, options: Options) => {
      await runWithRegistry(run, options, async ({ api, output }) => {
        const { set, volumes } = await api.set(name, options.project, options.limit);
        output.result({ set, volumes: volumes.items, more: volumes.more }, () => setText(set, volumes));
        return 0;
      });
    },
  );
}
