import type { Alarm, ClaimRecord, Disk, Node, Volume } from '../model.ts';
import { inOrder } from './order.ts';

/** What decisions about a node look at; read in one transaction. */
export interface NodeState {
  readonly node: Node;
  /** Absent ones too. */
  readonly disks: readonly Disk[];
  readonly claims: readonly ClaimRecord[];
  /** All that are not released, and of those that are, such as the report or request names. */
  readonly volumes: readonly Volume[];
  /** Open ones. */
  readonly alarms: readonly Alarm[];
}

/** Whether a volume is somebody's, so that its node is theirs alone. */
export function isHeld({ state, project }: Volume): boolean {
  return state !== 'released' && project !== '';
}

/** Volumes that hold the node, by project. By the rules there is one project at most. */
export function holdersOf(volumes: readonly Volume[]): ReadonlyMap<string, readonly Volume[]> {
  return Map.groupBy(volumes.filter(isHeld), ({ project }) => project);
}

/** Ids of volumes that an operator has to decide about before anything is written to their node; sorted. */
export function undecidedVolumes({
  volumes,
  alarms,
}: Pick<NodeState, 'volumes' | 'alarms'>): readonly string[] {
  const doubted = alarms.filter(({ kind }) => kind !== 'erasure-unproven').map(({ volume }) => volume);
  // What was ignored is nobody's, and has no alarm.
  const quarantined = volumes.filter((volume) => volume.state === 'quarantined' && isHeld(volume));
  return [...new Set([...doubted, ...quarantined.map(({ id }) => id)])].sort(inOrder);
}
