import type { Command } from 'commander';
import { inspectDisk } from '../../agent/volumes/inspect.ts';
import { type DiskOptions, openOptionsOf, withDiskOptions } from '../options.ts';
import { type CommonOptions, type Runner, withCommonOptions } from '../run.ts';
import { layoutJson, layoutText } from '../views/disk.ts';

export function addShow(program: Command, run: Runner): void {
  withCommonOptions(withDiskOptions(program.command('show <disk>')))
    .description('draw a disk: partitions, volumes, free space, damage; writes nothing')
    .action(async (disk: string, options: CommonOptions & DiskOptions) => {
      await run(options, async ({ context, output, picture }) => {
        const layout = await inspectDisk(context, disk, openOptionsOf(options));
        output.result(layoutJson(layout), () => layoutText(layout, picture));
        return 0;
      });
    });
}
