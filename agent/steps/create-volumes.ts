import { z } from 'zod';
import { FILESYSTEMS } from '../../proto/catalog.ts';
import { BmvError } from '../../proto/error.ts';
import { ensuringVolume } from '../ironic/ensure-volume.ts';
import { diskForVolume } from '../ironic/pick-disk.ts';
import { carryOutAll } from '../ironic/undertaking.ts';
import { disk, size } from './arguments.ts';
import { defineStep, ON_REQUEST } from './step.ts';

const volume = z.strictObject({
  name: z.string().min(1),
  size,
  disk,
  filesystem: z.enum(FILESYSTEMS).default('none'),
  label: z.string().default(''),
  mount_point: z.string().default(''),
  project: z.string().default(''),
});

/** Throws `STEP_ARGUMENT`: once both are made, a repeated step could not tell which of them is meant. */
function expectOnlyOne(name: string, volumes: readonly { readonly name: string }[]): void {
  if (volumes.filter((other) => other.name === name).length === 1) return;
  throw new BmvError(
    'STEP_ARGUMENT',
    `argument volumes: there is more than one ${JSON.stringify(name)}; leave one out, or name a disk of its own for each`,
    { volume: name },
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
        `volumes to make: name, size (10G, rest), disk (default: the one with a volume of that name, else the root device), filesystem (${FILESYSTEMS.join(', ')}), label, mount_point, project`,
      ),
  }),
  run: async ({ volumes }, tools) => {
    const entries = volumes.map(({ mount_point: mountPoint, disk: named, ...wanted }) => async () => {
      if (named === undefined) expectOnlyOne(wanted.name, volumes);
      const device = await diskForVolume(wanted.name, named, tools);
      return ensuringVolume(device, { ...wanted, mountPoint }, tools.context);
    });
    return { volumes: await carryOutAll(entries, tools.context) };
  },
});
