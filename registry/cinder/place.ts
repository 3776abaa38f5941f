import { BmvError } from '../../proto/error.ts';
import type { Services } from '../api/services.ts';
import { roundSize } from '../decisions/volume-words.ts';
import type { Volume } from '../model.ts';
import type { Asking } from '../requests/context.ts';
import { readNodesCalled } from '../store/nodes.ts';
import { readVolumes, readVolumesNamed } from '../store/volumes.ts';
import { CinderFault } from './faults.ts';
import { idOf } from './hosts.ts';
import type { NewWords } from './metadata.ts';

type HintValue = string | readonly string[];

/** Hints that a volume is placed by. */
interface Hints {
  /** UUID or name of the server; null for any. */
  readonly node: string | null;
  /** Set that the volume is put into; null where it is not said. */
  readonly set: string | null;
  /** Ids or names of volumes: on their server, or on none of their servers. */
  readonly sameHost: readonly string[];
  readonly differentHost: readonly string[];
}

const KNOWN = ['node', 'set', 'same_host', 'different_host'];

function listOf(value: HintValue | undefined): readonly string[] {
  if (value === undefined) return [];
  return typeof value === 'string' ? value.split(',').filter((part) => part !== '') : value;
}

function oneOf(name: string, value: HintValue | undefined): string | null {
  const values = typeof value === 'string' ? [value] : (value ?? []);
  const [first = null, ...more] = values;
  if (more.length > 0) throw new CinderFault(400, `hint ${name} is said ${values.length} times; say it once`);
  return first;
}

/** Throws for a hint that nothing heeds: a volume on the wrong server would be worse than none. */
export function placementHints(raw: Readonly<Record<string, HintValue>>): Hints {
  const strange = Object.keys(raw).find((key) => !KNOWN.includes(key));
  if (strange !== undefined)
    throw new CinderFault(
      400,
      `hint ${JSON.stringify(strange)} is unknown; these are known: ${KNOWN.join(', ')}`,
    );
  return {
    node: oneOf('node', raw.node),
    set: oneOf('set', raw.set),
    sameHost: listOf(raw.same_host),
    differentHost: listOf(raw.different_host),
  };
}

/** Servers tried, best first, when others take what was free a moment ago. */
const MAX_TRIED = 5;
/** Refusals behind which another server may still do. */
const NODE_REFUSALS: ReadonlySet<string> = new Set([
  'NO_SPACE',
  'NODE_HELD',
  'NODE_UNDECIDED',
  'NODE_UNKNOWN',
]);

type Parts = Pick<Services, 'store' | 'placement' | 'requests' | 'newId'>;

/** HAZARD: not by facts of nodes, which do not know a name that was given since they were taken. */
async function nodeCalled(text: string, { store }: Parts): Promise<string> {
  const id = idOf(text);
  if (id !== null) return id;
  const named = await store.read((view) => readNodesCalled(view, text));
  const [first, ...others] = named;
  if (first !== undefined && others.length === 0) return first;
  throw new CinderFault(
    400,
    `${named.length} servers are called ${JSON.stringify(text)}; name it by its UUID`,
  );
}

/** Servers of volumes of the project. Throws for one that is not there. */
async function nodesOf(
  wanted: readonly string[],
  project: string,
  { store }: Parts,
): Promise<ReadonlySet<string>> {
  if (wanted.length === 0) return new Set();
  const found = await store.read(async (view) => [
    ...(await readVolumes(view, wanted)),
    ...(await readVolumesNamed(view, wanted)),
  ]);
  const own = found.filter((volume) => volume.project === project && volume.state !== 'released');
  const absent = wanted.find((word) => !own.some(({ id, name }) => id === word || name === word));
  if (absent !== undefined)
    throw new CinderFault(
      400,
      `a hint names volume ${JSON.stringify(absent)}, which the project does not have`,
    );
  return new Set(own.map(({ node }) => node));
}

/** Servers to try, best first. */
async function candidates(sizeBytes: number, project: string, hints: Hints, parts: Parts) {
  if (hints.node !== null && hints.sameHost.length === 0 && hints.differentHost.length === 0)
    return [await nodeCalled(hints.node, parts)];
  const near = await nodesOf(hints.sameHost, project, parts);
  const far = await nodesOf(hints.differentHost, project, parts);
  const named = hints.node === null ? [...near] : [await nodeCalled(hints.node, parts)];
  if (near.size > 1 || (near.size === 1 && named.some((node) => !near.has(node))))
    throw new CinderFault(400, 'no one server is what these hints say');
  const asked = await parts.placement.ask({
    ...{ project, volumes: [], set: '', sizeBytes: roundSize(sizeBytes).bytes },
    ...{ among: named.length === 0 ? null : named, mustBeReady: false, count: MAX_TRIED + far.size },
  });
  return asked.candidates.map(({ facts }) => facts.node).filter((node) => !far.has(node));
}

export interface NewPlaced {
  readonly name: string;
  readonly sizeBytes: number;
  readonly project: string;
  readonly words: NewWords;
}

/**
 * Reserves a volume on the server that suits best, by the registry's own placement. Throws what `VolumeRequests.create`
 * does, and `NO_SPACE` where no server will do.
 */
export async function reservePlaced(
  { name, sizeBytes, project, words }: NewPlaced,
  hints: Hints,
  asking: Asking,
  parts: Parts,
): Promise<Volume> {
  const id = parts.newId();
  const set = hints.set ?? words.set;
  const request = {
    ...words,
    id,
    name: name || `volume-${id.slice(0, 8)}`,
    project,
    set,
    sizeBytes,
    disks: [],
  };
  let refused: BmvError | null = null;
  for (const node of (await candidates(sizeBytes, project, hints, parts)).slice(0, MAX_TRIED))
    try {
      return (await parts.requests.create({ kind: 'reserve', node, request }, asking)).volume;
    } catch (error) {
      if (!(error instanceof BmvError) || !NODE_REFUSALS.has(error.code)) throw error;
      refused = error;
    }
  throw (
    refused ?? new BmvError('NO_SPACE', `no server has room for ${sizeBytes} bytes that these hints allow`)
  );
}
