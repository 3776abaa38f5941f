import { deployBootVolume } from '../../agent/boot-volume/deploy-boot-volume.ts';
import type { Proposal } from '../../agent/deployment/deploy.ts';
import type { Plan } from '../../agent/layout/types.ts';
import type { ProofKind } from '../../proto/catalog.ts';
import { BmvError } from '../../proto/error.ts';
import { deployOptionsOf, type ImageCommandOptions } from '../options.ts';
import { partsOfLayout } from '../parts.ts';
import { diskPicture } from '../picture.ts';
import type { CommonOptions, Runner } from '../run.ts';
import { proofLine } from '../views/deployment.ts';
import { planText } from '../views/plan.ts';

interface Options extends CommonOptions, ImageCommandOptions {
  readonly proof: ProofKind;
  readonly yes?: boolean;
  readonly bootVolume: string;
}

function question(volume: string, { layout, plan }: Proposal): string {
  const lost = plan.erased.length === 0 ? 'no partition is' : `${plan.erased.length} partitions are`;
  return `Have ${layout.disk.path} boot from volume ${JSON.stringify(volume)}? ${lost} lost, ${plan.kept.length} kept.`;
}

function espNumber({ placements }: Plan): number | null {
  return placements[0]?.entry.number ?? null;
}

/** `bmv deploy --boot-volume NAME DISK`: of the command's two places only the first has something. */
export async function bootFromVolume(
  disk: string,
  other: string | undefined,
  options: Options,
  run: Runner,
): Promise<void> {
  const { bootVolume, proof, yes = false } = options;
  await run(options, async ({ context, output, picture, ask }) => {
    if (other !== undefined || options.checksum !== undefined)
      throw new BmvError(
        'USAGE',
        '--boot-volume writes no image; leave the image and its checksum out, or leave --boot-volume out',
      );
    const confirm = async (proposal: Proposal) => {
      const { layout, head, plan } = proposal;
      return await ask(() => planText(layout, head, plan, picture), question(bootVolume, proposal), yes);
    };
    const wanted = await deployOptionsOf(options, proof);
    const { result, volume, notes } = await deployBootVolume(context, disk, bootVolume, wanted, confirm);
    const { after, plan, proofs, resumed } = result;
    const { id, name } = volume;
    const shown = { bootVolume: { id, name }, esp: espNumber(plan), notes, proofs, resumed };
    output.result(shown, () =>
      [
        diskPicture(partsOfLayout(after), after.sizeBytes, picture),
        ...notes.map((note) => `- ${note}`),
        `${after.disk.path} boots from volume ${JSON.stringify(name)} (${id}) by partition ${espNumber(plan)}`,
        ...proofs.map(proofLine),
      ].join('\n'),
    );
    return 0;
  });
}
