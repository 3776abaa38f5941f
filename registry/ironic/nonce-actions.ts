import type { StoredNonce } from '../sessions/ports.ts';
import type { IronicNode } from './client.ts';
import { nonceWish } from './states.ts';

/** `put`: a new one to Ironic and to the store; `remove`: from Ironic; `forget`: Ironic has no such node any more. */
export interface NonceAction {
  readonly action: 'put' | 'remove' | 'forget';
  readonly node: string;
}

/**
 * What is to be done so that each node which may begin to boot a ramdisk has a nonce that is good for half of its life at
 * least. `known`: what the store has.
 */
export function nonceActions(
  nodes: readonly Pick<IronicNode, 'uuid' | 'provisionState' | 'nonce'>[],
  known: ReadonlyMap<string, StoredNonce>,
  { nowMs, lifeMs }: { readonly nowMs: number; readonly lifeMs: number },
): readonly NonceAction[] {
  const actions = nodes.map(({ uuid: node, provisionState, nonce }): NonceAction | null => {
    const stored = known.get(node);
    const isGood = stored && !stored.isUsed && stored.expiresAtMs - nowMs > lifeMs / 2;
    const wish = nonceWish(provisionState);
    if (wish === 'put' && !(isGood && stored.nonce === nonce)) return { action: 'put', node };
    if (wish === 'remove' && (nonce !== null || stored)) return { action: 'remove', node };
    return null;
  });
  const there = new Set(nodes.map(({ uuid }) => uuid));
  const gone = [...known.keys()].filter((node) => !there.has(node));
  return [
    ...actions.filter((action) => action !== null),
    ...gone.map((node): NonceAction => ({ action: 'forget', node })),
  ];
}
