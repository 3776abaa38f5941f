import { VOLUME_STATES, type VolumeState } from '../proto/catalog.ts';
import type { KeyWrapper } from './keys/key-wrapper.ts';
import { countKeptKeys } from './requests/kept-keys.ts';
import type { Store } from './store/store.ts';
import { countVolumes } from './store/volumes.ts';

/** What the store has, for metrics. */
export interface StoreCounts {
  readonly nodes: number;
  /** Every state is in it. */
  readonly volumes: ReadonlyMap<VolumeState, number>;
  readonly openAlarms: number;
  /** Of volumes. */
  readonly keys: { readonly openable: number; readonly missing: number };
  /** Number of the newest event. */
  readonly events: number;
}

/** How long counts are good, milliseconds: several scrapers cost no more than one. */
const GOOD_MS = 5000;

/** Counts what the store has, now and then. */
export class StoreCounter {
  readonly #store: Store;
  readonly #wrapper: KeyWrapper | null;
  readonly #monotonicMs: () => number;
  #countedAtMs = Number.NEGATIVE_INFINITY;
  #counts: StoreCounts | null = null;

  /** `wrapper`: of volumes' keys; null for none. */
  constructor(store: Store, wrapper: KeyWrapper | null, monotonicMs: () => number = () => performance.now()) {
    this.#store = store;
    this.#wrapper = wrapper;
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
      const { openable, missing } = await countKeptKeys(view, this.#wrapper);
      return {
        nodes: Number(nodes.count),
        volumes: new Map(VOLUME_STATES.map((state) => [state, known.get(state) ?? 0])),
        openAlarms: Number(alarms.count),
        keys: { openable, missing: [...missing.values()].reduce((sum, count) => sum + count, 0) },
        events: head?.seq ?? 0,
      };
    });
  }
}
