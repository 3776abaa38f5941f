import type { Command } from 'commander';
import { extendVolume } from '../../agent/volumes/extend.ts';
import { inspectDisk } from '../../agent/volumes/inspect.ts';
import { parseSize } from '../../agent/volumes/size.ts';
import { type DiskOptions, openOptionsOf, withDiskOptions } from '../options.ts';
import { partsOfLayout } from '../parts.ts';
import { diskPicture } from '../picture.ts';
import { type CommonOptions, type Runner, withCommonOptions } from '../run.ts';
import { formatBytes } from '../units.ts';
import { volumesText } from '../views/volume.ts';

interface Options extends CommonOptions, DiskOptions {
  readonly size: string;
}

export function addExtend(volume: Command, run: Runner): void {
  withCommonOptions(withDiskOptions(volume.command('extend <disk> <volume>')))
    .description('make a volume (by id or name) larger, into the free space right behind it')
    .requiredOption(
      '--size <size>',
      'size in all: number with B, K, M, G or T (powers of 1024), or rest for all that is free there',
    )
    .action(async (disk: string, name: string, options: Options) => {
      await run(options, async ({ context, output, picture }) => {
        const request = { volume: name, size: parseSize(options.size) };
        const extended = await extendVolume(context, disk, request, openOptionsOf(options));
        const layout = await inspectDisk(context, disk, openOptionsOf(options));
        const { outcome, note, size, sizeBefore } = extended;
        const what =
          outcome === 'extended'
            ? `extended ${extended.name} from ${formatBytes(sizeBefore)} to ${formatBytes(size)}`
            : `${extended.name} has ${formatBytes(size)} already`;
        output.result({ volume: extended }, () =>
          [
            diskPicture(partsOfLayout(layout), layout.sizeBytes, picture),
            volumesText([extended]),
            note === '' ? what : `${what}; ${note}`,
          ].join('\n'),
        );
        return 0;
      });
    });
}
