import type { Command } from 'commander';
import { BmvError } from '../../proto/error.ts';
import { type Erasure, eraseOption } from '../registry/new-volume.ts';
import { changesVolume, confirmLoss, type VolumeOptions } from '../registry/volume-command.ts';
import type { Runner } from '../run.ts';
import { volumeCalled } from '../views/registry-volume.ts';

interface Options extends VolumeOptions {
  /** True: of the project that is known. */
  readonly accept?: string | true;
  readonly release?: boolean;
  readonly ignore?: boolean;
  readonly erase?: Erasure;
  readonly yes?: boolean;
}

/** What the API is asked for. Throws `USAGE`. */
function resolutionOf({ accept, release, ignore, erase }: Options): object {
  const said = [accept !== undefined, release === true, ignore === true].filter(Boolean).length;
  if (said !== 1)
    throw new BmvError('USAGE', 'say what becomes of the volume: --accept [PROJECT], --release or --ignore');
  if (erase !== undefined && !release)
    throw new BmvError('USAGE', '--erase is for --release; nothing else erases');
  if (release) return { resolution: 'release', ...(erase === undefined ? {} : { erase }) };
  if (ignore) return { resolution: 'ignore' };
  return { resolution: 'accept', ...(typeof accept === 'string' ? { project: accept } : {}) };
}

export function addVolumesResolve(volumes: Command, run: Runner): void {
  const command = volumes
    .command('resolve <volume>')
    .description('decide about a volume in quarantine (by id or name)')
    .option('--accept [project]', 'it is sound, and the project that is known, or this one, owns it')
    .option('--release', 'it is to be erased')
    .option(
      '--ignore',
      "it is nobody's, and holds neither its node nor space: its disk is gone for good; the registry's key of it is destroyed",
    )
    .addOption(eraseOption('with --release'))
    .option('--yes', 'do not ask before a release, or before a key is destroyed');
  changesVolume<Options>(command, run, {
    examples: [
      'bmv volumes resolve 5bf3dc67-0e1f-4d0a-9f0e-0b1c6ee0a3f2 --accept web',
      'bmv volumes resolve 5bf3dc67-0e1f-4d0a-9f0e-0b1c6ee0a3f2 --release --erase zero',
    ],
    change: async (api, volume, options, registryRun) => {
      const body = resolutionOf(options);
      if (options.release) {
        const question = `Release ${volumeCalled(volume)} on node ${volume.node} (erase: ${options.erase ?? volume.erase})?`;
        await confirmLoss(volume, question, registryRun, options.yes === true);
      }
      if (options.ignore && volume.encryption === 'luks2') {
        const question = `Ignore ${volumeCalled(volume)} and destroy its key, so that nobody reads it again who has no copy?`;
        await confirmLoss(volume, question, registryRun, options.yes === true);
      }
      return await api.change(volume, 'resolve', body);
    },
  });
}
