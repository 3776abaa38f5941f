import type { SessionStore } from './ports.ts';

export interface StoreClockOptions {
  /** How long the clock runs on its own before the store is asked again, milliseconds. Default 30 s. */
  readonly refreshMs?: number;
  /** Milliseconds of a clock that does not go back. */
  readonly monotonicMs?: () => number;
}

/** The store's clock and the secret of all replicas, without a query for each agent. */
export class StoreClock {
  readonly #store: Pick<SessionStore, 'nowMs' | 'serverSecret'>;
  readonly #refreshMs: number;
  readonly #monotonicMs: () => number;
  #offsetMs = 0;
  #askedAtMs = Number.NEGATIVE_INFINITY;
  #asking: Promise<void> | null = null;
  #secret: string | null = null;

  constructor(
    store: Pick<SessionStore, 'nowMs' | 'serverSecret'>,
    { refreshMs = 30_000, monotonicMs = () => performance.now() }: StoreClockOptions = {},
  ) {
    this.#store = store;
    this.#refreshMs = refreshMs;
    this.#monotonicMs = monotonicMs;
  }

  async nowMs(): Promise<number> {
    if (this.#monotonicMs() - this.#askedAtMs >= this.#refreshMs) {
      this.#asking ??= this.#ask();
      await this.#asking;
    }
    return Math.round(this.#monotonicMs() + this.#offsetMs);
  }

  async secret(): Promise<string> {
    this.#secret ??= await this.#store.serverSecret();
    return this.#secret;
  }

  async #ask(): Promise<void> {
    try {
      const nowMs = await this.#store.nowMs();
      this.#askedAtMs = this.#monotonicMs();
      this.#offsetMs = nowMs - this.#askedAtMs;
    } finally {
      this.#asking = null;
    }
  }
}
