import type { Command } from 'commander';
import { VOLUME_KEY_BYTES } from '../../proto/channel.ts';
import { BmvError } from '../../proto/error.ts';
import { findVolume } from '../registry/find.ts';
import { type RegistryOptions, withExamples, withRegistryOptions } from '../registry/options.ts';
import { runWithRegistry } from '../registry/run.ts';
import { type Runner, withCommonOptions } from '../run.ts';
import { volumeCalled } from '../views/registry-volume.ts';

interface Options extends RegistryOptions {
  readonly project?: string;
}

/** What the key is for. */
function pipeInto(id: string): string {
  return `bmv volumes key ${id} | cryptsetup open --key-file - /dev/disk/by-partuuid/${id} NAME`;
}

export function addVolumesKey(volumes: Command, run: Runner): void {
  const command = volumes
    .command('key <volume>')
    .description(
      `write the key of an encrypted volume (by id or name), ${VOLUME_KEY_BYTES} bytes, to standard output, which must be no terminal; each reading is an event`,
    )
    .option('--project <id>', 'of this project, where several have a volume of that name');
  withExamples(withCommonOptions(withRegistryOptions(command)), pipeInto('ID')).action(
    async (text: string, options: Options) => {
      await runWithRegistry(run, options, async ({ api, output }) => {
        const volume = await findVolume(api, text, options.project);
        const { id } = volume;
        // Before it is read, which is an event.
        if (output.isTerminal)
          throw new BmvError(
            'USAGE',
            `a key is not shown on a terminal; pipe it to what needs it: ${pipeInto(id)}`,
            {
              volume: id,
            },
          );
        const key = await api.volumeKey(volume);
        if (key.length !== VOLUME_KEY_BYTES)
          throw new BmvError(
            'REGISTRY_ANSWER',
            `the key of ${volumeCalled(volume)} has ${key.length} bytes, not ${VOLUME_KEY_BYTES}; check that --registry is one of this bmv's version`,
            { volume: id },
          );
        if (output.isJson) output.result({ volume: id, key: Buffer.from(key).toString('base64') }, () => '');
        else output.secret(key);
        return 0;
      });
    },
  );
}
