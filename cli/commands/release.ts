import { type Command, Option } from 'commander';
import type { Layout } from '../../agent/layout/types.ts';
import { ERASE_WAYS, type Erase, releaseVolume } from '../../agent/volumes/release.ts';
import type { Claim } from '../../proto/catalog.ts';
import { type DiskOptions, openOptionsOf, withDiskOptions } from '../options.ts';
import { partsOfLayout } from '../parts.ts';
import { diskPicture } from '../picture.ts';
import { type CommonOptions, type Runner, withCommonOptions } from '../run.ts';
import { formatBytes } from '../units.ts';

interface Options extends CommonOptions, DiskOptions {
  readonly erase: Erase;
  readonly yes?: boolean;
}

const ERASE_HELP =
  'what becomes of its bytes: none leaves them, metadata zeroes what identifies them, zero zeroes all, discard tells the device to drop them';

export function addRelease(volume: Command, run: Runner): void {
  withCommonOptions(withDiskOptions(volume.command('release <disk> <volume>')))
    .description('end a volume (by id or name): its bytes first, then its place in the table')
    .addOption(new Option('--erase <way>', ERASE_HELP).choices(ERASE_WAYS).default('zero'))
    .option('--yes', 'do not ask')
    .action(async (disk: string, name: string, options: Options) => {
      await run(options, async ({ context, output, picture, ask }) => {
        const confirm = async (claim: Claim, layout: Layout) =>
          await ask(
            () => diskPicture(partsOfLayout(layout), layout.sizeBytes, picture),
            `Release volume ${JSON.stringify(claim.name)} (${formatBytes(claim.length)}, erase: ${options.erase})?`,
            options.yes === true,
          );
        const { claim, layout } = await releaseVolume(
          context,
          disk,
          name,
          options.erase,
          confirm,
          openOptionsOf(options),
        );
        const { id, offset, length, state } = claim;
        output.result({ volume: { id, name: claim.name, offset, size: length, state } }, () =>
          [
            diskPicture(partsOfLayout(layout), layout.sizeBytes, picture),
            `released ${claim.name} (${id})`,
          ].join('\n'),
        );
        return 0;
      });
    });
}
