import { type Command, Option } from 'commander';
import { parseSelector } from '../../agent/layout/selector.ts';
import { adoptVolumes } from '../../agent/volumes/adopt.ts';
import {
  type DiskOptions,
  openOptionsOf,
  type TellOptions,
  withDiskOptions,
  withTellOption,
} from '../options.ts';
import { type CommonOptions, type Runner, withCommonOptions } from '../run.ts';
import { viewsOf, volumesText } from '../views/volume.ts';

interface Options extends CommonOptions, DiskOptions, TellOptions {
  readonly select: string;
  readonly name?: string;
  readonly mount: string;
  readonly project: string;
  readonly encryption?: 'opaque';
}

export function addAdopt(volume: Command, run: Runner): void {
  withTellOption(withCommonOptions(withDiskOptions(volume.command('adopt <disk>'))))
    .description('make volumes of existing partitions; not one byte of them is written')
    .requiredOption('--select <selector>', 'label:GLOB, partuuid:UUID, index:N, index:N-M or fslabel:GLOB')
    .option('--name <name>', "name of a single volume; default: the partition's own name")
    .option('--mount <path>', 'where an instance should mount it', '')
    .option('--project <id>', 'project that owns it', '')
    .addOption(
      new Option(
        '--encryption <way>',
        'opaque: its tenant encrypts it; what holds LUKS is so without a word',
      ).choices(['opaque']),
    )
    .action(async (disk: string, options: Options) => {
      await run(options, async ({ context, output }) => {
        const { select, name = null, mount, tell, project, encryption } = options;
        const request = {
          selector: parseSelector(select),
          name,
          mountPoint: mount,
          tell,
          project,
          encryption,
        };
        const { claims, layout } = await adoptVolumes(context, disk, request, openOptionsOf(options));
        const volumes = viewsOf(
          layout,
          claims.map(({ id }) => id),
        );
        output.result({ volumes }, () => volumesText(volumes));
        return 0;
      });
    });
}
