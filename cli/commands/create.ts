import { type Command, Option } from 'commander';
import type { Context } from '../../agent/context.ts';
import { openImage } from '../../agent/image/open-image.ts';
import { createVolume } from '../../agent/volumes/create.ts';
import { parseSize } from '../../agent/volumes/size.ts';
import type { VolumeImage } from '../../agent/volumes/volume-image.ts';
import { ENCRYPTIONS, type Encryption, FILESYSTEMS, type Filesystem } from '../../proto/catalog.ts';
import { BmvError } from '../../proto/error.ts';
import { readKeyFile } from '../key-file.ts';
import {
  type DiskOptions,
  openOptionsOf,
  type TellOptions,
  withDiskOptions,
  withTellOption,
} from '../options.ts';
import { partsOfLayout } from '../parts.ts';
import { diskPicture } from '../picture.ts';
import { type CommonOptions, type Runner, withCommonOptions } from '../run.ts';
import { viewsOf, volumesText } from '../views/volume.ts';

interface Options extends CommonOptions, DiskOptions, TellOptions {
  readonly name: string;
  readonly size: string;
  readonly fs: Filesystem;
  readonly label: string;
  readonly mount: string;
  readonly project: string;
  readonly image?: string;
  readonly checksum?: string;
  readonly bootable?: boolean;
  readonly verifyMedia?: boolean;
  readonly encryption: Encryption;
  readonly keyFile?: string;
}

/** Opens the image that was named and closes it when it was used. Throws `USAGE` where a word makes no sense without the other. */
async function withImage<T>(
  { image: location, checksum, bootable = false, verifyMedia = false }: Options,
  use: (image?: VolumeImage) => Promise<T>,
): Promise<T> {
  if (location === undefined) {
    if (bootable) throw new BmvError('USAGE', '--bootable needs a system to boot; add --image');
    return await use();
  }
  if (bootable && checksum === undefined)
    throw new BmvError('USAGE', '--bootable needs --checksum: what was not verified is not booted from');
  const known = checksum === undefined ? {} : { checksum };
  const source = await openImage(location, { ...known, expect: 'filesystem' });
  try {
    return await use({ source, bootable, verifyMedia });
  } finally {
    await source.close();
  }
}

/** With the key of the volume that is to be made. Throws `USAGE` where one word makes no sense without the other. */
function withKey({ encryption, keyFile }: Options, context: Context): Context {
  if (encryption === 'luks2' && keyFile === undefined)
    throw new BmvError(
      'USAGE',
      '--encryption luks2 needs --key-file, a file of 32 random bytes; keep it, for nothing else opens the volume',
    );
  if (keyFile === undefined) return context;
  if (encryption !== 'luks2') throw new BmvError('USAGE', '--key-file is for --encryption luks2; add that');
  return { ...context, keyFor: async () => await readKeyFile(keyFile) };
}

export function addCreate(volume: Command, run: Runner): void {
  withTellOption(withCommonOptions(withDiskOptions(volume.command('create <disk>'))))
    .description('make a volume in free space; it starts as zeros, nothing else on the disk changes')
    .requiredOption('--name <name>', 'name, unique on the disk; 36 characters at most')
    .requiredOption('--size <size>', 'number with B, K, M, G or T (powers of 1024), or rest')
    .addOption(new Option('--fs <filesystem>', 'filesystem to make').choices(FILESYSTEMS).default('none'))
    .option('--label <label>', "the filesystem's label", '')
    .option('--mount <path>', 'where an instance should mount it', '')
    .option('--project <id>', 'project that owns it', '')
    .option('--image <image>', 'path or URL of a filesystem to fill it with, instead of --fs')
    .option('--checksum <checksum>', 'of the image: ALGO:HEX, or the URL or path of a checksum file')
    .option('--bootable', 'the image is an operating system: look that it can be booted from (needs root)')
    .option('--verify-media', 'read all of the image back from the disk before the volume is made')
    .addOption(
      new Option(
        '--encryption <way>',
        'luks2: by a header that is made now and a key of yours; opaque: its tenant sees to it',
      )
        .choices(ENCRYPTIONS)
        .default('none'),
    )
    .option('--key-file <file>', 'of luks2: 32 random bytes, the only key; readable for you alone')
    .action(async (disk: string, options: Options) => {
      await run(options, async ({ context, output, picture }) => {
        const { name, fs, label, mount, tell, project, encryption } = options;
        const keyed = withKey(options, context);
        const request = {
          name,
          size: parseSize(options.size),
          filesystem: fs,
          label,
          mountPoint: mount,
          tell,
          project,
          encryption,
        };
        const { claim, layout } = await withImage(
          options,
          async (opened) =>
            await createVolume(keyed, disk, request, { ...openOptionsOf(options), image: opened }),
        );
        const [made] = viewsOf(layout, [claim.id]);
        output.result({ volume: made }, () =>
          [
            diskPicture(partsOfLayout(layout), layout.sizeBytes, picture),
            volumesText(made ? [made] : []),
          ].join('\n'),
        );
        return 0;
      });
    });
}
