import { type Command, Option } from 'commander';
import { BmvError } from '../../proto/error.ts';
import type { NewVolumeJson, VolumeAnswerJson } from '../../registry/api/schemas/volumes.ts';
import type { RegistryApi } from './api.ts';

/** Ways to erase a volume, as the API has them. */
const ERASURES = ['metadata', 'zero', 'discard'] as const;
export type Erasure = (typeof ERASURES)[number];

const ERASE_HELP =
  'metadata zeroes what identifies it, zero zeroes all of it, discard tells the device to drop it';

/** Of every command that asks for a new volume. */
export interface NewVolumeOptions {
  readonly project?: string;
  readonly set: string;
  readonly mount: string;
  readonly erase: Erasure;
}

/** How a volume's bytes are erased; without a default the registry decides. */
export function eraseOption(what: string): Option {
  return new Option('--erase <way>', `${what}: ${ERASE_HELP}`).choices(ERASURES);
}

export function withNewVolumeOptions(command: Command): Command {
  return command
    .option('--project <id>', 'project that owns it; default: that of the user')
    .option('--set <set>', 'name that volumes of one application on several nodes share', '')
    .option('--mount <path>', 'where an instance should mount it', '')
    .addOption(eraseOption('how it is erased one day').default('zero'));
}

/** What these options say in the API's words. */
export function newVolumeWords({
  project,
  set,
  mount,
  erase,
}: NewVolumeOptions): Pick<NewVolumeJson, 'project' | 'set' | 'mount_point' | 'erase'> {
  return { set, mount_point: mount, erase, ...(project === undefined ? {} : { project }) };
}

/** Asks for the volume. Where no answer came, the error says how to repeat it safely. */
export async function askForVolume(
  api: RegistryApi,
  body: NewVolumeJson & { readonly id: string },
): Promise<VolumeAnswerJson> {
  try {
    return await api.newVolume(body);
  } catch (error) {
    if (!(error instanceof BmvError) || !['REGISTRY_UNREACHABLE', 'ABORTED'].includes(error.code))
      throw error;
    const repeat = body.adopt ? '' : `; repeated with --id ${body.id} it makes one volume at most`;
    throw new BmvError(error.code, `${error.message}${repeat}`, { ...error.fields, cause: error });
  }
}
