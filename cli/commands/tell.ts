import type { Command } from 'commander';
import { type RetoldVolume, tellVolume } from '../../agent/volumes/tell.ts';
import { TELL_WAYS, type TellWay } from '../../proto/catalog.ts';
import { isLocked, tellOf } from '../../proto/tell-words.ts';
import { collectWay, type DiskOptions, openOptionsOf, withDiskOptions } from '../options.ts';
import { type CommonOptions, type Runner, withCommonOptions } from '../run.ts';
import { volumesText } from '../views/volume.ts';

interface Options extends CommonOptions, DiskOptions {
  readonly mount?: string;
  readonly tell?: readonly TellWay[];
}

function collect(text: string, before: readonly TellWay[] = []): readonly TellWay[] {
  return text === 'default' ? [] : collectWay(text, before);
}

function wordsOf({ name, mountPoint, outcome, ...volume }: RetoldVolume): string {
  const ways = tellOf({ ...volume, mountPoint });
  const where = mountPoint === '' ? '' : `, to be mounted at ${mountPoint}`;
  const isHidden = volume.tell?.includes('none') === true && !isLocked(volume);
  const device = isHidden ? 'in no way' : 'as a device that is mounted nowhere';
  const how = ways.length > 0 ? `by ${ways.join(', ')}${where}` : device;
  return `${name} is told ${how}${outcome === 'changed' ? ' from the next image on' : ' already'}`;
}

export function addTell(volume: Command, run: Runner): void {
  withCommonOptions(withDiskOptions(volume.command('tell <disk> <volume>')))
    .description(
      'change how instances are told of a volume (by id or name), from the next image on; not one byte of it is written',
    )
    .option('--mount <path>', 'where an instance should mount it; empty for nowhere; default: as it is')
    .option(
      '--tell <way,...>',
      `how an instance is told where to mount it: ${TELL_WAYS.join(', ')}, or default (cloud-init where there is a mount point); may be given again; default: as it is`,
      collect,
    )
    .action(async (disk: string, name: string, options: Options) => {
      await run(options, async ({ context, output }) => {
        const { mount: mountPoint, tell } = options;
        const request = { volume: name, mountPoint, tell };
        const told = await tellVolume(context, disk, request, openOptionsOf(options));
        output.result({ volume: told }, () => [volumesText([told]), wordsOf(told)].join('\n'));
        return 0;
      });
    });
}
