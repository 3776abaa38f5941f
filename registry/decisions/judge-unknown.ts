import { inOrderOfWays } from '../../proto/tell-words.ts';
import type { Volume } from '../model.ts';
import type { Doubt } from './decision.ts';
import { reportedEncryption, usualErasure } from './encryption-words.ts';
import { DECIDE, type Judgement, shownAt } from './judge-sighting.ts';
import { holdersOf, type NodeState } from './node-state.ts';
import { isReady, isThere, obstacleIn, type Sighting, type Surroundings } from './sighting.ts';
import { type By, begin, go, type MADE_BY_STEP } from './states.ts';

/** What becomes of claims that nobody asked for. */
export interface UnknownClaims {
  /** The only project whose claims become volumes; null: all are quarantined. */
  readonly adoptFor: string | null;
  /** What a step of Ironic has just done to make them; null where they were only seen. */
  readonly made: (typeof MADE_BY_STEP)[number] | null;
  readonly around: Surroundings;
  readonly by: By;
}

/**
 * The project whose unknown claims may become volumes, where the operator wants that: the one that holds the node, else
 * the one that all of these claims name. Whatever order they come in, two projects never get the same node.
 */
export function projectToAdoptFor(sightings: readonly Sighting[], { volumes }: NodeState): string | null {
  const holders = [...holdersOf(volumes).keys()];
  const named = sightings.map(({ report }) => report.project).filter((project) => project !== '');
  const [only, other] = new Set(holders.length > 0 ? holders : named);
  return only !== undefined && other === undefined ? only : null;
}

function recordOf({ report, disk }: Sighting, node: string, nowMs: number): Volume {
  const encryption = reportedEncryption(report);
  const { id, name, length, offset, filesystem, label, mountPoint, tell, proof } = report;
  return {
    ...{ id, name, project: '', set: '', node, disk, state: 'quarantined', stateBefore: null },
    ...{ offset: disk === null ? null : offset, length, wantedLength: length },
    ...{ allowedDisks: disk === null ? [] : [disk], isAdopted: false, filesystem, label },
    ...{ mountPoint, tell: inOrderOfWays(tell) },
    ...{ onRelease: 'erase', onInstanceDelete: 'keep', policySinceMs: nowMs },
    ...{
      encryption,
      erase: usualErasure(encryption),
      proof,
      createdAtMs: nowMs,
      updatedAtMs: nowMs,
      generation: 0,
    },
  };
}

/** HAZARD: deploy templates make volumes of one name on every node; on one node a name is of one volume. */
function mayAdopt(sighting: Sighting, { adoptFor, around }: UnknownClaims): boolean {
  const { report, disk } = sighting;
  const { id, name, project } = report;
  if (disk === null || project === '' || project !== adoptFor) return false;
  if (!isThere(sighting) || !isReady(sighting)) return false;
  const isNamed = (other: { readonly name: string; readonly project: string }) =>
    other.name === name && other.project === project;
  const hasNamesake =
    around.volumes.some((other) => other.state !== 'released' && isNamed(other)) ||
    around.claims.some((other) => other.volume !== id && isNamed(other));
  return !hasNamesake && obstacleIn(report, { id, disk }, around) === null;
}

/** What follows when disks show a volume that nobody asked for: a record of it in quarantine, nobody's. */
export function judgeUnknown(
  sightings: readonly Sighting[],
  node: string,
  input: UnknownClaims,
): Judgement | null {
  const [first, ...more] = sightings;
  if (!first) return null;
  const { by } = input;
  const { id, name, project } = first.report;
  const where = shownAt(first, node);
  const record = recordOf(first, node, by.nowMs);
  const isTaken = more.length === 0 && mayAdopt(first, input);
  if (isTaken && input.made !== null) {
    const volume = { ...record, project, state: 'available' as const, isAdopted: input.made === 'adopted' };
    return { way: begin(volume, input.made, by, { policy: 'made_by_step' }), doubts: [] };
  }
  const quarantined = begin(record, 'doubt', by, { claimedProject: project });
  if (isTaken) {
    const details = { project, policy: 'adopt_unknown_claims' };
    const way = go(quarantined, { cause: 'accept', to: 'available' }, by, { changes: { project }, details });
    return { way, doubts: [] };
  }
  const doubt: Doubt = {
    ...{ kind: 'unknown-claim', volume: id },
    message: `${where} claims volume ${JSON.stringify(name)} (${id}) for project ${JSON.stringify(project)}, and nobody asked for it; ${DECIDE}`,
  };
  return { way: quarantined, doubts: [doubt] };
}
