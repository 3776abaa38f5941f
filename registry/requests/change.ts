import { BmvError } from '../../proto/error.ts';
import type { RequestDecision } from '../decisions/decision.ts';
import type { NodeState } from '../decisions/node-state.ts';
import type { RequestInput } from '../decisions/request.ts';
import type { Volume } from '../model.ts';
import { applyDecisions } from '../store/apply-decision.ts';
import { readNodeState } from '../store/node-states.ts';
import type { Tx } from '../store/tx.ts';
import { readVolume } from '../store/volumes.ts';
import type { Asking, RequestContext } from './context.ts';

/** What became of a request. */
export interface Changed {
  /** As it is stored. */
  readonly volume: Volume;
  readonly notes: readonly string[];
}

/** A volume that a request is about. */
export interface Target {
  readonly id: string;
  /** The generation that the caller has seen; null where it does not matter. */
  readonly seen: number | null;
}

/** Also for others' volumes. */
export function unknownVolume(id: string): BmvError {
  return new BmvError('VOLUME_UNKNOWN', `there is no volume ${id}; list them with \`bmv volumes list\``, {
    volume: id,
  });
}

/** The node's state. Throws `NODE_UNKNOWN`. */
export async function knownNode(tx: Tx, node: string, named: readonly string[]): Promise<NodeState> {
  const state = await readNodeState(tx, node, named);
  if (state) return state;
  throw new BmvError(
    'NODE_UNKNOWN',
    `there is no node ${node}; boot its ramdisk once, or list nodes with \`bmv nodes list\``,
  );
}

/** A volume that the caller may change. Throws `VOLUME_UNKNOWN` also for others', whose ids are nobody's business. */
async function targetOf(tx: Tx, { id, seen }: Target, { onlyProject }: Asking): Promise<Volume> {
  const volume = await readVolume(tx, id);
  if (!volume || (onlyProject !== null && volume.project !== onlyProject)) throw unknownVolume(id);
  expectSeen(volume, seen);
  return volume;
}

function expectSeen({ id, generation }: Volume, seen: number | null): void {
  if (seen === null || generation === seen) return;
  throw new BmvError(
    'GENERATION_DIFFERS',
    `volume ${id} is at generation ${generation}, not ${seen}; look at it again`,
    { volume: id },
  );
}

/** What a decision about a node looks at. */
export function inputOf(tx: Tx, state: NodeState, asking: Asking, { newId }: RequestContext): RequestInput {
  const actor = { kind: 'user', id: asking.id, project: asking.project } as const;
  return { state, by: { actor, nowMs: tx.nowMs }, newId };
}

/** Writes a decision; returns the volume as it is stored. */
export async function carryOut(tx: Tx, state: NodeState, decision: RequestDecision): Promise<Changed> {
  await applyDecisions(tx, [{ state, decision }]);
  const { volume, notes } = decision;
  const isWritten = decision.volumes.includes(volume);
  return { volume: isWritten ? { ...volume, generation: volume.generation + 1 } : volume, notes };
}

/** Decides about a volume, and stores what was decided. Throws what `decide` does, and what `targetOf` does. */
export async function changeVolume(
  tx: Tx,
  target: Target,
  asking: Asking,
  {
    decide,
    context,
  }: {
    readonly context: RequestContext;
    readonly decide: (input: RequestInput, volume: Volume) => RequestDecision | Promise<RequestDecision>;
  },
): Promise<{ readonly changed: Changed; readonly planChanges: boolean }> {
  const found = await targetOf(tx, target, asking);
  const state = await knownNode(tx, found.node, [found.id]);
  // Read behind the node's count: somebody may have changed it since it was found.
  const volume = state.volumes.find(({ id }) => id === found.id) ?? found;
  expectSeen(volume, target.seen);
  const decision = await decide(inputOf(tx, state, asking, context), volume);
  return { changed: await carryOut(tx, state, decision), planChanges: decision.planChanges };
}
