import type { EventJson, EventListJson } from '../../../api/schemas/events.ts';
import type { RunJson } from '../../../api/schemas/runs.ts';
import { asProblem, type Problem } from '../api/problem.ts';
import { backoffMs } from './backoff.ts';
import { type SseMessage, SseParser } from './sse.ts';

/** What a feed reads from. */
export interface FeedSource {
  events(
    query: { readonly newest: boolean; readonly limit: number },
    signal: AbortSignal,
  ): Promise<Pick<EventListJson, 'events'>>;
  stream(after: number, signal: AbortSignal): Promise<ReadableStream<Uint8Array>>;
}

/** Who is told what comes in. */
export interface FeedListener {
  /** In their order, each once. */
  event?(event: EventJson): void;
  /** A step that runs; some are not told. */
  progress?(run: RunJson): void;
  /** All that was read may be another now: read it again. */
  reset?(): void;
}

/** `paused`: nobody looks at the page. */
export type FeedState = 'connecting' | 'live' | 'reconnecting' | 'paused';

export interface FeedOptions {
  /** Longest silence of a stream that is taken for alive, milliseconds. */
  readonly maxSilenceMs: number;
  /** A stream that lived as long and then ended is opened again at once, milliseconds. */
  readonly settledMs: number;
  /** From 0 to 1. */
  readonly random: () => number;
  /** Told each new state; `problem` says why it is not live. */
  readonly onState: (state: FeedState, problem: Problem | null) => void;
}

/**
 * All events and progress, as they happen, over one stream that is opened again behind the last event whenever it breaks.
 * HAZARD: what is shown is read when `begun` has resolved, not before: what happens between would be missed.
 */
export class EventFeed {
  readonly #source: FeedSource;
  readonly #options: FeedOptions;
  readonly #listeners = new Set<FeedListener>();
  /** Of the newest event that was told; null before it is known where to begin. */
  #seq: number | null = null;
  /** Since the last stream that was open. */
  #attempts = 0;
  #run: AbortController | null = null;
  #wake: () => void = () => {};
  #hasBegun: () => void = () => {};
  /** Resolves when it is known where the feed begins, or that this cannot be known for now. */
  readonly begun = new Promise<void>((resolve) => {
    this.#hasBegun = resolve;
  });

  constructor(source: FeedSource, options: FeedOptions) {
    this.#source = source;
    this.#options = options;
  }

  /** Returns what ends it. */
  subscribe(listener: FeedListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Connects, and stays connected. */
  start(): void {
    if (this.#run) return;
    this.#run = new AbortController();
    void this.#keepOpen(this.#run.signal);
  }

  /** Disconnects until `start`; what happens meanwhile is told then. */
  pause(): void {
    if (!this.#run) return;
    this.#run.abort();
    this.#run = null;
    this.#options.onState('paused', null);
  }

  /** Does not wait until the next attempt is due. */
  retryNow(): void {
    this.#wake();
  }

  async #keepOpen(signal: AbortSignal): Promise<void> {
    this.#options.onState(this.#seq === null ? 'connecting' : 'reconnecting', null);
    this.#attempts = 0;
    while (!signal.aborted) {
      let problem: Problem | null = null;
      const startedMs = Date.now();
      try {
        await this.#connect(signal);
        // Ended by the registry in good order: it gives no stream for ever.
        if (Date.now() - startedMs >= this.#options.settledMs) continue;
      } catch (error) {
        problem = asProblem(error);
      }
      if (signal.aborted) return;
      this.#hasBegun();
      this.#attempts += 1;
      this.#options.onState('reconnecting', problem);
      const pauseMs = backoffMs(this.#attempts, this.#options.random());
      await this.#wait(Math.max(pauseMs, problem?.retryAfterMs ?? 0), signal);
    }
  }

  /** Resolves when the stream has ended in good order. */
  async #connect(pause: AbortSignal): Promise<void> {
    const ended = new AbortController();
    const signal = AbortSignal.any([pause, ended.signal]);
    let silence: ReturnType<typeof setTimeout> | undefined;
    const heard = () => {
      clearTimeout(silence);
      silence = setTimeout(() => ended.abort(), this.#options.maxSilenceMs);
    };
    heard();
    try {
      const stream = await this.#source.stream(await this.#startingPoint(signal), signal);
      this.#attempts = 0;
      this.#options.onState('live', null);
      await this.#read(stream, heard);
    } finally {
      clearTimeout(silence);
      ended.abort();
    }
  }

  async #read(stream: ReadableStream<Uint8Array>, heard: () => void): Promise<void> {
    const parser = new SseParser();
    const decoder = new TextDecoder();
    const reader = stream.getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      heard();
      for (const message of parser.push(decoder.decode(value, { stream: true }))) this.#tell(message);
    }
  }

  /** Behind the last event that was told. Where the registry has none so new, its store is another, or an older copy. */
  async #startingPoint(signal: AbortSignal): Promise<number> {
    const { events } = await this.#source.events({ newest: true, limit: 1 }, signal);
    const head = events[0]?.seq ?? 0;
    const isLater = this.#seq === null && this.#attempts > 0;
    const seq = this.#seq === null ? head : Math.min(head, this.#seq);
    const isOlder = this.#seq !== null && seq < this.#seq;
    this.#seq = seq;
    this.#hasBegun();
    if (isLater || isOlder) for (const listener of this.#listeners) listener.reset?.();
    return seq;
  }

  #tell({ event, data }: SseMessage): void {
    if (event === 'progress') {
      const run = JSON.parse(data) as RunJson;
      for (const listener of this.#listeners) listener.progress?.(run);
    } else if (event === 'event') {
      const told = JSON.parse(data) as EventJson;
      if (told.seq <= (this.#seq ?? 0)) return;
      this.#seq = told.seq;
      for (const listener of this.#listeners) listener.event?.(told);
    }
  }

  async #wait(ms: number, signal: AbortSignal): Promise<void> {
    await new Promise<void>((resolve) => {
      const end = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', end);
        resolve();
      };
      const timer = setTimeout(end, ms);
      this.#wake = end;
      signal.addEventListener('abort', end);
    });
    this.#wake = () => {};
  }
}
