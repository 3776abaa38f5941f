import type { Command } from 'commander';
import { findVolume, nodeName } from '../registry/find.ts';
import { type RegistryOptions, withExamples, withRegistryOptions } from '../registry/options.ts';
import { runWithRegistry } from '../registry/run.ts';
import { type Runner, withCommonOptions } from '../run.ts';
import { registryVolumeText } from '../views/registry-volume.ts';

interface Options extends RegistryOptions {
  readonly project?: string;
}

export function addVolumesShow(volumes: Command, run: Runner): void {
  const command = volumes
    .command('show <volume>')
    .description('all that the registry knows of a volume, by id or name')
    .option('--project <id>', 'of this project, where several have a volume of that name');
  withExamples(withCommonOptions(withRegistryOptions(command)), 'bmv volumes show data --project web').action(
    async (text: string, options: Options) => {
      await runWithRegistry(run, options, async ({ api, output }) => {
        const volume = await findVolume(api, text, options.project);
        const name = await nodeName(api, volume.node);
        output.result({ volume }, () => registryVolumeText(volume, name));
        return 0;
      });
    },
  );
}
