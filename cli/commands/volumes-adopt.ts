import type { Command } from 'commander';
import { BmvError } from '../../proto/error.ts';
import { findNode, isId } from '../registry/find.ts';
import {
  askForVolume,
  encryptionOption,
  type NewVolumeOptions,
  newVolumeWords,
  withNewVolumeOptions,
} from '../registry/new-volume.ts';
import { type RegistryOptions, withExamples, withRegistryOptions } from '../registry/options.ts';
import { runWithRegistry } from '../registry/run.ts';
import { type Runner, withCommonOptions } from '../run.ts';
import { volumeAnswerText } from '../views/registry-volume.ts';

interface Options extends RegistryOptions, NewVolumeOptions {
  readonly node: string;
  readonly name: string;
}

export function addVolumesAdopt(volumes: Command, run: Runner): void {
  const command = volumes
    .command('adopt <partuuid>')
    .description(
      "make a volume of a partition that is there, by its unique GUID; the node's next step claims it, and none of its bytes changes",
    )
    .requiredOption('--node <node>', 'the node that has it, by UUID or name')
    .requiredOption('--name <name>', 'name of the volume, unique in its project')
    .addOption(
      encryptionOption(
        ['none', 'opaque'],
        'opaque: somebody encrypted it; default: as it is, by the LUKS that is in it',
      ),
    );
  withExamples(
    withCommonOptions(withRegistryOptions(withNewVolumeOptions(command))),
    'bmv volumes adopt 5bf3dc67-0e1f-4d0a-9f0e-0b1c6ee0a3f2 --node rack1-07 --name scratch --project web',
  ).action(async (partition: string, options: Options) => {
    await runWithRegistry(run, options, async ({ api, output }) => {
      if (!isId(partition))
        throw new BmvError(
          'USAGE',
          `${JSON.stringify(partition)} is no GUID of a partition; \`bmv nodes show NODE --json\` lists them`,
        );
      const node = await findNode(api, options.node);
      const answer = await askForVolume(api, {
        ...{ id: partition.toLowerCase(), adopt: true, name: options.name, node },
        ...newVolumeWords(options),
      });
      output.result(answer, () => volumeAnswerText(answer));
      return 0;
    });
  });
}
