import type { EventJson } from '../../registry/api/schemas/events.ts';
import type { RunJson } from '../../registry/api/schemas/runs.ts';
import type { FeedListener } from '../../registry/web/page/live/feed.ts';

/** A feed of events that a test tells. */
export class TestFeed {
  readonly begun = Promise.resolve();
  readonly #listeners = new Set<FeedListener>();

  subscribe(listener: FeedListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  get listeners(): number {
    return this.#listeners.size;
  }

  event(event: EventJson): void {
    for (const listener of this.#listeners) listener.event?.(event);
  }

  progress(run: RunJson): void {
    for (const listener of this.#listeners) listener.progress?.(run);
  }

  reset(): void {
    for (const listener of this.#listeners) listener.reset?.();
  }
}

/** Resolves when something is so; a test that waits for ever ends by its timeout. */
export async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 5));
}
