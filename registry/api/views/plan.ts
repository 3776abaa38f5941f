import type { DesiredVolumes } from '../../../proto/channel.ts';
import type { PlanJson } from '../schemas/plans.ts';

/** A plan as it goes over the API. */
export function planView(
  node: string,
  { revision, volumes }: DesiredVolumes,
  updatedAtMs: number | null,
): PlanJson {
  return {
    node,
    revision,
    volumes: volumes.map(({ length, disks, mountPoint, tell = [], encryption, ...volume }) => ({
      ...volume,
      encryption: encryption ?? 'none',
      size_bytes: length,
      disks: [...disks],
      mount_point: mountPoint,
      tell: [...tell],
    })),
    updated_at_ms: updatedAtMs,
  };
}
