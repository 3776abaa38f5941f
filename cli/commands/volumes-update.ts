import type { Command } from 'commander';
import { BmvError } from '../../proto/error.ts';
import { type Erasure, eraseOption, policyOptions } from '../registry/new-volume.ts';
import { changesVolume, type VolumeOptions } from '../registry/volume-command.ts';
import type { Runner } from '../run.ts';

interface Options extends VolumeOptions {
  readonly name?: string;
  readonly set?: string;
  readonly erase?: Erasure;
  readonly onRelease?: string;
  readonly onInstanceDelete?: string;
}

export function addVolumesUpdate(volumes: Command, run: Runner): void {
  const [onRelease, onInstanceDelete] = policyOptions();
  const command = volumes
    .command('update <volume>')
    .description('change what the registry alone has of a volume; no step is needed')
    .option('--name <name>', 'its name; its disk goes on to show the one that it was made with')
    .option('--set <set>', "the set that it is in; '' takes it out of its set")
    .addOption(eraseOption('how it is erased one day'))
    .addOption(onRelease)
    .addOption(onInstanceDelete);
  changesVolume<Options>(command, run, {
    examples: ["bmv volumes update data --set ''", 'bmv volumes update data --on-release keep'],
    change: async (api, volume, { name, set, erase, ...policy }) => {
      const { onRelease: on_release, onInstanceDelete: on_instance_delete } = policy;
      const words = Object.entries({ name, set, erase, on_release, on_instance_delete }).filter(
        ([, value]) => value !== undefined,
      );
      if (words.length === 0)
        throw new BmvError(
          'USAGE',
          'say what to change: --name, --set, --erase, --on-release or --on-instance-delete',
        );
      return await api.change(volume, 'update', Object.fromEntries(words));
    },
  });
}
