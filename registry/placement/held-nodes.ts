import type { HeldNodes } from '../ironic/trait-keeper.ts';
import type { NodeFacts, NodeFactsCache } from './node-facts.ts';

/** What is in doubt is nobody's to be deployed on, as `permission` has it. */
function isHeld({ heldBy, undecided }: NodeFacts): boolean {
  return heldBy.length > 0 || undecided > 0;
}

/** Which nodes are held, never older than the question. */
export function heldNodes(facts: NodeFactsCache): HeldNodes {
  return {
    all: async () => new Map([...(await facts.all())].map((item) => [item.node, isHeld(item)])),
    of: async (node) => {
      const found = (await facts.of([node])).get(node);
      return found ? isHeld(found) : null;
    },
  };
}
