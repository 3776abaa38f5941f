import type { Command } from 'commander';
import { wantedSize } from '../registry/options.ts';
import { changesVolume, type VolumeOptions } from '../registry/volume-command.ts';
import type { Runner } from '../run.ts';

interface Options extends VolumeOptions {
  readonly size: string;
}

export function addVolumesExtend(volumes: Command, run: Runner): void {
  const command = volumes
    .command('extend <volume>')
    .description(
      "ask for a volume (by id or name) to be larger; the node's next step of Ironic makes it so, into the free space right behind it",
    )
    .requiredOption('--size <size>', 'size in all: number with B, K, M, G or T (powers of 1024)');
  changesVolume<Options>(command, run, {
    examples: ['bmv volumes extend data --project web --size 800GiB'],
    change: async (api, volume, { size }) =>
      await api.change(volume, 'extend', { size_bytes: wantedSize(size) }),
  });
}
