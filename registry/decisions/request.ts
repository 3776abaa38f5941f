import { BmvError, type ErrorCode } from '../../proto/error.ts';
import type { Alarm, NewEvent, Volume } from '../model.ts';
import type { RequestDecision } from './decision.ts';
import { holdersOf, type NodeState, undecidedVolumes } from './node-state.ts';
import { planDiffers } from './plan.ts';
import type { By, Way } from './states.ts';
import type { PolicyWords } from './volume-words.ts';

/** What a person's request is compared with. Whether they may ask at all is for the API to say. */
export interface RequestInput {
  readonly state: NodeState;
  /** Who asks, and when. */
  readonly by: By;
  /** Ids for alarms. */
  readonly newId: () => string;
}

/** What a request for a new volume is compared with. */
export interface NewVolumeInput extends RequestInput {
  /** All volumes, wherever they are, that have the new one's id, or its name in its project. */
  readonly namesakes: readonly Volume[];
}

/** Texts of a volume that is asked for. */
export interface VolumeWords extends PolicyWords {
  readonly name: string;
  readonly project: string;
  /** Empty for none. */
  readonly set: string;
  /** Empty for none. */
  readonly mountPoint: string;
  /** Ways in which instances are told of it. Left out or empty: the default. */
  readonly tell?: readonly string[] | undefined;
  /** How it will be erased one day, unless the release says otherwise. Left out: as volumes of its encryption usually are. */
  readonly erase?: string | undefined;
  /** Left out: none; of an adopted one, as its partition is. */
  readonly encryption?: string | undefined;
}

/** What volumes are called in messages. */
export function called({ name, id }: Volume): string {
  return `volume ${JSON.stringify(name)} (${id})`;
}

export function stateRefusal(volume: Volume, verb: string, wayOut: string): BmvError {
  return new BmvError(
    'VOLUME_STATE',
    `${called(volume)} is ${volume.state} and cannot be ${verb}; ${wayOut}`,
    {
      volume: volume.id,
    },
  );
}

/** The volume. Throws `VOLUME_UNKNOWN`. */
export function volumeCalled(id: string, { volumes, node }: NodeState): Volume {
  const volume = volumes.find((item) => item.id === id);
  if (volume) return volume;
  throw new BmvError(
    'VOLUME_UNKNOWN',
    `node ${node.uuid} has no volume ${id}; list them with \`bmv volumes list\``,
    { volume: id },
  );
}

/**
 * Throws `NODE_UNDECIDED` where an operator has to decide first. Who asks may be another project's: they learn how many
 * volumes there are, and nothing else of them.
 */
export function expectDecided(state: NodeState): void {
  const undecided = undecidedVolumes(state);
  if (undecided.length === 0) return;
  throw new BmvError(
    'NODE_UNDECIDED',
    `node ${state.node.uuid} has ${undecided.length} volume(s) that nobody has decided about; resolve their alarms first, or choose another node`,
  );
}

/** Throws `NODE_HELD` where the node is another project's. What is theirs is counted, not named. */
export function expectOwnNode({ node, volumes }: NodeState, project: string): void {
  const foreign = [...holdersOf(volumes)].flatMap(([holder, held]) => (holder === project ? [] : held));
  if (foreign.length === 0) return;
  throw new BmvError(
    'NODE_HELD',
    `node ${node.uuid} holds ${foreign.length} volume(s) of another project, and is that project's alone; choose another node, or have those released`,
  );
}

/** Throws `VOLUME_EXISTS` where the id or the name is taken. Names are unique in a project, on all nodes. */
export function expectFree(id: string, { name, project }: VolumeWords, namesakes: readonly Volume[]): void {
  const taken = namesakes.find(
    (volume) =>
      volume.id === id || (volume.name === name && volume.project === project && volume.state !== 'released'),
  );
  if (!taken) return;
  const isOwn = taken.project === project;
  const what = isOwn ? `${called(taken)} is ${taken.state} on node ${taken.node}` : `the id ${id} is taken`;
  const wayOut =
    taken.id === id ? 'a volume keeps its id for ever' : 'choose another name, or release that one';
  throw new BmvError('VOLUME_EXISTS', `${what}; ${wayOut}`, { volume: id });
}

interface Outcome {
  readonly alarms?: readonly Alarm[];
  readonly events?: readonly NewEvent[];
  readonly notes?: readonly string[];
}

/** The decision that a volume's way ends in. */
export function decided(
  { volume, events }: Way,
  { state }: RequestInput,
  { alarms = [], events: more = [], notes = [] }: Outcome = {},
): RequestDecision {
  const volumes = state.volumes.includes(volume) ? [] : [volume];
  return {
    ...{ volume, volumes, alarms, notes },
    events: [...events, ...more],
    planChanges: planDiffers(state, volumes),
  };
}

/** The decision that changes nothing, for what was asked for before. */
export function unchangedVolume(volume: Volume, input: RequestInput): RequestDecision {
  return decided({ volume, events: [] }, input);
}

/** Throws `VOLUME_KEPT` for a volume that nobody may release. */
export function expectReleasable(volume: Volume): void {
  if (volume.onRelease !== 'keep') return;
  throw refusal(
    'VOLUME_KEPT',
    volume,
    `is to be kept: its policy refuses every release; change that first (\`bmv volumes update ${volume.id} --on-release erase\`)`,
  );
}

/** Throws `code` with the volume's name in front. */
export function refusal(code: ErrorCode, volume: Volume, message: string): BmvError {
  return new BmvError(code, `${called(volume)} ${message}`, { volume: volume.id });
}
