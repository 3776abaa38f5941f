import type { Command } from 'commander';
import { changesVolume } from '../registry/volume-command.ts';
import type { Runner } from '../run.ts';

export function addVolumesCancel(volumes: Command, run: Runner): void {
  const command = volumes
    .command('cancel <volume>')
    .description(
      'take back what was asked for and not yet carried out: a reservation, an adoption or an extension',
    );
  changesVolume(command, run, {
    examples: ['bmv volumes cancel data --project web'],
    change: async (api, volume) => await api.change(volume, 'cancel', {}),
  });
}
