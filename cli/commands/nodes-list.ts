import type { Command } from 'commander';
import { count, type RegistryOptions, withExamples, withRegistryOptions } from '../registry/options.ts';
import { runWithRegistry } from '../registry/run.ts';
import { type Runner, withCommonOptions } from '../run.ts';
import { nodesText } from '../views/node.ts';

interface Options extends RegistryOptions {
  readonly project?: string;
  readonly alarmed?: boolean;
  readonly running?: boolean;
  readonly search?: string;
  readonly limit: number;
}

export function addNodesList(nodes: Command, run: Runner): void {
  const command = nodes
    .command('list')
    .description('nodes, as their agents reported them last')
    .option('--project <id>', 'that hold volumes of this project')
    .option('--alarmed', 'that have open alarms')
    .option('--running', 'on which a step runs')
    .option('--search <text>', 'with this text in name, UUID or serial number')
    .option('--limit <n>', 'most nodes to show', count, 10_000);
  withExamples(
    withCommonOptions(withRegistryOptions(command)),
    'bmv nodes list --search rack1-',
    'bmv nodes list --alarmed --json',
  ).action(async (options: Options) => {
    await runWithRegistry(run, options, async ({ api, output }) => {
      const { project, alarmed, running, search, limit } = options;
      const found = await api.nodes({ project, alarmed, running, q: search }, limit);
      output.result({ nodes: found.items, more: found.more }, () => nodesText(found));
      return 0;
    });
  });
}
