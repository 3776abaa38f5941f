import type { Command } from 'commander';
import type { RecoveryPlan } from '../../agent/layout/plan-recover.ts';
import type { Layout } from '../../agent/layout/types.ts';
import { hasWork, previewRecovery, recover } from '../../agent/volumes/recover.ts';
import { volumeViews } from '../../agent/volumes/views.ts';
import { type DiskOptions, openOptionsOf, withDiskOptions } from '../options.ts';
import { partsOfLayout } from '../parts.ts';
import { diskPicture } from '../picture.ts';
import { type CommonOptions, type Runner, withCommonOptions } from '../run.ts';
import { partitionJson } from '../views/partition.ts';

interface Options extends CommonOptions, DiskOptions {
  readonly acceptClone?: boolean;
  readonly dryRun?: boolean;
  readonly yes?: boolean;
}

function recoveryJson(plan: RecoveryPlan, changed: boolean, sectorBytes: number): object {
  const partition = (entry: RecoveryPlan['kept'][number]) => partitionJson(entry, sectorBytes);
  return {
    changed,
    restored: plan.restored.map(partition),
    kept: plan.kept.map(partition),
    dropped: plan.dropped.map(partition),
    lines: plan.lines,
  };
}

function linesText({ lines }: RecoveryPlan): string {
  return lines.map((line) => `- ${line}`).join('\n');
}

export function addRecover(program: Command, run: Runner): void {
  withCommonOptions(withDiskOptions(program.command('recover <disk>')))
    .description(
      "rebuild a lost or damaged table from the disk's catalog, and end what was interrupted; shows first what it would do",
    )
    .option('--dry-run', 'only show what it would do')
    .option('--accept-clone', 'take over the volumes of the disk that this one is a copy of')
    .option('--yes', 'do not ask')
    .action(async (disk: string, options: Options) => {
      await run(options, async ({ context, output, picture, ask }) => {
        const open = { ...openOptionsOf(options), acceptClone: options.acceptClone === true };
        if (options.dryRun) {
          const plan = await previewRecovery(context, disk, open);
          const text = hasWork(plan) ? linesText(plan) : 'nothing to do';
          output.result(recoveryJson(plan, false, plan.sectorBytes), () => text);
          return 0;
        }
        const confirm = async (plan: RecoveryPlan, layout: Layout) =>
          await ask(() => linesText(plan), `Do this on ${layout.disk.path}?`, options.yes === true);
        const { plan, changed, layout } = await recover(context, disk, confirm, open);
        output.result(
          { ...recoveryJson(plan, changed, layout.sectorBytes), volumes: volumeViews(layout) },
          () =>
            [
              changed
                ? linesText(plan)
                : `nothing to do: table and catalog of ${layout.disk.path} are as they should be`,
              diskPicture(partsOfLayout(layout), layout.sizeBytes, picture),
            ].join('\n'),
        );
        return 0;
      });
    });
}
