import { type Command, Option } from 'commander';
import type { Encryption } from '../../proto/catalog.ts';
import { BmvError } from '../../proto/error.ts';
import type { NewVolumeJson, VolumeAnswerJson } from '../../registry/api/schemas/volumes.ts';
import { type TellOptions, withTellOption } from '../options.ts';
import type { RegistryApi } from './api.ts';

/** Ways to erase a volume, as the API has them. */
const ERASURES = ['metadata', 'zero', 'discard', 'crypto'] as const;
export type Erasure = (typeof ERASURES)[number];
type OnRelease = NonNullable<NewVolumeJson['on_release']>;
type OnInstanceDelete = NonNullable<NewVolumeJson['on_instance_delete']>;

const ERASE_HELP =
  'metadata zeroes what identifies it, zero zeroes all of it, discard tells the device to drop it, crypto (of luks2) zeroes the header that its key is for and destroys the key';

/** Of every command that asks for a new volume. */
export interface NewVolumeOptions extends TellOptions {
  readonly project?: string;
  readonly set: string;
  readonly mount: string;
  readonly encryption?: Encryption;
  readonly erase?: Erasure;
  readonly onRelease: OnRelease;
  readonly onInstanceDelete: OnInstanceDelete;
}

/** How a volume's bytes are erased; without a default the registry decides. */
export function eraseOption(what: string): Option {
  return new Option('--erase <way>', `${what}: ${ERASE_HELP}`).choices(ERASURES);
}

/** Whether a volume is encrypted; without a default the registry decides. */
export function encryptionOption(choices: readonly Encryption[], words: string): Option {
  return new Option('--encryption <encryption>', words).choices(choices);
}

/** What becomes of a volume; without defaults, what is left out stays as it is. */
export function policyOptions(): readonly [onRelease: Option, onInstanceDelete: Option] {
  return [
    new Option('--on-release <policy>', 'keep: every release is refused until this is changed').choices([
      'erase',
      'keep',
    ]),
    new Option(
      '--on-instance-delete <policy>',
      'release: the cleaning behind the deletion of its instance erases and ends it',
    ).choices(['keep', 'release']),
  ];
}

export function withNewVolumeOptions(command: Command): Command {
  const [onRelease, onInstanceDelete] = policyOptions();
  return withTellOption(command)
    .option('--project <id>', 'project that owns it; default: that of the user')
    .option('--set <set>', 'name that volumes of one application on several nodes share', '')
    .option('--mount <path>', 'where an instance should mount it', '')
    .addOption(eraseOption('how it is erased one day, by default zero, or crypto of luks2'))
    .addOption(onRelease.default('erase'))
    .addOption(onInstanceDelete.default('keep'));
}

/** What these options say in the API's words. */
export function newVolumeWords({
  project,
  set,
  mount,
  tell,
  encryption,
  erase,
  onRelease,
  onInstanceDelete,
}: NewVolumeOptions): Pick<
  NewVolumeJson,
  'project' | 'set' | 'mount_point' | 'tell' | 'encryption' | 'erase' | 'on_release' | 'on_instance_delete'
> {
  return {
    ...{ set, mount_point: mount },
    ...(erase === undefined ? {} : { erase }),
    // An older registry does not know them.
    ...(tell === undefined ? {} : { tell: [...tell] }),
    ...(encryption === undefined ? {} : { encryption }),
    ...(onRelease === 'erase' ? {} : { on_release: onRelease }),
    ...(onInstanceDelete === 'keep' ? {} : { on_instance_delete: onInstanceDelete }),
    ...(project === undefined ? {} : { project }),
  };
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
