import type { PlanJson } from '../../../api/schemas/plans.ts';
import type { VolumeJson } from '../../../api/schemas/volumes.ts';
import { formatBytes } from '../format/bytes.ts';

type PlanVerb = 'make' | 'adopt' | 'extend' | 'erase' | 'keep' | 'leave';

/** What a node's next step does with a volume. */
export interface PlanAction {
  readonly verb: PlanVerb;
  readonly id: string;
  readonly name: string;
  /** In few words. */
  readonly detail: string;
}

type DesiredVolumeJson = PlanJson['volumes'][number];

const RANK: Readonly<Record<PlanVerb, number>> = {
  make: 0,
  adopt: 1,
  extend: 2,
  erase: 3,
  keep: 4,
  leave: 5,
};

function joined(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(', ');
}

function newVolumeWords({
  size_bytes: size,
  filesystem,
  encryption,
  mount_point: mountPoint,
  tell,
  disks,
}: DesiredVolumeJson): string {
  return joined(
    formatBytes(size),
    filesystem === 'none' || filesystem === 'unknown' ? '' : filesystem,
    encryption === 'none' ? '' : `encrypted (${encryption})`,
    mountPoint === '' ? '' : `for ${mountPoint}${tell.length === 0 ? '' : ` by ${tell.join(' and ')}`}`,
    disks.length === 0 ? 'on any disk' : `on disk ${disks.join(' or ')}`,
  );
}

function whatToDo(
  desired: DesiredVolumeJson,
  volume: VolumeJson | undefined,
): Pick<PlanAction, 'verb' | 'detail'> {
  const size = formatBytes(desired.size_bytes);
  switch (desired.state) {
    case 'available':
      if (desired.adopt) return { verb: 'adopt', detail: `${size}, the partition that is there` };
      return { verb: 'make', detail: newVolumeWords(desired) };
    case 'extending':
      return {
        verb: 'extend',
        detail: volume ? `from ${formatBytes(volume.size_bytes)} to ${size}` : `to ${size}`,
      };
    case 'releasing':
      return { verb: 'erase', detail: `${size}, by ${desired.erase}` };
    case 'missing':
      return { verb: 'leave', detail: `${size}, missing: it is kept when it is shown again` };
    case 'quarantined':
      return { verb: 'leave', detail: `${size}, quarantined: nothing is done to it` };
    default:
      return { verb: 'keep', detail: size };
  }
}

/** What a plan makes of the volumes of its node; what changes first, in the plan's order. */
export function planActions({ volumes }: PlanJson, known: readonly VolumeJson[]): readonly PlanAction[] {
  const byId = new Map(known.map((volume) => [volume.id, volume]));
  return volumes
    .map((desired) => ({
      ...{ id: desired.id, name: desired.name },
      ...whatToDo(desired, byId.get(desired.id)),
    }))
    .sort((a, b) => RANK[a.verb] - RANK[b.verb]);
}
