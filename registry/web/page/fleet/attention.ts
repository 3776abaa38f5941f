import { computed, signal } from '@preact/signals';
import type { VolumeState } from '../../../../proto/catalog.ts';
import type { EventJson } from '../../../api/schemas/events.ts';
import type { Client } from '../api/client.ts';
import { asProblem } from '../api/problem.ts';
import { LIMITS } from '../limits.ts';
import type { EventFeed, FeedListener } from '../live/feed.ts';

/** States that do not last, or that somebody has to look at; all others are as they should be. The worst first. */
export const UNUSUAL_STATES = [
  'quarantined',
  'error',
  'missing',
  'releasing',
  'extending',
  'creating',
  'reserved',
] as const satisfies readonly VolumeState[];
export type UnusualState = (typeof UNUSUAL_STATES)[number];

/** How many volumes are in each unusual state; those with none are not in it. */
export type StateCounts = ReadonlyMap<UnusualState, number>;

interface Place {
  readonly node: string;
  readonly state: UnusualState;
}

function isUnusual(state: unknown): state is UnusualState {
  return UNUSUAL_STATES.some((unusual) => unusual === state);
}

function countsOf(places: Iterable<Place>): StateCounts {
  const counts = new Map<UnusualState, number>();
  for (const { state } of places) counts.set(state, (counts.get(state) ?? 0) + 1);
  return counts;
}

/** Volumes of the fleet that are in unusual states, of all nodes and of each. */
export class Attention implements FeedListener {
  readonly #volumes = signal<ReadonlyMap<string, Place>>(new Map());
  /** Of the fleet. */
  readonly counts = computed(() => countsOf(this.#volumes.value.values()));
  /** By the UUID of the node. */
  readonly byNode = computed((): ReadonlyMap<string, StateCounts> => {
    const groups = Map.groupBy(this.#volumes.value.values(), ({ node }) => node);
    return new Map([...groups].map(([node, places]) => [node, countsOf(places)]));
  });
  /** States of which there are more volumes than are counted. */
  readonly uncounted = signal<ReadonlySet<UnusualState>>(new Set());
  readonly #client: Pick<Client, 'volumes'>;
  readonly #end = new AbortController();
  readonly #unsubscribe: () => void;
  /** Where volumes went while they were being read; null where none are. */
  #moved: Map<string, Place | null> | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(client: Pick<Client, 'volumes'>, feed: Pick<EventFeed, 'begun' | 'subscribe'>) {
    this.#client = client;
    this.#unsubscribe = feed.subscribe(this);
    void feed.begun.then(() => this.reset());
  }

  dispose(): void {
    this.#end.abort();
    this.#unsubscribe();
    clearTimeout(this.#timer);
  }

  event({ kind, volume, node, details }: EventJson): void {
    if (!kind.startsWith('volume.') || typeof details.to !== 'string') return;
    const place = isUnusual(details.to) ? { node, state: details.to } : null;
    this.#moved?.set(volume, place);
    this.#volumes.value = moved(this.#volumes.value, new Map([[volume, place]]));
  }

  reset(): void {
    clearTimeout(this.#timer);
    this.#moved = new Map();
    void this.#read();
  }

  async #read(): Promise<void> {
    const found = new Map<string, Place>();
    const more = new Set<UnusualState>();
    try {
      for (const state of UNUSUAL_STATES) if (await this.#readState(state, found)) more.add(state);
    } catch (error) {
      if (this.#end.signal.aborted) return;
      if (!asProblem(error).isFinal) this.#timer = setTimeout(() => this.reset(), LIMITS.retryMs);
      return;
    }
    this.#volumes.value = moved(found, this.#moved ?? new Map());
    this.uncounted.value = more;
    this.#moved = null;
  }

  /** True where there are more than are counted. */
  async #readState(state: UnusualState, found: Map<string, Place>): Promise<boolean> {
    let after: string | null = null;
    for (let count = 0; count < LIMITS.maxCounted; ) {
      const query = { state, after, limit: LIMITS.maxPage };
      const page: Awaited<ReturnType<Client['volumes']>> = await this.#client.volumes(
        query,
        this.#end.signal,
      );
      for (const { id, node } of page.volumes) found.set(id, { node, state });
      if (page.next === null) return false;
      count += page.volumes.length;
      after = page.next;
    }
    return true;
  }
}

function moved(
  volumes: ReadonlyMap<string, Place>,
  changes: ReadonlyMap<string, Place | null>,
): ReadonlyMap<string, Place> {
  const after = new Map(volumes);
  for (const [id, place] of changes) {
    if (place) after.set(id, place);
    else after.delete(id);
  }
  return after;
}
