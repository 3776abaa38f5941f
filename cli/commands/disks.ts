import type { Command } from 'commander';
import { listAllDisks } from '../../hardware-managers/dispatch.ts';
import { type FilesystemUsage, mountedFilesystemUsage } from '../../hardware-managers/filesystem-usage.ts';
import { BmvError } from '../../proto/error.ts';
import { type CommonOptions, type Run, type Runner, withCommonOptions } from '../run.ts';
import { diskJson, disksText } from '../views/disk.ts';

/** How full filesystems are is a nicety: a list of disks without it is still a list. */
async function usageOrNone({ context }: Run): Promise<readonly FilesystemUsage[]> {
  try {
    return await mountedFilesystemUsage();
  } catch (error) {
    if (!(error instanceof BmvError)) throw error;
    context.logger.warn({ code: error.code }, error.message);
    return [];
  }
}

export function addDisks(program: Command, run: Runner): void {
  withCommonOptions(program.command('disks'))
    .description('list every disk: size, sectors, ids, what uses it, how full its mounted filesystems are')
    .action(async (options: CommonOptions) => {
      await run(options, async (session) => {
        const disks = await listAllDisks(session.context.managers);
        const usage = await usageOrNone(session);
        const json = { disks: disks.map((disk) => diskJson(disk, usage)) };
        session.output.result(json, () => disksText(disks, usage));
        return 0;
      });
    });
}
