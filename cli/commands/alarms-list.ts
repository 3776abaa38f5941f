import type { Command } from 'commander';
import { findNode, findVolume } from '../registry/find.ts';
import { count, type RegistryOptions, withExamples, withRegistryOptions } from '../registry/options.ts';
import { runWithRegistry } from '../registry/run.ts';
import { type Runner, withCommonOptions } from '../run.ts';
import { alarmsText } from '../views/alarm.ts';

interface Options extends RegistryOptions {
  readonly node?: string;
  readonly volume?: string;
  readonly all?: boolean;
  readonly limit: number;
}

export function addAlarmsList(alarms: Command, run: Runner): void {
  const command = alarms
    .command('list')
    .description('alarms that are open: what was seen, and the ways out')
    .option('--node <node>', 'of this node, by UUID or name')
    .option('--volume <volume>', 'of this volume, by id or name')
    .option('--all', 'also those that were resolved')
    .option('--limit <n>', 'most alarms to show', count, 10_000);
  withExamples(withCommonOptions(withRegistryOptions(command)), 'bmv alarms list --node rack1-07').action(
    async (options: Options) => {
      await runWithRegistry(run, options, async ({ api, output }) => {
        const node = options.node === undefined ? undefined : await findNode(api, options.node);
        const volume = options.volume === undefined ? undefined : (await findVolume(api, options.volume)).id;
        const open = options.all ? undefined : true;
        const found = await api.alarms({ node, volume, open }, options.limit);
        output.result({ alarms: found.items, more: found.more }, () => alarmsText(found));
        return 0;
      });
    },
  );
}
