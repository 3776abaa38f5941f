import type { Command } from 'commander';
import { findVolume } from '../registry/find.ts';
import { count, type RegistryOptions, withExamples, withRegistryOptions } from '../registry/options.ts';
import { runWithRegistry } from '../registry/run.ts';
import { type Runner, withCommonOptions } from '../run.ts';
import { eventLine } from '../views/event.ts';

interface Options extends RegistryOptions {
  readonly project?: string;
  readonly limit: number;
}

export function addVolumesHistory(volumes: Command, run: Runner): void {
  const command = volumes
    .command('history <volume>')
    .description('what happened to a volume (by id or name), the newest at the end')
    .option('--project <id>', 'of this project, where several have a volume of that name')
    .option('--limit <n>', 'most events to show, the newest', count, 1000);
  withExamples(
    withCommonOptions(withRegistryOptions(command)),
    'bmv volumes history data --project web',
  ).action(async (text: string, options: Options) => {
    await runWithRegistry(run, options, async ({ api, output }) => {
      const volume = await findVolume(api, text, options.project);
      const { items, more } = await api.newestEvents({ volume: volume.id }, options.limit);
      const { id, node, project } = volume;
      const known = { volume: id, node, project };
      output.result({ volume: id, events: items, more }, () =>
        [
          ...(more ? ['there are older ones; --limit shows them'] : []),
          ...(items.length === 0 ? ['no events'] : items.map((event) => eventLine(event, known))),
        ].join('\n'),
      );
      return 0;
    });
  });
}
