import type { Command } from 'commander';
import { previewDeployment } from '../../agent/deployment/preview.ts';
import { openImage } from '../../agent/image/open-image.ts';
import { EXIT } from '../exit-code.ts';
import { deployOptionsOf, type ImageCommandOptions, imageOptionsOf, withImageOptions } from '../options.ts';
import { type CommonOptions, type Runner, withCommonOptions } from '../run.ts';
import { planJson, previewText } from '../views/plan.ts';

export function addPlan(program: Command, run: Runner): void {
  withCommonOptions(withImageOptions(program.command('plan <image> <disk>')))
    .description(
      'show the disk before and after a deployment, or everything that stands in its way; writes nothing',
    )
    .action(async (image: string, disk: string, options: CommonOptions & ImageCommandOptions) => {
      await run(options, async ({ context, output, picture }) => {
        const source = await openImage(image, imageOptionsOf(options));
        try {
          const preview = await previewDeployment(
            context,
            disk,
            source,
            await deployOptionsOf(options, 'sample'),
          );
          const { layout, head, result } = preview;
          output.result(planJson(layout, head, result.plan, result.conflicts), () =>
            previewText(preview, picture),
          );
          return result.plan ? EXIT.done : EXIT.refused;
        } finally {
          await source.close();
        }
      });
    });
}
