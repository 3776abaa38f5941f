import { type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { NodeJson } from '../../../api/schemas/nodes.ts';
import { FIRST_SORT, type Sort, sortedUuids } from './order.ts';

/** Nodes as rows. A row changes where it is: its place is made anew only by `arrange`, so that none jumps while it is read. */
export class NodeRows {
  readonly #rows = new Map<string, Signal<NodeJson>>();
  readonly #order = signal<readonly string[]>([]);
  readonly #sort = signal<Sort>(FIRST_SORT);

  /** UUIDs, as they are shown. */
  get order(): ReadonlySignal<readonly string[]> {
    return this.#order;
  }

  get sort(): ReadonlySignal<Sort> {
    return this.#sort;
  }

  get size(): number {
    return this.#rows.size;
  }

  row(uuid: string): ReadonlySignal<NodeJson> | null {
    return this.#rows.get(uuid) ?? null;
  }

  /** Adds a node, or changes its row. True where it was not there. */
  put(node: NodeJson): boolean {
    const row = this.#rows.get(node.uuid);
    if (row) row.value = node;
    else this.#rows.set(node.uuid, signal(node));
    return !row;
  }

  remove(uuid: string): void {
    if (this.#rows.delete(uuid)) this.#order.value = this.#order.value.filter((other) => other !== uuid);
  }

  /** Puts all rows into the order of a column. */
  arrange(sort: Sort = this.#sort.value): void {
    this.#sort.value = sort;
    this.#order.value = sortedUuids(
      [...this.#rows.values()].map((row) => row.peek()),
      sort,
    );
  }
}
