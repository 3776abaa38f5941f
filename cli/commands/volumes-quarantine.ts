import type { Command } from 'commander';
import { changesVolume, type VolumeOptions } from '../registry/volume-command.ts';
import type { Runner } from '../run.ts';

interface Options extends VolumeOptions {
  readonly reason: string;
}

export function addVolumesQuarantine(volumes: Command, run: Runner): void {
  const command = volumes
    .command('quarantine <volume>')
    .description(
      'put a volume (by id or name) aside: it is neither attached nor erased until somebody resolves it',
    )
    .requiredOption('--reason <text>', 'one line, for the alarm and the audit');
  changesVolume<Options>(command, run, {
    examples: ['bmv volumes quarantine data --project web --reason "disk makes noises"'],
    change: async (api, volume, { reason }) => await api.change(volume, 'quarantine', { reason }),
  });
}
