import { LIMITS } from '../limits.ts';

/** Part of a list; `next` leads to the part behind it, null where there is none. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}

/** All pages of a list that is short, one behind the other. */
export async function allPages<T>(
  read: (after: string | null, limit: number) => Promise<Page<T>>,
): Promise<readonly T[]> {
  const items: T[] = [];
  let after: string | null = null;
  do {
    const page: Page<T> = await read(after, LIMITS.maxPage);
    items.push(...page.items);
    after = page.next;
  } while (after !== null);
  return items;
}
