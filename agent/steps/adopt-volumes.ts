import { z } from 'zod';
import { ensuringAdopted } from '../ironic/ensure-adopted.ts';
import { pickDisk } from '../ironic/pick-disk.ts';
import { carryOutAll } from '../ironic/undertaking.ts';
import { disk, selector } from './arguments.ts';
import { defineStep, ON_REQUEST } from './step.ts';

const adoption = z.strictObject({
  select: selector,
  name: z.string().min(1).optional(),
  disk,
  mount_point: z.string().default(''),
  project: z.string().default(''),
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
        'partitions to adopt: select (label:GLOB, partuuid:UUID, index:N, index:N-M or fslabel:GLOB), name, disk, mount_point, project',
      ),
  }),
  run: async ({ volumes }, tools) => {
    const entries = volumes.map(
      ({ select: selector, name = null, disk: named, mount_point: mountPoint, project }) =>
        async () => {
          const device = await pickDisk(named, tools);
          return ensuringAdopted(device, { selector, name, project, mountPoint }, tools.context);
        },
    );
    return { volumes: (await carryOutAll(entries, tools.context)).flat() };
  },
});
