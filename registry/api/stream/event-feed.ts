import type { ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import { BmvError } from '../../../proto/error.ts';
import type { EventRecord, StepRun } from '../../model.ts';
import type { NodeFactsCache } from '../../placement/node-facts.ts';
import { listRuns } from '../../store/runs.ts';
import type { Store } from '../../store/store.ts';
import type { ApiLimits } from '../limits.ts';
import { eventsAfter, isWanted, readNewestSeq } from '../queries/event-list.ts';
import { StreamClient, type StreamWish } from './client.ts';

/** Events that are read at a time. */
const PAGE = 500;
/** Steps that run at a time, of which progress is told. */
const MAX_RUNNING = 10_000;

export interface FeedContext {
  readonly store: Store;
  readonly facts: NodeFactsCache;
  readonly limits: ApiLimits;
  readonly logger: Logger;
}

function progressOf({ phase, doneBytes, totalBytes }: StepRun): string {
  return `${phase} ${doneBytes} ${totalBytes}`;
}

/**
 * Tells all streams what happens, in whatever process of the fleet it is stored: new events are read once for all of them,
 * and only while there are streams. A stream that begins in the past reads for itself until it has caught up.
 */
export class EventFeed {
  readonly #context: FeedContext;
  /** Those that were told all events up to `#position`. */
  readonly #live = new Set<StreamClient>();
  readonly #all = new Set<StreamClient>();
  /** What was told of steps that run, by node and run. */
  #told = new Map<string, string>();
  /** Null while nothing is read. */
  #position: number | null = null;
  #timers: NodeJS.Timeout[] = [];
  #polling: Promise<void> | null = null;
  #isFailing = false;
  #isClosed = false;

  constructor(context: FeedContext) {
    this.#context = context;
  }

  /** Streams that are open. */
  get size(): number {
    return this.#all.size;
  }

  /** Throws `REGISTRY_FULL`. */
  expectRoom(): void {
    if (!this.#isClosed && this.#all.size < this.#context.limits.maxStreams) return;
    throw new BmvError('REGISTRY_FULL', 'the registry has as many streams as it takes; try again later');
  }

  /**
   * Sends what is wanted behind event `after`, until either side ends it. Resolves when it is sent up to now. A failure of
   * the store ends the stream, whose reader takes it up again. Never rejects.
   */
  async serve(response: ServerResponse, wish: StreamWish, after: number): Promise<void> {
    const { limits } = this.#context;
    const client = new StreamClient(response, wish, after, limits.maxUnreadBytes);
    this.#all.add(client);
    const life = setTimeout(() => client.end(), limits.streamLifeMs);
    response.on('close', () => {
      clearTimeout(life);
      this.#all.delete(client);
      this.#live.delete(client);
      if (this.#all.size === 0) this.#stop();
    });
    if (client.hasEnded) {
      response.emit('close');
      return;
    }
    this.#start();
    // So that a proxy and the reader see that it has begun.
    client.heartbeat();
    await this.#catchUp(client).catch(() => client.end());
  }

  /** Looks for news at once. */
  async poll(): Promise<void> {
    this.#polling ??= this.#poll().finally(() => {
      this.#polling = null;
    });
    await this.#polling;
  }

  /** Ends all streams. */
  close(): void {
    this.#isClosed = true;
    this.#stop();
    for (const client of this.#all) client.end();
  }

  #start(): void {
    if (this.#timers.length > 0) return;
    const { streamPollMs, streamHeartbeatMs } = this.#context.limits;
    this.#timers = [
      setInterval(() => void this.poll(), streamPollMs),
      setInterval(() => {
        for (const client of this.#all) client.heartbeat();
      }, streamHeartbeatMs),
    ];
  }

  #stop(): void {
    for (const timer of this.#timers) clearInterval(timer);
    this.#timers = [];
    this.#position = null;
    this.#told = new Map();
  }

  async #catchUp(client: StreamClient): Promise<void> {
    const { store } = this.#context;
    while (!client.hasEnded) {
      // HAZARD: while it is read, another client may begin, and be told by that position what comes next.
      const newest = this.#position ?? (await store.read(readNewestSeq));
      this.#position ??= newest;
      const upTo = this.#position;
      // HAZARD: no `await` between this and the end of the method: `#poll` tells all that are live by then.
      if (client.position >= upTo) {
        this.#live.add(client);
        return;
      }
      const { events, next } = await store.read((view) =>
        eventsAfter(view, client.wish.events, { after: client.position, limit: PAGE, upTo }),
      );
      for (const event of events) client.sendEvent(event);
      client.position = next ?? upTo;
      await client.drained();
    }
  }

  async #poll(): Promise<void> {
    const { logger } = this.#context;
    try {
      await this.#tellEvents();
      await this.#tellProgress();
      if (this.#isFailing) logger.info('events are streamed again');
      this.#isFailing = false;
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      if (!this.#isFailing)
        logger.warn({ error: why }, 'events cannot be streamed; they are as soon as they can be read');
      this.#isFailing = true;
    }
  }

  async #tellEvents(): Promise<void> {
    const { store } = this.#context;
    for (;;) {
      const after = this.#position;
      if (after === null) return;
      const { events, next } = await store.read((view) => eventsAfter(view, {}, { after, limit: PAGE }));
      const last = events.at(-1);
      if (this.#position !== after || !last) return;
      this.#position = last.seq;
      for (const client of this.#live) this.#tell(client, events);
      if (next === null) return;
    }
  }

  #tell(client: StreamClient, events: readonly EventRecord[]): void {
    for (const event of events) {
      if (event.seq <= client.position) continue;
      if (isWanted(event, client.wish.events)) client.sendEvent(event);
      client.position = event.seq;
    }
  }

  async #tellProgress(): Promise<void> {
    const { store, facts } = this.#context;
    const listeners = [...this.#live].filter(({ wish }) => wish.wantsProgress);
    if (listeners.length === 0) return;
    const running = await store.read((view) =>
      listRuns(view, { state: 'running', before: null, limit: MAX_RUNNING }),
    );
    const told = this.#told;
    this.#told = new Map(running.map((run) => [`${run.node} ${run.run}`, progressOf(run)]));
    const news = running.filter((run) => told.get(`${run.node} ${run.run}`) !== progressOf(run));
    if (news.length === 0) return;
    const isRestricted = listeners.some(({ wish }) => wish.onlyProject !== null);
    const held = isRestricted ? await facts.of([...new Set(news.map(({ node }) => node))]) : new Map();
    for (const client of listeners) {
      const { events, onlyProject } = client.wish;
      for (const run of news) {
        const holders: readonly string[] = held.get(run.node)?.heldBy ?? [];
        const isOwn =
          onlyProject === null || (holders.length > 0 && holders.every((item) => item === onlyProject));
        if (isOwn && (events.node === undefined || events.node === run.node)) client.sendProgress(run);
      }
    }
  }
}
