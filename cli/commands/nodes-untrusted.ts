import type { Command } from 'commander';
import { count, type RegistryOptions, withExamples, withRegistryOptions } from '../registry/options.ts';
import { runWithRegistry } from '../registry/run.ts';
import { type Runner, withCommonOptions } from '../run.ts';
import { untrustedText } from '../views/untrusted.ts';

interface Options extends RegistryOptions {
  readonly limit: number;
}

export function addNodesUntrusted(nodes: Command, run: Runner): void {
  const command = nodes
    .command('untrusted')
    .description(
      'machines whose agents nobody vouched for, as they say of themselves; nothing is decided by it',
    )
    .option('--limit <n>', 'most machines to show', count, 10_000);
  withExamples(withCommonOptions(withRegistryOptions(command)), 'bmv nodes untrusted').action(
    async (options: Options) => {
      await runWithRegistry(run, options, async ({ api, output }) => {
        const found = await api.untrusted(options.limit);
        output.result({ machines: found.items, more: found.more }, () => untrustedText(found));
        return 0;
      });
    },
  );
}
