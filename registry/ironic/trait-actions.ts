import type { TraitedNode } from './trait-client.ts';
import type { TraitNames } from './trait-names.ts';

export interface TraitAction {
  readonly action: 'add' | 'remove';
  readonly node: string;
  readonly trait: string;
}

/** What keeps others away first: what tells of room and of agents can wait. */
const ORDER = ['held', 'capable', 'free'] as const;

/**
 * What is to be done so that each node of Ironic has the traits that it should. `held`: whether a node is held, of those
 * that the registry knows. HAZARD: of a node that it does not know, it cannot say that nothing is on it; there it leaves
 * what there is.
 */
export function traitActions(
  nodes: readonly TraitedNode[],
  held: ReadonlyMap<string, boolean>,
  names: TraitNames,
): readonly TraitAction[] {
  const actions = nodes.flatMap(({ uuid: node, traits }) => {
    const isHeld = held.get(node);
    if (isHeld === undefined) return [];
    const has = (trait: string) => traits.includes(trait);
    const found: (TraitAction & { readonly why: (typeof ORDER)[number] })[] = [];
    if (isHeld && !has(names.held)) found.push({ action: 'add', node, trait: names.held, why: 'held' });
    if (!has(names.capable)) found.push({ action: 'add', node, trait: names.capable, why: 'capable' });
    if (!isHeld && has(names.held)) found.push({ action: 'remove', node, trait: names.held, why: 'free' });
    return found;
  });
  return ORDER.flatMap((wanted) =>
    actions.filter(({ why }) => why === wanted).map(({ action, node, trait }) => ({ action, node, trait })),
  );
}
