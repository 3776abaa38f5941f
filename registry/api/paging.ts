import type { ApiLimits } from './limits.ts';
import { InvalidRequest } from './problem.ts';

/** Items of a page. Throws `REQUEST_INVALID` for more than there may be. */
export function pageItems(
  asked: number | undefined,
  { pageItems: usual, maxPageItems }: ApiLimits,
  where: 'query' | 'body' = 'query',
): number {
  if (asked === undefined) return Math.min(usual, maxPageItems);
  if (asked <= maxPageItems) return asked;
  const message = `at most ${maxPageItems} items at a time`;
  throw new InvalidRequest(message, [{ in: where, path: '/limit', message }]);
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
