import { BmvError } from '../../proto/error.ts';
import type { Erasure } from '../../proto/report.ts';
import type { Context } from '../context.ts';
import type { Layout } from '../layout/types.ts';
import type { StepTools } from '../steps/step.ts';
import { type Erase, eraseOf, foreseeRelease, releaseVolume } from '../volumes/release.ts';
import { claimsCalled, surveyAll, volumeUnknown } from './find-volume.ts';
import { pickDisk } from './pick-disk.ts';
import { type DiskSurvey, surveyNode } from './survey.ts';
import { carryOutAll, type Undertaking } from './undertaking.ts';

/** What became of a volume that was to be released. */
export interface ReleasedVolume {
  readonly id: string;
  /** Null, like the device, for one that was not there any more. */
  readonly name: string | null;
  readonly device: string | null;
  readonly state: 'released';
  readonly erase: Erase;
  readonly outcome: 'released' | 'absent';
  /** Null where this call erased nothing: the volume was gone, or its interrupted release ended with the look at its disk. */
  readonly erasure: Erasure | null;
}

/** A volume to release, and where it is; null: nowhere. */
interface Target {
  readonly id: string;
  readonly name: string | null;
  readonly device: string | null;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** A volume and how it is erased. */
interface Released extends Target {
  readonly erase: Erase;
}

/** Where to look for volumes: on `here`, one disk or all; what is elsewhere is not gone. */
interface Search {
  readonly here: readonly DiskSurvey[];
  readonly all: readonly DiskSurvey[];
}

/**
 * Only an id tells of a volume that was: a name may be mistyped. A disk that cannot be judged may have it. Throws
 * `VOLUME_UNKNOWN`, `VOLUME_AMBIGUOUS`.
 */
function locate(volume: string, said: Erase | undefined, { here, all }: Search): Released {
  const found = claimsCalled(volume, here);
  const [first, second] = found;
  if (first && second) {
    const which = found.map(({ device, claim }) => `${claim.id} on ${device}`).join(' and ');
    const message = `${JSON.stringify(volume)} means ${which}; use the id, or add the argument disk`;
    throw new BmvError('VOLUME_AMBIGUOUS', message, { volume });
  }
  if (first) {
    const { claim, device } = first;
    return { id: claim.id, name: claim.name, device, erase: eraseOf(claim, said) };
  }
  const id = volume.toLowerCase();
  const isGone = here.every(({ doubt }) => doubt === null) && claimsCalled(volume, all).length === 0;
  if (UUID.test(id) && isGone) return { id, name: null, device: null, erase: eraseOf({}, said) };
  throw volumeUnknown(volume, all);
}

async function release(
  { id, name, device }: Target,
  erase: Erase,
  context: Context,
): Promise<ReleasedVolume> {
  const released = { id, name, device, state: 'released', erase } as const;
  if (device === null) return { ...released, outcome: 'absent', erasure: null };
  try {
    const { erasure } = await releaseVolume(context, device, id, erase, async () => true);
    return { ...released, outcome: 'released', erasure };
  } catch (error) {
    // It was seen a moment ago: the end of an interrupted release has come with the opening of the disk.
    if (!(error instanceof BmvError) || error.code !== 'VOLUME_UNKNOWN') throw error;
    return { ...released, outcome: 'released', erasure: null };
  }
}

/** `release` as one of several entries. */
export function ensuringReleased(
  target: Target,
  erase: Erase,
  context: Context,
): Undertaking<ReleasedVolume> {
  const { id, device } = target;
  const isThere = (layout: Layout) =>
    layout.catalog?.catalog.claims.some((claim) => claim.id === id) ?? false;
  return {
    device,
    about: () => [id],
    // The end of an interrupted release may have come with the look at the disk.
    foresee: (layout) => (isThere(layout) ? foreseeRelease(layout, id, erase) : layout),
    carryOut: async () => await release(target, erase, context),
  };
}

/**
 * Ends volumes (by id or name), each once and by default as `eraseOf` says, after all of them were found and planned. One that is gone already has been released
 * where it is named by its id: a step may be repeated. Throws all that `releaseVolume` throws.
 */
export async function ensureReleased(
  {
    volumes,
    erase,
    disk,
  }: { volumes: readonly string[]; erase: Erase | undefined; disk: string | undefined },
  tools: Pick<StepTools, 'context' | 'ipa'>,
): Promise<readonly ReleasedVolume[]> {
  const all = await surveyAll(tools);
  const node = all.map(({ device }) => device);
  const here =
    disk === undefined ? all : await surveyNode(tools.context, [await pickDisk(disk, tools)], node);
  const targets = new Map<string, Released>();
  for (const volume of volumes) {
    const target = locate(volume, erase, { here, all });
    targets.set(target.id, target);
  }
  const entries = [...targets.values()].map(
    (target) => async () => ensuringReleased(target, target.erase, tools.context),
  );
  return await carryOutAll(entries, tools.context);
}
