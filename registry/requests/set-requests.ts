import { BmvError } from '../../proto/error.ts';
import { expectSeen, releaseTogether, type SetName } from '../decisions/release-set.ts';
import type { Volume } from '../model.ts';
import { applyDecisions } from '../store/apply-decision.ts';
import { readMembers } from '../store/sets.ts';
import { inputOf, knownNode } from './change.ts';
import { type Asking, pokeSafely, type RequestContext } from './context.ts';

/** A set whose volumes are to be erased and ended. */
export interface SetRelease extends SetName {
  /** Ids of all volumes that the caller has seen in it. */
  readonly seen: readonly string[];
  /** How their bytes are erased; null: as was said when each was made. */
  readonly erase: string | null;
}

/**
 * Releases all volumes of a set, or none of them, in one transaction. Throws `SET_UNKNOWN`, `GENERATION_DIFFERS`, and what
 * `releaseVolume` does.
 */
export async function releaseSet(
  context: RequestContext,
  { seen, erase, ...set }: SetRelease,
  asking: Asking,
): Promise<readonly Volume[]> {
  if (asking.onlyProject !== null && asking.onlyProject !== set.project)
    throw new BmvError('SET_UNKNOWN', `there is no set ${JSON.stringify(set.name)}; see \`bmv sets list\``);
  const { released, poked } = await context.store.transaction(async (tx) => {
    const members = await readMembers(tx, set);
    expectSeen(set, members, seen);
    const all: Volume[] = [];
    const changed: string[] = [];
    for (const [node, some] of Map.groupBy(members, (member) => member.node)) {
      const state = await knownNode(tx, node, []);
      const ids = some.map(({ id }) => id);
      const decision = releaseTogether(ids, erase, inputOf(tx, state, asking, context));
      await applyDecisions(tx, [{ state, decision }]);
      if (decision.planChanges) changed.push(node);
      const written = new Set(decision.volumes);
      for (const volume of decision.released)
        all.push(written.has(volume) ? { ...volume, generation: volume.generation + 1 } : volume);
    }
    return { released: all, poked: changed };
  });
  for (const node of poked) await pokeSafely(context, node);
  return released;
}
