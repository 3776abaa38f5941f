import type { Command } from 'commander';
import { verifyVolumes } from '../../agent/volumes/verify.ts';
import type { ProofKind } from '../../proto/catalog.ts';
import { EXIT } from '../exit-code.ts';
import { type DiskOptions, openOptionsOf, withDiskOptions, withProofOption } from '../options.ts';
import { type CommonOptions, type Runner, withCommonOptions } from '../run.ts';
import { verificationsText } from '../views/volume.ts';

type Options = CommonOptions & DiskOptions & { readonly proof: ProofKind };

export function addVerify(volume: Command, run: Runner): void {
  withCommonOptions(withProofOption(withDiskOptions(volume.command('verify <disk> [volume]'))))
    .description(
      'check volumes (all, or one by id or name) against table, catalog and earlier digests; exit 1 for a problem',
    )
    .action(async (disk: string, name: string | undefined, options: Options) => {
      await run(options, async ({ context, output }) => {
        const volumes = await verifyVolumes(
          context,
          disk,
          name ?? null,
          options.proof,
          openOptionsOf(options),
        );
        output.result({ volumes }, () => verificationsText(volumes));
        return volumes.every(({ ok }) => ok) ? EXIT.done : EXIT.failed;
      });
    });
}
