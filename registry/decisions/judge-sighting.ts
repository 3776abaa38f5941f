import { inOrderOfWays } from '../../proto/tell-words.ts';
import type { AlarmKind, ClaimRecord, Volume } from '../model.ts';
import type { Doubt } from './decision.ts';
import { asOnDisk, hasKey, reportedEncryption } from './encryption-words.ts';
import { isAtPlace, isReady, obstacleIn, type Sighting, type Surroundings } from './sighting.ts';
import { type By, go, isToBeMade, underlyingState, volumeEvent, type Way } from './states.ts';

/** What comes of a report for one volume. */
export interface Judgement {
  readonly way: Way;
  readonly doubts: readonly Doubt[];
}

export interface JudgeInput {
  /** What the registry knew the same disk to claim before; null for nothing. */
  readonly known: ClaimRecord | null;
  readonly around: Surroundings;
  readonly by: By;
  /** The agent says that it has just made the volume longer. */
  readonly wasExtended?: boolean;
}

/** Ways out of every alarm about a quarantined volume. */
export const DECIDE = 'an operator accepts, releases or ignores it (`bmv volumes resolve`)';

/** Where and what, for people. */
export function shownAt({ report, device }: Sighting, node: string): string {
  return `${device || 'a disk'} of node ${node} at ${report.offset}`;
}

export function unchanged(volume: Volume): Judgement {
  return { way: { volume, events: [] }, doubts: [] };
}

/** Quarantines a volume, and says why. Of one that is quarantined already, or released, the alarm alone. */
export function quarantine(volume: Volume, kind: AlarmKind, why: string, by: By): Judgement {
  const message = `volume ${JSON.stringify(volume.name)} (${volume.id}) ${why}`;
  const doubts = [{ kind, volume: volume.id, message: `${message}; ${DECIDE}` }];
  const way = { volume, events: [] };
  if (volume.state === 'quarantined' || volume.state === 'released') return { way, doubts };
  const details = { alarm: kind, why };
  return { way: go(way, { cause: 'doubt', to: 'quarantined' }, by, { details }), doubts };
}

/** The digest of the newest report that had one. */
function withProof(way: Way, { report }: Sighting): Way {
  const { volume } = way;
  const isNew = report.proof !== null && JSON.stringify(report.proof) !== JSON.stringify(volume.proof);
  return isNew ? { ...way, volume: { ...volume, proof: report.proof } } : way;
}

/**
 * How the disk says that instances are told of it, and where it is to be mounted, if it says that: a step may have
 * changed both since the volume was made.
 */
function withTelling(way: Way, { report }: Sighting, { actor, nowMs }: By): Way {
  const { volume, events } = way;
  const mountPoint = report.mountPoint || volume.mountPoint;
  const tell = inOrderOfWays(report.tell);
  const details = {
    ...(mountPoint === volume.mountPoint ? {} : { mountPoint: { from: volume.mountPoint, to: mountPoint } }),
    ...(tell.join() === volume.tell.join() ? {} : { tell: { from: volume.tell, to: tell } }),
  };
  if (Object.keys(details).length === 0) return way;
  return {
    volume: { ...volume, mountPoint, tell, updatedAtMs: nowMs },
    events: [...events, volumeEvent('volume.updated', volume, actor, details)],
  };
}

/** A disk that shows encryption is believed; one that shows none may have been read by an agent that has no word for it. */
function withEncryption(way: Way, { report }: Sighting, { actor, nowMs }: By): Way {
  const { volume, events } = way;
  const encryption = reportedEncryption(report);
  if (encryption === 'none' || volume.encryption !== 'none') return way;
  const details = { encryption: { from: volume.encryption, to: encryption } };
  return {
    volume: { ...volume, encryption, updatedAtMs: nowMs },
    events: [...events, volumeEvent('volume.updated', volume, actor, details)],
  };
}

/** A volume that was asked for is on a disk for the first time. */
function judgeMade(volume: Volume, sighting: Sighting, { around, by }: JudgeInput): Judgement {
  const { report, disk } = sighting;
  if (disk === null || !isReady(sighting)) return unchanged(volume);
  const { offset, length, filesystem, label } = report;
  const obstacle = obstacleIn(report, { id: volume.id, disk }, around);
  if (obstacle)
    return quarantine(
      volume,
      'overlap',
      `was made on ${shownAt(sighting, volume.node)}, where volume ${obstacle} is`,
      by,
    );
  const encryption = reportedEncryption(report);
  if (!volume.isAdopted && hasKey({ encryption }) !== hasKey(volume))
    return quarantine(
      asOnDisk(volume, encryption),
      'encryption-differs',
      `was made on ${shownAt(sighting, volume.node)} with encryption ${encryption}, and ${volume.encryption} was asked for; its agent may be older than that`,
      by,
    );
  const way = go(
    { volume, events: [] },
    { cause: volume.isAdopted ? 'adopted' : 'created', to: 'available' },
    by,
    {
      changes: {
        ...{ disk, offset, length, wantedLength: length },
        ...(volume.isAdopted ? { filesystem, label } : {}),
        ...(volume.isAdopted && encryption !== 'none' ? { encryption: 'opaque' as const } : {}),
      },
      details: { disk, offset, length },
    },
  );
  return { way: withProof(way, sighting), doubts: [] };
}

