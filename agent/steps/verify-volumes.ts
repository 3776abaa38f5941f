import { z } from 'zod';
import { BmvError } from '../../proto/error.ts';
import { diskOfVolume, disksWithVolumes } from '../ironic/pick-disk.ts';
import { verifyVolumes } from '../volumes/verify.ts';
import { proof, volumeDisk } from './arguments.ts';
import { defineStep, ON_REQUEST, type StepTools } from './step.ts';

/** Which volume of which disk; null for all of them. */
interface Target {
  readonly device: string;
  readonly volume: string | null;
}

async function targetsOf(
  volumes: readonly string[] | undefined,
  disk: string | undefined,
  tools: StepTools,
): Promise<readonly Target[]> {
  if (volumes === undefined)
    return (await disksWithVolumes(disk, tools)).map((device) => ({ device, volume: null }));
  const targets: Target[] = [];
  for (const volume of volumes) targets.push({ device: await diskOfVolume(volume, disk, tools), volume });
  return targets;
}

/** Reads volumes and compares them with table, catalog and earlier digests; a problem fails the step. */
export const verifyVolumesStep = defineStep({
  name: 'verify_volumes',
  interface: 'deploy',
  writes: false,
  offers: ON_REQUEST,
  args: z.strictObject({
    volumes: z.array(z.string().min(1)).min(1).optional().describe('volumes by id or name; default: all'),
    proof,
    disk: volumeDisk,
  }),
  run: async ({ volumes, proof: kind, disk }, tools) => {
    const found = [];
    for (const { device, volume } of await targetsOf(volumes, disk, tools)) {
      const results = await verifyVolumes(tools.context, device, volume, kind ?? tools.config.proof);
      found.push(...results.map((result) => ({ device, ...result })));
    }
    const problems = found.flatMap(({ device, name, id, problems: lines }) =>
      lines.map((line) => `volume ${JSON.stringify(name)} (${id}) on ${device}: ${line}`),
    );
    if (problems.length > 0) throw new BmvError('VOLUME_UNSOUND', problems.join('; '));
    return { volumes: found };
  },
});
