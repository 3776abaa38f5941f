import type { Command } from 'commander';
import { deploy, type Proposal } from '../../agent/deployment/deploy.ts';
import { openImage } from '../../agent/image/open-image.ts';
import type { ImageHead } from '../../agent/layout/types.ts';
import type { ProofKind } from '../../proto/catalog.ts';
import { BmvError } from '../../proto/error.ts';
import {
  deployOptionsOf,
  type ImageCommandOptions,
  imageOptionsOf,
  type WriteOptions,
  withImageOptions,
  withProofOption,
  withWriteOptions,
} from '../options.ts';
import { type CommonOptions, type Runner, withCommonOptions } from '../run.ts';
import { deploymentJson, deploymentText } from '../views/deployment.ts';
import { planText } from '../views/plan.ts';
import { bootFromVolume } from './deploy-boot-volume.ts';

type Options = CommonOptions &
  ImageCommandOptions &
  WriteOptions & { readonly proof: ProofKind; readonly yes?: boolean; readonly bootVolume?: string };

function question({ layout, plan }: Proposal): string {
  const { path } = layout.disk;
  if (plan.mode === 'whole') return `Replace all of ${path}?`;
  const count = plan.erased.length;
  const lost = count === 0 ? 'no partition is lost' : `${count} partition${count > 1 ? 's are' : ' is'} lost`;
  return `Write it to ${path}? ${lost}, ${plan.kept.length} kept.`;
}

export function addDeploy(program: Command, run: Runner): void {
  withCommonOptions(
    withWriteOptions(withProofOption(withImageOptions(program.command('deploy <image> [disk]')))),
  )
    .usage('[options] <image> <disk> | --boot-volume <name> <disk>')
    .description('write an image around everything that is kept; run again after an interruption, it goes on')
    .option(
      '--boot-volume <name>',
      'write no image: have the disk boot from its bootable volume of this name or id (UEFI; needs root)',
    )
    .option('--yes', 'do not ask')
    .action(async (image: string, disk: string | undefined, options: Options) => {
      if (options.bootVolume !== undefined) {
        await bootFromVolume(image, disk, { ...options, bootVolume: options.bootVolume }, run);
        return;
      }
      await run(options, async ({ context, output, picture, ask }) => {
        if (disk === undefined) throw new BmvError('USAGE', "missing required argument 'disk'");
        const source = await openImage(image, imageOptionsOf(options));
        try {
          let head: ImageHead | null = null;
          let startedAt = 0;
          const confirm = async (proposal: Proposal) => {
            head = proposal.head;
            const { layout, plan } = proposal;
            const agreed = await ask(
              () => planText(layout, proposal.head, plan, picture),
              question(proposal),
              options.yes === true,
            );
            startedAt = performance.now();
            return agreed;
          };
          const result = await deploy(
            context,
            disk,
            source,
            {
              ...(await deployOptionsOf(options, options.proof)),
              delta: options.delta,
              verifyMedia: options.verifyMedia === true,
            },
            confirm,
          );
          const seconds = (performance.now() - startedAt) / 1000;
          const shown = head ?? (await source.readHead(context.signal));
          output.result(deploymentJson(result, shown, seconds), () =>
            deploymentText(result, shown, seconds, picture),
          );
          return 0;
        } finally {
          await source.close();
        }
      });
    });
}
