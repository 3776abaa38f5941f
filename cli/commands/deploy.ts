import type { Command } from 'commander';
import { deploy, type Proposal } from '../../agent/deployment/deploy.ts';
import { openImage } from '../../agent/image/open-image.ts';
import type { ImageHead } from '../../agent/layout/types.ts';
import type { ProofKind } from '../../proto/catalog.ts';
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

type Options = CommonOptions &
  ImageCommandOptions &
  WriteOptions & { readonly proof: ProofKind; readonly yes?: boolean };

function question({ layout, plan }: Proposal): string {
  const { path } = layout.disk;
  if (plan.mode === 'whole') return `Replace all of ${path}?`;
  const count = plan.erased.length;
  const lost = count === 0 ? 'no partition is lost' : `${count} partition${count > 1 ? 's are' : ' is'} lost`;
  return `Write it to ${path}? ${lost}, ${plan.kept.length} kept.`;
}

export function addDeploy(program: Command, run: Runner): void {
  withCommonOptions(
    withWriteOptions(withProofOption(withImageOptions(program.command('deploy <image> <disk>')))),
  )
    .description('write an image around everything that is kept; run again after an interruption, it goes on')
    .option('--yes', 'do not ask')
    .action(async (image: string, disk: string, options: Options) => {
      await run(options, async ({ context, output, picture, ask }) => {
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