/** Why the extent cannot be what became of the volume's, and what kind of alarm that is; null where it can. */
function misplacement(
  volume: Volume,
  sighting: Sighting,
  { around, wasExtended }: JudgeInput,
): { readonly kind: AlarmKind; readonly why: string } | null {
  const { report } = sighting;
  const where = `is shown on ${shownAt(sighting, volume.node)} with ${report.length} bytes`;
  const was = `it was at ${volume.offset} of ${volume.disk} with ${volume.length}`;
  const { disk } = volume;
  if (disk === null || !isAtPlace(volume, sighting)) return { kind: 'moved', why: `${where}, but ${was}` };
  if (report.length === volume.length) return null;
  const state = underlyingState(volume);
  const mayGrow =
    state === 'extending' || (wasExtended === true && (state === 'available' || state === 'in-use'));
  if (report.length < volume.length || !mayGrow) return { kind: 'moved', why: `${where}, but ${was}` };
  const obstacle = obstacleIn(report, { id: volume.id, disk }, around);
  return obstacle ? { kind: 'overlap', why: `${where}, into volume ${obstacle}` } : null;
}

/** A volume is where it was, or has grown there. */
function judgeInPlace(volume: Volume, sighting: Sighting, { by }: JudgeInput): Way {
  const { length } = sighting.report;
  let way: Way = { volume, events: [] };
  const underlying = underlyingState(volume);
  if (volume.state === 'missing') way = go(way, { cause: 'found', to: underlying }, by);
  const grown = { length, wantedLength: Math.max(length, volume.wantedLength) };
  if (underlying === 'extending' && length >= volume.wantedLength) {
    const details = { lengthBefore: volume.length, length };
    return go(way, { cause: 'extended', to: 'available' }, by, { changes: grown, details });
  }
  if (length === volume.length) return way;
  const { actor, nowMs } = by;
  const longer = { ...way.volume, ...grown, updatedAtMs: nowMs };
  const event = {
    ...{ kind: 'volume.grown', node: volume.node, volume: volume.id, project: volume.project, actor },
    details: { lengthBefore: volume.length, length },
  };
  return { volume: longer, events: [...way.events, event] };
}

/**
 * What follows when a disk of a volume's node shows it. What is shown after its release is an alarm, and what is
 * quarantined stays so: a person decides about both.
 */
export function judgeSighting(volume: Volume, sighting: Sighting, input: JudgeInput): Judgement {
  const { report } = sighting;
  const { known, by } = input;
  const where = shownAt(sighting, volume.node);
  if (volume.state === 'quarantined') return unchanged(volume);
  if (volume.state === 'released') {
    const message = `volume ${JSON.stringify(volume.name)} (${volume.id}) was released or cancelled, but is shown on ${where}; end it there with the clean step release_volumes, then resolve this alarm`;
    return { ...unchanged(volume), doubts: [{ kind: 'unknown-claim', volume: volume.id, message }] };
  }
  // What an operator has accepted is not asked again until the claim is another one.
  if (report.project !== volume.project && report.project !== known?.project)
    return quarantine(
      volume,
      'project-differs',
      `is of project ${JSON.stringify(report.project)} by ${where}, and of ${JSON.stringify(volume.project)} by the registry`,
      by,
    );
  if (isToBeMade(volume.state)) return judgeMade(volume, sighting, input);
  const wrong = misplacement(volume, sighting, input);
  if (wrong) return quarantine(volume, wrong.kind, wrong.why, by);
  const isEnding = report.state === 'releasing' || report.state === 'released';
  if (isEnding && underlyingState(volume) !== 'releasing')
    return quarantine(volume, 'altered', `is partly erased on ${where}, and nobody asked for that`, by);
  const way = withTelling(judgeInPlace(volume, sighting, input), sighting, by);
  return { way: withProof(withEncryption(way, sighting, by), sighting), doubts: [] };
}

/** A volume is not shown where it was. */
export function judgeAbsence(volume: Volume, why: string, by: By): Judgement {
  const way = go({ volume, events: [] }, { cause: 'lost', to: 'missing' }, by, { details: { why } });
  return { way, doubts: [] };
}

/** A volume of another node is shown. Its record stays as it is: this may be the copy. */
export function otherNode(volume: Volume, shown: readonly Sighting[], node: string): Doubt {
  const places = shown.map((sighting) => shownAt(sighting, node)).join(' and on ');
  const message = `volume ${volume.id} is node ${volume.node}'s, but is shown on ${places}; put the disk back there, or end it here with the clean step release_volumes, then resolve this alarm`;
  return { kind: 'other-node', volume: volume.id, message };
}
