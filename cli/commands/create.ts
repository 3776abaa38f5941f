import { type Command, Option } from 'commander';
import { createVolume } from '../../agent/volumes/create.ts';
import { parseSize } from '../../agent/volumes/size.ts';
import { FILESYSTEMS, type Filesystem } from '../../proto/catalog.ts';
import { type DiskOptions, openOptionsOf, withDiskOptions } from '../options.ts';
import { partsOfLayout } from '../parts.ts';
import { diskPicture } from '../picture.ts';
import { type CommonOptions, type Runner, withCommonOptions } from '../run.ts';
import { viewsOf, volumesText } from '../views/volume.ts';

interface Options extends CommonOptions, DiskOptions {
  readonly name: string;
  readonly size: string;
  readonly fs: Filesystem;
  readonly label: string;
  readonly mount: string;
  readonly project: string;
}

export function addCreate(volume: Command, run: Runner): void {
  withCommonOptions(withDiskOptions(volume.command('create <disk>')))
    .description('make a volume in free space; it starts as zeros, nothing else on the disk changes')
    .requiredOption('--name <name>', 'name, unique on the disk; 36 characters at most')
    .requiredOption('--size <size>', 'number with B, K, M, G or T (powers of 1024), or rest')
    .addOption(new Option('--fs <filesystem>', 'filesystem to make').choices(FILESYSTEMS).default('none'))
    .option('--label <label>', "the filesystem's label", '')
    .option('--mount <path>', 'where an instance should mount it', '')
    .option('--project <id>', 'project that owns it', '')
    .action(async (disk: string, options: Options) => {
      await run(options, async ({ context, output, picture }) => {
        const { name, fs, label, mount, project } = options;
        const request = {
          name,
          size: parseSize(options.size),
          filesystem: fs,
          label,
          mountPoint: mount,
          project,
        };
        const { claim, layout } = await createVolume(context, disk, request, openOptionsOf(options));
        const [made] = viewsOf(layout, [claim.id]);
        output.result({ volume: made }, () =>
          [
            diskPicture(partsOfLayout(layout), layout.sizeBytes, picture),
            volumesText(made ? [made] : []),
          ].join('\n'),
        );
        return 0;
      });
    });
}
