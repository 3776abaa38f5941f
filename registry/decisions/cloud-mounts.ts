import type { VolumeState } from '../../proto/catalog.ts';
import { cloudConfig } from '../../proto/mount-words.ts';
import { tellOf, tellProblem } from '../../proto/tell-words.ts';
import type { Volume } from '../model.ts';
import { inOrder } from './order.ts';

/** In which an instance has a volume, or will have when the step has run that makes it. */
const ATTACHABLE: ReadonlySet<VolumeState> = new Set<VolumeState>([
  ...(['reserved', 'creating', 'available', 'in-use', 'extending'] as const),
]);

function isTold(volume: Volume): boolean {
  const { state, filesystem, mountPoint, encryption } = volume;
  const ways = tellOf(volume);
  const isSound = filesystem !== 'none' && tellProblem(ways, { mountPoint, filesystem, encryption }) === null;
  return ATTACHABLE.has(state) && ways.includes('cloud-init') && isSound;
}

/**
 * What cloud-init is told of a node's volumes of one project; empty for nothing. Of two volumes at one place neither is
 * told, for nobody can say which is meant.
 */
export function cloudMounts(volumes: readonly Volume[], project: string): string {
  const told = volumes.filter((volume) => volume.project === project && project !== '' && isTold(volume));
  const mounted = [...Map.groupBy(told, ({ mountPoint }) => mountPoint)]
    .sort(([one], [other]) => inOrder(one, other))
    .flatMap(([, [volume, ...others]]) => (volume && others.length === 0 ? [volume] : []));
  return cloudConfig(mounted) ?? '';
}
