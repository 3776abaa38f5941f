import type { Command } from 'commander';
import { type Erasure, eraseOption } from '../registry/new-volume.ts';
import { changesVolume, confirmLoss, type VolumeOptions } from '../registry/volume-command.ts';
import type { Runner } from '../run.ts';
import { formatBytes } from '../units.ts';
import { volumeCalled } from '../views/registry-volume.ts';

interface Options extends VolumeOptions {
  readonly erase?: Erasure;
  readonly yes?: boolean;
}

export function addVolumesRelease(volumes: Command, run: Runner): void {
  const command = volumes
    .command('release <volume>')
    .description(
      "end a volume (by id or name): the node's next step of Ironic erases it, and its space is free once that is proven",
    )
    .addOption(eraseOption('how it is erased, by default as was said when it was made'))
    .option('--yes', 'do not ask');
  changesVolume<Options>(command, run, {
    examples: ['bmv volumes release data --project web', 'bmv volumes release data --erase discard --yes'],
    change: async (api, volume, { erase, yes }, registryRun) => {
      const size = formatBytes(volume.size_bytes);
      const question = `Release ${volumeCalled(volume)} on node ${volume.node} (${size}, erase: ${erase ?? volume.erase})?`;
      await confirmLoss(volume, question, registryRun, yes === true);
      return await api.change(volume, 'release', erase === undefined ? {} : { erase });
    },
  });
}
