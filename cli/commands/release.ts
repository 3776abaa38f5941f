import { type Command, Option } from 'commander';
import type { Layout } from '../../agent/layout/types.ts';
import { ERASE_WAYS, type Erase, eraseOf, releaseVolume } from '../../agent/volumes/release.ts';
import type { Claim } from '../../proto/catalog.ts';
import type { Erasure } from '../../proto/report.ts';
import { type DiskOptions, openOptionsOf, withDiskOptions } from '../options.ts';
import { partsOfLayout } from '../parts.ts';
import { diskPicture } from '../picture.ts';
import { type CommonOptions, type Runner, withCommonOptions } from '../run.ts';
import { formatBytes } from '../units.ts';

interface Options extends CommonOptions, DiskOptions {
  readonly erase?: Erase;
  readonly yes?: boolean;
}

const ERASE_HELP =
  'what becomes of its bytes: none leaves them, metadata zeroes what identifies them, zero zeroes all, discard tells the device to drop them, crypto (luks2) zeroes what its key is needed with; default: crypto for luks2, zero for others';

function proofWords({ method, bytesErased, bytesReadBack }: Erasure): string {
  if (method === 'none') return ', whose bytes are as they were';
  return `, erased by ${method}: ${formatBytes(bytesErased)}, of which ${formatBytes(bytesReadBack)} were read back`;
}

export function addRelease(volume: Command, run: Runner): void {
  withCommonOptions(withDiskOptions(volume.command('release <disk> <volume>')))
    .description('end a volume (by id or name): its bytes first, then its place in the table')
    .addOption(new Option('--erase <way>', ERASE_HELP).choices(ERASE_WAYS))
    .option('--yes', 'do not ask')
    .action(async (disk: string, name: string, options: Options) => {
      await run(options, async ({ context, output, picture, ask }) => {
        const confirm = async (claim: Claim, layout: Layout) =>
          await ask(
            () => diskPicture(partsOfLayout(layout), layout.sizeBytes, picture),
            `Release volume ${JSON.stringify(claim.name)} (${formatBytes(claim.length)}, erase: ${eraseOf(claim, options.erase)})?`,
            options.yes === true,
          );
        const { claim, layout, erasure } = await releaseVolume(
          context,
          disk,
          name,
          options.erase,
          confirm,
          openOptionsOf(options),
        );
        const { id, offset, length, state } = claim;
        const volume = { id, name: claim.name, offset, size: length, state };
        output.result({ volume, erasure }, () =>
          [
            diskPicture(partsOfLayout(layout), layout.sizeBytes, picture),
            `released ${claim.name} (${id})${proofWords(erasure)}`,
          ].join('\n'),
        );
        return 0;
      });
    });
}
