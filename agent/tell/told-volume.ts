import type { Claim, TellWay, VolumeEncryption } from '../../proto/catalog.ts';
import { BmvError } from '../../proto/error.ts';
import { isLocked, TELL_ANEW, tellOf, tellProblem } from '../../proto/tell-words.ts';

/** A claim, and where it was found. */
export interface FoundVolume {
  readonly claim: Claim;
  /** Path of the disk. */
  readonly device: string;
  /** Whether the disk's table lists it at its place. */
  readonly isListed: boolean;
}

/** A volume that an instance is told of. */
export interface ToldVolume extends VolumeEncryption {
  readonly id: string;
  readonly name: string;
  readonly device: string;
  readonly filesystem: Claim['filesystem'];
  /** Empty for none. */
  readonly mountPoint: string;
  /** Empty: only its device is told, not where to mount it. */
  readonly ways: readonly TellWay[];
}

/** Whom the volumes are told. */
export interface Instance {
  /** Empty where it is not known. */
  readonly project: string;
  /** Path of the disk that its root filesystem is on. */
  readonly rootDevice: string;
}

interface Telling {
  readonly volumes: readonly ToldVolume[];
  /** One line each: what is not told, and why. */
  readonly notes: readonly string[];
}

/** In which an instance may have a volume. Never one that is quarantined, given up, or not sound. */
const ATTACHABLE: readonly Claim['state'][] = ['available', 'reserved', 'in-use'];

/** Why the instance is not told of a volume that has something to tell; null where it is. */
function objection({ claim, device, isListed }: FoundVolume, instance: Instance): string | null {
  const ways = tellOf(claim);
  const { state, project } = claim;
  if (!isListed) return `the table of ${device} does not list it`;
  if (!ATTACHABLE.includes(state)) return `its state is ${state}`;
  // An Ironic without tenants names no project; where there is a registry, it has allowed the deployment.
  if (project !== '' && instance.project !== '' && project !== instance.project)
    return 'it belongs to another project';
  if (ways.includes('gpt-auto') && device !== instance.rootDevice)
    return `gpt-auto mounts only what is on the disk of the root filesystem, and it is on ${device}`;
  return tellProblem(ways, claim);
}

/** Throws `STEP_REFUSED`: which of the two is meant, nobody but the operator can say. */
function expectPlaces(volumes: readonly ToldVolume[]): void {
  const byPlace = new Map<string, ToldVolume>();
  for (const volume of volumes) {
    const { mountPoint, ways } = volume;
    if (mountPoint === '' || ways.length === 0) continue;
    const other = byPlace.get(mountPoint);
    byPlace.set(mountPoint, volume);
    if (!other) continue;
    const [one, two] = [other, volume].map(({ name, device }) => `${JSON.stringify(name)} on ${device}`);
    throw new BmvError(
      'STEP_REFUSED',
      `nothing was written: the instance would mount two volumes at ${mountPoint}, ${one} and ${two}; release one, or give one another mount point or tell none (${TELL_ANEW})`,
      { volume: volume.id },
    );
  }
}

/**
 * The volumes of a node that an instance is told of, by mount point: one that holds another comes first. Those that
 * may not be its own are not, and whoever runs the step is told so. Throws `STEP_REFUSED` for two at one place.
 */
export function toldVolumes(found: readonly FoundVolume[], instance: Instance): Telling {
  const volumes: ToldVolume[] = [];
  const notes: string[] = [];
  for (const volume of found) {
    const { id, name, filesystem, mountPoint, tell, encryption } = volume.claim;
    // One that is encrypted is mounted in no way, and whoever has its key has to find it all the same.
    if (tell?.includes('none') && !isLocked(volume.claim)) continue;
    const ways = tellOf(volume.claim);
    const why = objection(volume, instance);
    const about = { id, name, device: volume.device, filesystem, mountPoint, ways };
    if (why === null) volumes.push({ ...about, ...(encryption ? { encryption } : {}) });
    else if (ways.length > 0)
      notes.push(`the instance is not told of volume ${JSON.stringify(name)} (${id}): ${why}`);
  }
  const sorted = volumes.sort((a, b) => compare(a.mountPoint, b.mountPoint) || compare(a.id, b.id));
  expectPlaces(sorted);
  return { volumes: sorted, notes };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Those that are told in one way. */
export function toldBy(way: TellWay, volumes: readonly ToldVolume[]): readonly ToldVolume[] {
  return volumes.filter(({ ways }) => ways.includes(way));
}
