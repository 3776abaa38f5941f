import type { ApiLimits } from './limits.ts';

/** Items of a page: whoever wants more than there may be gets as many as there may be, and `next`. */
export function pageItems(asked: number | undefined, { pageItems: usual, maxPageItems }: ApiLimits): number {
  return Math.min(asked ?? usual, maxPageItems);
}

/** `next` of a list that may go on behind its last item. */
export function nextOf<Item, Key>(
  items: readonly Item[],
  limit: number,
  keyOf: (item: Item) => Key,
): Key | null {
  const last = items.at(-1);
  return items.length < limit || last === undefined ? null : keyOf(last);
}
