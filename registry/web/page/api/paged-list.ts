import type { Signal } from '@preact/signals';
import { LIMITS } from '../limits.ts';
import type { Page } from './pages.ts';
import type { Problem } from './problem.ts';
import { Resource } from './resource.ts';

/** The first items of a list, and more of them when they are wanted. */
export class PagedList<T> {
  readonly #resource: Resource<Page<T>>;
  #wanted: number = LIMITS.pageItems;

  constructor(read: (after: string | null, limit: number, signal: AbortSignal) => Promise<Page<T>>) {
    this.#resource = new Resource(async (signal) => {
      const items: T[] = [];
      let next: string | null = null;
      do {
        const limit = Math.min(LIMITS.maxPage, this.#wanted - items.length);
        const page: Page<T> = await read(next, limit, signal);
        items.push(...page.items);
        next = page.next;
      } while (next !== null && items.length < this.#wanted);
      return { items, next };
    }, LIMITS.listSettleMs);
  }

  /** Null before it was read the first time; `next` is null where there is nothing more. */
  get data(): Signal<Page<T> | null> {
    return this.#resource.data;
  }

  get problem(): Signal<Problem | null> {
    return this.#resource.problem;
  }

  /** See `Resource`. */
  touch(): void {
    this.#resource.touch();
  }

  reload(): void {
    this.#resource.reload();
  }

  dispose(): void {
    this.#resource.dispose();
  }

  /** Reads one page more. */
  more(): void {
    this.#wanted += LIMITS.pageItems;
    this.#resource.reload();
  }
}
