import { z } from 'zod';
import { ensureAdopted } from '../ironic/ensure-adopted.ts';
import { pickDisk } from '../ironic/pick-disk.ts';
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
    const adopted: unknown[] = [];
    for (const { select, name = null, disk: named, mount_point: mountPoint, project } of volumes) {
      const device = await pickDisk(named, tools);
      const wanted = { selector: select, name, project, mountPoint };
      adopted.push(...(await ensureAdopted(device, wanted, tools.context)));
    }
    return { volumes: adopted };
  },
});
