import type { KnownInstance } from '../decisions/instance-change.ts';
import { instanceGone } from '../decisions/instance-gone.ts';
import type { InstanceStore } from '../ironic/instance-watch.ts';
import { applyDecisions } from '../store/apply-decision.ts';
import { endInstance, putInstances, readInstance, readInstances } from '../store/instances.ts';
import { readNodeState } from '../store/node-states.ts';
import { pokeSafely, type RequestContext } from './context.ts';

/** Instances that Ironic had active, and what becomes of volumes when one is gone. */
export class StoredInstances implements InstanceStore {
  readonly #context: RequestContext;

  constructor(context: RequestContext) {
    this.#context = context;
  }

  async nowMs(): Promise<number> {
    return await this.#context.store.nowMs();
  }

  async instances(): Promise<ReadonlyMap<string, KnownInstance>> {
    return await this.#context.store.read(readInstances);
  }

  async remember(instances: ReadonlyMap<string, KnownInstance>): Promise<void> {
    if (instances.size > 0) await this.#context.store.transaction((tx) => putInstances(tx, instances));
  }

  async forget(nodes: ReadonlyMap<string, KnownInstance>): Promise<void> {
    for (const [node, known] of nodes)
      await this.#context.store.transaction(async (tx) => {
        const stored = await readInstance(tx, node);
        if (stored && isSame(stored, known)) await endInstance(tx, node, stored);
      });
  }

  async gone(node: string, known: KnownInstance): Promise<void> {
    const context = this.#context;
    const planChanges = await context.store.transaction(async (tx) => {
      const stored = await readInstance(tx, node);
      // Another process was first.
      if (!stored || !isSame(stored, known)) return false;
      await endInstance(tx, node, stored);
      const state = await readNodeState(tx, node);
      if (!state) return false;
      const actor = { kind: 'registry', id: '', project: '' } as const;
      const decision = instanceGone(known, state, { actor, nowMs: tx.nowMs });
      await applyDecisions(tx, [{ state, decision }]);
      return decision.planChanges;
    });
    if (planChanges) await pokeSafely(context, node);
  }
}

function isSame(one: KnownInstance, other: KnownInstance): boolean {
  return one.instance === other.instance && one.project === other.project;
}
