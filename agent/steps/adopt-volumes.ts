import { z } from 'zod';
import { TELL_WAYS } from '../../proto/catalog.ts';
import { ensuringAdopted } from '../ironic/ensure-adopted.ts';
import { pickDisk } from '../ironic/pick-disk.ts';
import { carryOutAll } from '../ironic/undertaking.ts';
import { disk, selector, tell } from './arguments.ts';
import { defineStep, ON_REQUEST } from './step.ts';

const adoption = z.strictObject({
  select: selector,
  name: z.string().min(1).optional(),
  disk,
  mount_point: z.string().default(''),
  tell,
  project: z.string().default(''),
  encryption: z.literal('opaque').optional(),
});

/** Existing partitions become volumes; none of their bytes changes. */
export const adoptVolumesStep = defineStep({
  name: 'adopt_volumes',
  interface: 'deploy',
  writes: true,
  offers: ON_REQUEST,
  args: z.strictObject({
    volumes: z
      .array(adoption)
      .min(1)
      .describe(
        `partitions to adopt: select (label:GLOB, partuuid:UUID, index:N, index:N-M or fslabel:GLOB), name, disk, mount_point, tell (list of ${TELL_WAYS.join(', ')}; default: cloud-init where there is a mount point, none where it is encrypted), project, encryption (opaque: its tenant encrypts it; what holds LUKS is so without a word)`,
      ),
  }),
  run: async ({ volumes }, tools) => {
    const entries = volumes.map(
      ({ select: selector, name = null, disk: named, mount_point: mountPoint, ...more }) =>
        async () => {
          const device = await pickDisk(named, tools);
          return ensuringAdopted(device, { selector, name, mountPoint, ...more }, tools.context);
        },
    );
    return { volumes: (await carryOutAll(entries, tools.context)).flat() };
  },
});
