import { BmvError } from '../../proto/error.ts';
import type { ClaimRecord, Volume } from '../model.ts';
import { type Decision, type RequestDecision, raise, resolved } from './decision.ts';
import { erasureFor } from './encryption-words.ts';
import { bestFit, usableDisks } from './free-space.ts';
import { quarantine } from './judge-sighting.ts';
import type { NodeState } from './node-state.ts';
import {
  called,
  decided,
  expectFree,
  expectOwnNode,
  expectReleasable,
  type NewVolumeInput,
  type RequestInput,
  refusal,
  stateRefusal,
  unchangedVolume,
  volumeCalled,
} from './request.ts';
import { obstacleIn } from './sighting.ts';
import { go, isOnDisk, isToBeMade, volumeEvent, type Way } from './states.ts';
import { checkProject } from './volume-words.ts';

/**
 * Takes a volume out of use until an operator decides: it is neither given to anybody nor erased. What is in quarantine
 * already is no error.
 *
 * Throws `VOLUME_UNKNOWN`, `VOLUME_STATE`.
 */
export function quarantineVolume(id: string, reason: string, input: RequestInput): RequestDecision {
  const { state, by, newId } = input;
  const volume = volumeCalled(id, state);
  if (volume.state === 'quarantined') return unchangedVolume(volume, input);
  if (volume.state === 'released')
    throw stateRefusal(volume, 'quarantined', 'there is nothing left of it; look for its alarms');
  const { way, doubts } = quarantine(volume, 'asked-for', `was quarantined by request: ${reason}`, by);
  const raised = raise(doubts, state.alarms, { node: state.node.uuid, by, newId });
  return decided(way, input, raised);
}

/** Where a quarantined volume is by the claims of its node; null where none shows it. */
function placeOf(volume: Volume, { claims, volumes }: NodeState): ClaimRecord | null {
  const shown = claims.filter(({ volume: id, state }) => id === volume.id && state !== 'missing');
  const own = shown.find(({ disk, offset }) => disk === volume.disk && offset === volume.offset);
  const [first, second] = shown;
  const claim = own ?? first;
  if (!claim) return null;
  if (!own && second)
    throw refusal(
      'VOLUME_AMBIGUOUS',
      volume,
      `is shown on ${shown.map(({ disk }) => disk).join(' and ')}; take the copy out first`,
    );
  if (claim.disk.startsWith('device:'))
    throw refusal(
      'DISK_UNKNOWN',
      volume,
      `is on ${claim.disk.slice('device:'.length)}, which nothing tells apart from other disks; give that a serial number or a partition table of its own`,
    );
  const wanted = { offset: claim.offset, length: Math.max(claim.length, keptGrowth(volume)) };
  const obstacle = obstacleIn(wanted, { id: volume.id, disk: claim.disk }, { claims, volumes });
  if (obstacle)
    throw refusal(
      'CONFLICTS',
      volume,
      `is shown where volume ${obstacle} is, or is to be; decide about that one first`,
    );
  return claim;
}

/** Bytes that an extension will make of it, where it was being extended. */
function keptGrowth({ stateBefore, wantedLength }: Volume): number {
  return stateBefore === 'extending' ? wantedLength : 0;
}

/** What its place says of a volume. */
function atPlace({ disk, offset, length }: ClaimRecord, volume: Volume): Partial<Volume> {
  return { disk, offset, length, wantedLength: Math.max(length, keptGrowth(volume)) };
}

/** The disk for a volume that was reserved and is not made. Throws `NO_SPACE`. */
function spaceAgain(volume: Volume, state: NodeState): Partial<Volume> {
  const { disks } = state;
  const allowed = usableDisks(disks).filter(({ key }) => volume.allowedDisks.includes(key));
  const fit = bestFit(allowed, volume.length, state);
  if (fit) return { allowedDisks: [fit.disk.key] };
  throw refusal(
    'NO_SPACE',
    volume,
    'was reserved, and its space is taken now; ignore it and reserve another one',
  );
}

/** Another owner has not said that it goes with an instance. */
function ownedBy(project: string, volume: Volume): Partial<Volume> {
  return project === volume.project ? { project } : { project, onInstanceDelete: 'keep' };
}

export interface AcceptRequest {
  readonly id: string;
  /** Whose it is; null: whose it was. */
  readonly project: string | null;
}

function acceptMade(way: Way, claim: ClaimRecord, project: string, input: RequestInput): Way {
  const { volume } = way;
  const { stateBefore } = volume;
  const changes = { ...ownedBy(project, volume), ...atPlace(claim, volume) };
  const isDone = stateBefore === 'extending' && claim.length >= volume.wantedLength;
  const isNew = stateBefore === null || isToBeMade(stateBefore);
  return go(way, { cause: 'accept', to: isDone || isNew ? 'available' : stateBefore }, input.by, { changes });
}

/**
 * A quarantined volume is good, and becomes what it was before, where its disk shows it now.
 *
 * Throws `VOLUME_UNKNOWN`, `VOLUME_STATE`, `USAGE`, `NODE_HELD`, `VOLUME_EXISTS`, `VOLUME_AMBIGUOUS`, `DISK_UNKNOWN`,
 * `CONFLICTS`, `NO_SPACE`.
 */
