import type { TellWay, VolumeState } from '../../proto/catalog.ts';
import { cloudConfig } from '../../proto/mount-words.ts';
import { tellOf, tellProblem } from '../../proto/tell-words.ts';
import type { Disk, Volume } from '../model.ts';
import { inOrder } from './order.ts';

/** In which an instance has a volume, or will have when the step has run that makes it. */
const ATTACHABLE: ReadonlySet<VolumeState> = new Set<VolumeState>([
  ...(['reserved', 'creating', 'available', 'in-use', 'extending'] as const),
]);

/** How disks say that instances are to be told of their volumes, by id. */
export function waysOf(disks: readonly Disk[]): ReadonlyMap<string, readonly TellWay[]> {
  const volumes = disks.flatMap(({ report }) => report.volumes);
  return new Map(volumes.flatMap(({ id, tell }) => (tell ? [[id, tell] as const] : [])));
}

function isTold(volume: Volume, tell: readonly TellWay[] | undefined): boolean {
  const { state, filesystem, mountPoint, encryption } = volume;
  const ways = tellOf({ ...(tell ? { tell } : {}), mountPoint, encryption });
  const isSound = filesystem !== 'none' && tellProblem(ways, { mountPoint, filesystem, encryption }) === null;
  return ATTACHABLE.has(state) && ways.includes('cloud-init') && isSound;
}

/**
 * What cloud-init is told of a node's volumes of one project; empty for nothing. Of two volumes at one place neither is
 * told, for nobody can say which is meant. `ways`: where they are not the usual ones.
 */
export function cloudMounts(
  volumes: readonly Volume[],
  project: string,
  ways: ReadonlyMap<string, readonly TellWay[]>,
): string {
  const told = volumes.filter(
    (volume) => volume.project === project && project !== '' && isTold(volume, ways.get(volume.id)),
  );
  const mounted = [...Map.groupBy(told, ({ mountPoint }) => mountPoint)]
    .sort(([one], [other]) => inOrder(one, other))
    .flatMap(([, [volume, ...others]]) => (volume && others.length === 0 ? [volume] : []));
  return cloudConfig(mounted) ?? '';
}
