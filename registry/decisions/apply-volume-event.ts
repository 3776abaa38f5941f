import type { VolumeEvent } from '../../proto/report.ts';
import type { ClaimRecord, Volume } from '../model.ts';
import { type ReportDecision, raise } from './decision.ts';
import { keyOfDisk } from './disk-key.ts';
import { judgeRelease, judgeReleaseSomewhere } from './judge-release.ts';
import {
  type Judgement,
  judgeAbsence,
  judgeSighting,
  otherNode,
  quarantine,
  shownAt,
  unchanged,
} from './judge-sighting.ts';
import { judgeUnknown, projectToAdoptFor } from './judge-unknown.ts';
import { planDiffers } from './plan.ts';
import { byAgent, type ReportInput } from './report-input.ts';
import { claimOf, isAtPlace, isSameClaim, type Sighting } from './sighting.ts';
import { type By, isOnDisk, MADE_BY_STEP } from './states.ts';

function sightingOf({ volume, disk }: VolumeEvent, { state }: ReportInput): Sighting {
  const key = keyOfDisk(disk, state.disks);
  const known = state.disks.find((item) => item.key === key);
  return { report: volume, disk: key, mayBe: [], device: known?.report.device ?? '' };
}

/** Whether the event is of a volume that is not on its disk any more, or not at its place. */
function isAbsence({ change, volume }: VolumeEvent): boolean {
  return change === 'lost' || volume.state === 'missing';
}

/** What the registry knew the disk to claim; null for nothing. */
function knownClaim({ disk, report }: Sighting, { state }: ReportInput): ClaimRecord | null {
  return state.claims.find((claim) => claim.disk === disk && claim.volume === report.id) ?? null;
}

function claimsAfter(
  event: VolumeEvent,
  sighting: Sighting,
  input: ReportInput,
): { readonly write: readonly ClaimRecord[]; readonly remove: readonly ClaimRecord[] } {
  const before = knownClaim(sighting, input);
  if (event.change === 'released') return { write: [], remove: before ? [before] : [] };
  if (sighting.disk === null || event.change === 'unknown') return { write: [], remove: [] };
  const record = claimOf(sighting, input.state.node.uuid, input.nowMs);
  const now = isAbsence(event) ? { ...record, state: 'missing' as const } : record;
  return { write: before && isSameClaim(before, now) ? [] : [now], remove: [] };
}

function judgeAltered(volume: Volume, sighting: Sighting, by: By): Judgement {
  // What was ignored is nobody's, and nobody asks about its bytes.
  if (volume.state === 'released' || (volume.state === 'quarantined' && volume.project === ''))
    return unchanged(volume);
  const where = shownAt(sighting, volume.node);
  return quarantine(volume, 'altered', `has other bytes than before on ${where}, which must never be`, by);
}

function judgeKnown(event: VolumeEvent, volume: Volume, sighting: Sighting, input: ReportInput): Judgement {
  const { state } = input;
  const by = byAgent(input);
  // Another disk has a copy: what becomes of that is not what becomes of the volume.
  const isCopy = volume.disk !== null && !isAtPlace(volume, sighting);
  if (event.change === 'released') {
    if (sighting.disk === null) return judgeReleaseSomewhere(volume);
    return isCopy ? unchanged(volume) : judgeRelease(volume, event.erasure, by);
  }
  if (isAbsence(event))
    return isOnDisk(volume.state) && !isCopy
      ? judgeAbsence(volume, `${shownAt(sighting, volume.node)} does not have it at its place`, by)
      : unchanged(volume);
  if (event.change === 'altered') return isCopy ? unchanged(volume) : judgeAltered(volume, sighting, by);
  if (event.change === 'created' && volume.state === 'missing')
    return quarantine(
      volume,
      'altered',
      `was missing, and was made anew on ${shownAt(sighting, volume.node)}`,
      by,
    );
  return judgeSighting(volume, sighting, {
    known: knownClaim(sighting, input),
    around: state,
    by,
    wasExtended: event.change === 'extended',
  });
}

function judge(event: VolumeEvent, sighting: Sighting, input: ReportInput): Judgement | null {
  const { state, elsewhere, policy } = input;
  const { id } = sighting.report;
  const isGone = event.change === 'released' || isAbsence(event);
  if (event.change === 'unknown') return null;
  const volume = state.volumes.find((item) => item.id === id);
  if (volume) return judgeKnown(event, volume, sighting, input);
  if (isGone) return null;
  const other = elsewhere.find((item) => item.id === id);
  if (other) return { ...unchanged(other), doubts: [otherNode(other, [sighting], state.node.uuid)] };
  // A step of Ironic, such as a deploy template's, asked for it, and the agent has just carried that out.
  const made = MADE_BY_STEP.find((change) => change === event.change) ?? null;
  return judgeUnknown([sighting], state.node.uuid, {
    adoptFor: made !== null || policy.adoptUnknownClaims ? projectToAdoptFor([sighting], state) : null,
    ...{ made, around: state, by: byAgent(input) },
  });
}

/** What a change of one volume changes. The same event again changes nothing. */
export function applyVolumeEvent(event: VolumeEvent, input: ReportInput): ReportDecision {
  const { state, elsewhere, newId } = input;
  const sighting = sightingOf(event, input);
  const judgement = judge(event, sighting, input);
  const { way, doubts } = judgement ?? { way: null, doubts: [] };
  const known = [...state.volumes, ...elsewhere];
  const volumes = way && !known.includes(way.volume) ? [way.volume] : [];
  const by = byAgent(input);
  const raised = raise(doubts, state.alarms, { node: state.node.uuid, by, newId });
  return {
    claims: claimsAfter(event, sighting, input),
    volumes,
    alarms: raised.alarms,
    events: [...(way?.events ?? []), ...raised.events],
    planChanges: planDiffers(state, volumes),
  };
}
