import type { Command } from 'commander';
import { BmvError } from '../../proto/error.ts';
import type { VolumeAnswerJson, VolumeJson } from '../../registry/api/schemas/volumes.ts';
import { type Runner, withCommonOptions } from '../run.ts';
import { registryVolumeText, volumeAnswerText } from '../views/registry-volume.ts';
import type { RegistryApi } from './api.ts';
import { findVolume } from './find.ts';
import { type RegistryOptions, withExamples, withRegistryOptions } from './options.ts';
import { type RegistryRun, runWithRegistry } from './run.ts';

/** Of every command that changes a volume. */
export interface VolumeOptions extends RegistryOptions {
  readonly project?: string;
}

interface VolumeCommand<Options extends VolumeOptions> {
  readonly examples: readonly string[];
  readonly change: (
    api: RegistryApi,
    volume: VolumeJson,
    options: Options,
    run: RegistryRun,
  ) => Promise<VolumeAnswerJson>;
}

/** Makes a command that finds one volume, changes it as it was found, and tells what became of it. */
export function changesVolume<Options extends VolumeOptions>(
  command: Command,
  run: Runner,
  { examples, change }: VolumeCommand<Options>,
): void {
  command.option('--project <id>', 'of this project, where several have a volume of that name');
  withExamples(withCommonOptions(withRegistryOptions(command)), ...examples).action(
    async (text: string, options: Options) => {
      await runWithRegistry(run, options, async (registryRun) => {
        const { api, output } = registryRun;
        const volume = await findVolume(api, text, options.project);
        const answer = await change(api, volume, options, registryRun);
        output.result(answer, () => volumeAnswerText(answer));
        return 0;
      });
    },
  );
}

/** Shows the volume and asks before its bytes are lost. Throws `NOT_CONFIRMED`. */
export async function confirmLoss(
  volume: VolumeJson,
  question: string,
  { ask }: RegistryRun,
  yes: boolean,
): Promise<void> {
  if (await ask(() => registryVolumeText(volume, ''), question, yes)) return;
  throw new BmvError('NOT_CONFIRMED', 'not confirmed; nothing was changed', { volume: volume.id });
}