export function acceptVolume(request: AcceptRequest, input: NewVolumeInput): RequestDecision {
  const { state, by, namesakes } = input;
  const volume = quarantinedVolume(request.id, 'accepted', state);
  const project = request.project ?? volume.project;
  checkProject(project);
  expectOwnNode({ ...state, volumes: state.volumes.filter(({ id }) => id !== volume.id) }, project);
  expectFree(
    volume.id,
    { ...volume, project },
    // Deploy templates make volumes of one name on every node.
    namesakes.filter(({ id, node }) => id !== volume.id && node === volume.node),
  );
  const claim = placeOf(volume, state);
  const { stateBefore, disk } = volume;
  const start: Way = { volume, events: [] };
  if (claim)
    return decided(acceptMade(start, claim, project, input), input, resolveAll(volume, 'accepted', input));
  if (stateBefore !== null && isToBeMade(stateBefore)) {
    const place = stateBefore === 'reserved' ? spaceAgain(volume, state) : {};
    const changes = { ...ownedBy(project, volume), ...place };
    const way = go(start, { cause: 'accept', to: stateBefore }, by, { changes });
    return decided(way, input, resolveAll(volume, 'accepted', input));
  }
  if (disk === null)
    throw stateRefusal(volume, 'accepted', 'no disk shows it; ignore it, or bring its disk back first');
  const accepted = go(start, { cause: 'accept', to: stateBefore ?? 'available' }, by, {
    changes: ownedBy(project, volume),
  });
  return decided(unseen(accepted, input), input, resolveAll(volume, 'accepted', input));
}

/** No disk shows the volume now. */
function unseen(way: Way, { by }: RequestInput): Way {
  return go(way, { cause: 'lost', to: 'missing' }, by, { details: { why: 'no disk shows it' } });
}

export interface EndRequest {
  readonly id: string;
  /** How its bytes are to be erased; null: as was said when it was made. */
  readonly erase: string | null;
}

/**
 * A quarantined volume is to be erased and ended, where its disk shows it now.
 *
 * Throws `VOLUME_UNKNOWN`, `VOLUME_STATE`, `VOLUME_KEPT`, `USAGE`, `VOLUME_AMBIGUOUS`, `DISK_UNKNOWN`, `CONFLICTS`.
 */
export function releaseQuarantined({ id, erase }: EndRequest, input: RequestInput): RequestDecision {
  const { state, by } = input;
  const volume = quarantinedVolume(id, 'released out of quarantine', state);
  expectReleasable(volume);
  const method = erase === null ? volume.erase : erasureFor(erase, volume.encryption);
  const claim = placeOf(volume, state);
  const { disk, stateBefore } = volume;
  const wasOnDisk = disk !== null && (stateBefore === null || isOnDisk(stateBefore));
  if (!claim && !wasOnDisk)
    throw stateRefusal(volume, 'released', 'no disk shows it: ignore it, or accept it and cancel it');
  const place = claim ? atPlace(claim, { ...volume, stateBefore: null }) : { wantedLength: volume.length };
  const way = go({ volume, events: [] }, { cause: 'release', to: 'releasing' }, by, {
    ...{ changes: { ...place, erase: method }, details: { erase: method } },
  });
  return decided(claim ? way : unseen(way, input), input, resolveAll(volume, 'released', input));
}

/**
 * A quarantined volume is nobody's from now on: agents keep it as long as it is there, but it holds neither its node nor
 * space that its disk calls free. HAZARD: whoever gets the node can read what is left of it, but of one that is encrypted,
 * whose key is destroyed with that (`volume-keys.ts`).
 *
 * Throws `VOLUME_UNKNOWN`, `VOLUME_STATE`.
 */
export function ignoreVolume(id: string, input: RequestInput): RequestDecision {
  const { actor, nowMs } = input.by;
  const volume = quarantinedVolume(id, 'ignored', input.state);
  const outcome = resolveAll(volume, 'ignored', input);
  if (volume.project === '' && outcome.alarms.length === 0) return unchangedVolume(volume, input);
  const ignored: Volume = { ...volume, project: '', updatedAtMs: nowMs };
  const event = volumeEvent('volume.ignored', volume, actor, { project: volume.project });
  return decided({ volume: ignored, events: [event] }, input, outcome);
}

function quarantinedVolume(id: string, verb: string, state: NodeState): Volume {
  const volume = volumeCalled(id, state);
  if (volume.state === 'quarantined') return volume;
  throw stateRefusal(volume, verb, 'only a quarantined volume can be');
}

/** Alarms about a volume that is decided about. */
function resolveAll({ id }: Volume, how: string, { state, by }: RequestInput) {
  const all = state.alarms.filter(({ volume }) => volume === id).map((alarm) => resolved(alarm, how, by));
  return { alarms: all.map(({ alarm }) => alarm), events: all.map(({ event }) => event) };
}

/**
 * An operator has seen to an alarm about a volume that is not quarantined here. Where its cause is still there, the next
 * inventory raises it again.
 *
 * Throws `ALARM_UNKNOWN`, `VOLUME_STATE`.
 */
export function resolveAlarm(id: string, how: string, { state, by }: RequestInput): Decision {
  const alarm = state.alarms.find((item) => item.id === id);
  if (!alarm)
    throw new BmvError(
      'ALARM_UNKNOWN',
      `node ${state.node.uuid} has no open alarm ${id}; list them with \`bmv nodes show\``,
    );
  const volume = state.volumes.find((item) => item.id === alarm.volume);
  if (volume?.state === 'quarantined')
    throw new BmvError(
      'VOLUME_STATE',
      `alarm ${id} is about ${called(volume)}, which is quarantined; accept, release or ignore that, which resolves it`,
      { volume: volume.id },
    );
  const outcome = resolved(alarm, how, by);
  return { volumes: [], alarms: [outcome.alarm], events: [outcome.event], planChanges: false };
}
