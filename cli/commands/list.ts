import type { Command } from 'commander';
import { inspectDisk } from '../../agent/volumes/inspect.ts';
import { volumeViews } from '../../agent/volumes/views.ts';
import { type DiskOptions, openOptionsOf, withDiskOptions } from '../options.ts';
import { type CommonOptions, type Runner, withCommonOptions } from '../run.ts';
import { volumesText } from '../views/volume.ts';

export function addList(volume: Command, run: Runner): void {
  withCommonOptions(withDiskOptions(volume.command('list <disk>')))
    .description("list a disk's volumes")
    .action(async (disk: string, options: CommonOptions & DiskOptions) => {
      await run(options, async ({ context, output }) => {
        const volumes = volumeViews(await inspectDisk(context, disk, openOptionsOf(options)));
        output.result({ volumes }, () => volumesText(volumes));
        return 0;
      });
    });
}
