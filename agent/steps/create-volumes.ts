import { z } from 'zod';
import { ENCRYPTIONS, FILESYSTEMS, TELL_WAYS } from '../../proto/catalog.ts';
import { BmvError } from '../../proto/error.ts';
import { tellOf } from '../../proto/tell-words.ts';
import { describedVolumeImage, volumeImageSchema } from '../ironic/described-volume-image.ts';
import { type EnsuredVolume, ensuringVolume, type WantedImage } from '../ironic/ensure-volume.ts';
import { diskForVolume } from '../ironic/pick-disk.ts';
import { carryOutAll } from '../ironic/undertaking.ts';
import { disk, size, tell } from './arguments.ts';
import { defineStep, ON_REQUEST, type StepTools } from './step.ts';

const volume = z.strictObject({
  name: z.string().min(1),
  size,
  disk,
  filesystem: z.enum(FILESYSTEMS).default('none'),
  label: z.string().default(''),
  mount_point: z.string().default(''),
  tell,
  project: z.string().default(''),
  encryption: z.enum(ENCRYPTIONS).default('none'),
  image: volumeImageSchema.optional(),
  bootable: z.boolean().default(false),
});
type WantedVolume = z.output<typeof volume>;

/** Throws `STEP_ARGUMENT` for a volume that is to be booted from with nothing in it. */
function imageOf({ name, image, bootable }: WantedVolume, tools: StepTools): WantedImage | undefined {
  if (image) return describedVolumeImage(image, bootable, tools);
  if (!bootable) return undefined;
  throw new BmvError(
    'STEP_ARGUMENT',
    `argument volumes: ${JSON.stringify(name)} is to be bootable, but has no image; give image (url, checksum)`,
    { volume: name },
  );
}

/** Throws `STEP_ARGUMENT`: once both are made, a repeated step could not tell which of them is meant. */
function expectOnlyOne(name: string, volumes: readonly { readonly name: string }[]): void {
  if (volumes.filter((other) => other.name === name).length === 1) return;
  throw new BmvError(
    'STEP_ARGUMENT',
    `argument volumes: there is more than one ${JSON.stringify(name)}; leave one out, or name a disk of its own for each`,
    { volume: name },
  );
}

/** Throws `STEP_REFUSED`: without a registry there is nobody to keep a key. */
function expectKeys(volumes: readonly WantedVolume[], { context }: StepTools): void {
  const encrypted = volumes.find(({ encryption }) => encryption === 'luks2');
  if (!encrypted || context.keyFor) return;
  throw new BmvError(
    'STEP_REFUSED',
    `volume ${JSON.stringify(encrypted.name)} is to be luks2, but this agent has no registry to get its key from; set registry_url in the ramdisk, or take encryption opaque, which the tenant sees to`,
    { volume: encrypted.name },
  );
}

/** What is made behind the image is in no config drive. */
function untoldNotes(ensured: readonly EnsuredVolume[], { kind, state }: StepTools): readonly string[] {
  if (kind !== 'deploy' || state.installDevice === null) return [];
  const late = ensured.filter((made) => made.outcome === 'created' && tellOf(made).length > 0);
  return late.map(
    ({ name }) =>
      `the next instance is told of volume ${JSON.stringify(name)}, and this one is not, for its image is written: give create_volumes a higher priority than the image has (90, where the disk has been cleaned)`,
  );
}

/**
 * Volumes come from the step's arguments and nowhere else: a lessee can write `extra` and `instance_info`.
 * A volume that is there already stays as it is, so the step may be repeated.
 */
export const createVolumes = defineStep({
  name: 'create_volumes',
  interface: 'deploy',
  writes: true,
  offers: ON_REQUEST,
  args: z.strictObject({
    volumes: z
      .array(volume)
      .min(1)
      .describe(
        `volumes to make: name, size (10G, rest), disk (default: the one with a volume of that name, else the root device), filesystem (${FILESYSTEMS.join(', ')}), label, mount_point, tell (list of ${TELL_WAYS.join(', ')}; default: cloud-init where there is a mount point, none where it is encrypted), project, encryption (${ENCRYPTIONS.join(', ')}; luks2 needs a registry, which reserves the volume and has its key; opaque: the tenant encrypts it); or instead of a filesystem image (url, checksum, disk_format) of one, and bootable for an operating system to boot from`,
      ),
  }),
  run: async ({ volumes }, tools) => {
    expectKeys(volumes, tools);
    const entries = volumes.map((entry) => async () => {
      const { mount_point: mountPoint, disk: named, image: _image, bootable: _bootable, ...wanted } = entry;
      if (named === undefined) expectOnlyOne(wanted.name, volumes);
      const image = imageOf(entry, tools);
      const device = await diskForVolume(wanted.name, named, tools);
      return ensuringVolume(device, { ...wanted, mountPoint }, tools.context, image);
    });
    const ensured = await carryOutAll(entries, tools.context);
    const notes = untoldNotes(ensured, tools);
    return { volumes: ensured, ...(notes.length > 0 ? { notes } : {}) };
  },
});
