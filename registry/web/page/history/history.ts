import { batch, signal } from '@preact/signals';
import type { EventJson } from '../../../api/schemas/events.ts';
import type { Client } from '../api/client.ts';
import { asProblem, type Problem } from '../api/problem.ts';
import { LIMITS } from '../limits.ts';
import type { EventFeed, FeedListener } from '../live/feed.ts';
import { mergeEvents } from './merge.ts';

/** Whose events. */
export type HistorySubject = { readonly node: string } | { readonly volume: string };

export interface HistoryParts {
  readonly client: Pick<Client, 'events'>;
  readonly feed: Pick<EventFeed, 'begun' | 'subscribe'>;
}

/** What happened to a node or a volume, newest first, as it happens; older events a page at a time. */
export class History implements FeedListener {
  readonly events = signal<readonly EventJson[]>([]);
  /** Null before the first page was read. */
  readonly hasOlder = signal<boolean | null>(null);
  readonly isLoading = signal(false);
  readonly problem = signal<Problem | null>(null);
  readonly #parts: HistoryParts;
  readonly #subject: HistorySubject;
  #end = new AbortController();
  readonly #unsubscribe: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(parts: HistoryParts, subject: HistorySubject) {
    this.#parts = parts;
    this.#subject = subject;
    this.#unsubscribe = parts.feed.subscribe(this);
    void parts.feed.begun.then(() => this.#read(null));
  }

  dispose(): void {
    this.#end.abort();
    this.#unsubscribe();
    clearTimeout(this.#timer);
  }

  event(event: EventJson): void {
    const isOurs =
      'node' in this.#subject ? event.node === this.#subject.node : event.volume === this.#subject.volume;
    if (isOurs) this.events.value = mergeEvents(this.events.value, [event], LIMITS.maxHistoryEvents);
  }

  reset(): void {
    this.#end.abort();
    this.#end = new AbortController();
    this.events.value = [];
    void this.#read(null);
  }

  /** Reads the page behind the oldest event that is shown. */
  async loadOlder(): Promise<void> {
    const oldest = this.events.value.at(-1);
    if (oldest && !this.isLoading.value) await this.#read(oldest.seq);
  }

  /** `before`: null for the newest. */
  async #read(before: number | null): Promise<void> {
    const { signal } = this.#end;
    this.isLoading.value = true;
    try {
      const place = before === null ? { newest: true } : { before };
      const query = { ...this.#subject, ...place, limit: LIMITS.historyEvents };
      const { events, next } = await this.#parts.client.events(query, signal);
      batch(() => {
        this.events.value = mergeEvents(this.events.value, events);
        this.hasOlder.value = next !== null && this.events.value.length < LIMITS.maxHistoryEvents;
        this.problem.value = null;
      });
    } catch (error) {
      if (signal.aborted) return;
      const problem = asProblem(error);
      this.problem.value = problem;
      if (!problem.isFinal)
        this.#timer = setTimeout(
          () => void this.#read(before),
          Math.max(LIMITS.retryMs, problem.retryAfterMs ?? 0),
        );
    } finally {
      this.isLoading.value = false;
    }
  }
}
