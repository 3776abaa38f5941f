import { VOLUME_STATES, type VolumeState } from '../proto/catalog.ts';
import type { Store } from './store/store.ts';
import { countVolumes } from './store/volumes.ts';

/** What the store has, for metrics. */
export interface StoreCounts {
  readonly nodes: number;
  /** Every state is in it. */
  readonly volumes: ReadonlyMap<VolumeState, number>;
  readonly openAlarms: number;
  /** Number of the newest event. */
  readonly events: number;
}

/** How long counts are good, milliseconds: several scrapers cost no more than one. */
const GOOD_MS = 5000;

/** Counts what the store has, now and then. */
export class StoreCounter {
  readonly #store: Store;
  readonly #monotonicMs: () => number;
  #countedAtMs = Number.NEGATIVE_INFINITY;
  #counts: StoreCounts | null = null;

  constructor(store: Store, monotonicMs: () => number = () => performance.now()) {
    this.#store = store;
    this.#monotonicMs = monotonicMs;
  }

  /** Null where the store does not answer. Never rejects. */
  async counts(): Promise<StoreCounts | null> {
    if (this.#monotonicMs() - this.#countedAtMs < GOOD_MS) return this.#counts;
    try {
      this.#counts = await this.#count();
    } catch {
      this.#counts = null;
    }
    this.#countedAtMs = this.#monotonicMs();
    return this.#counts;
  }

  async #count(): Promise<StoreCounts> {
    return await this.#store.read(async (view) => {
      const { db } = view;
      const nodes = await db
        .selectFrom('nodes')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .executeTakeFirstOrThrow();
      const alarms = await db
        .selectFrom('alarms')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .where('resolved_at_ms', 'is', null)
        .executeTakeFirstOrThrow();
      const head = await db.selectFrom('chain').select('seq').where('id', '=', 1).executeTakeFirst();
      const known = await countVolumes(view);
      return {
        nodes: Number(nodes.count),
        volumes: new Map(VOLUME_STATES.map((state) => [state, known.get(state) ?? 0])),
        openAlarms: Number(alarms.count),
        events: head?.seq ?? 0,
      };
    });
  }
}
