import { type ReadonlySignal, signal } from '@preact/signals';

/** Differences below this are the header's, which has whole seconds, and the network's. Milliseconds. */
const MIN_SKEW_MS = 2000;
const TICK_MS = 1000;

/** The registry's clock, as far as its answers tell it: ages are by the clock that the times are of. */
export class Clock {
  readonly #now = signal(Date.now());
  #skewMs = 0;

  /** Milliseconds since the epoch; changes every second. */
  get now(): ReadonlySignal<number> {
    return this.#now;
  }

  start(): void {
    setInterval(() => this.#tick(), TICK_MS);
  }

  /** What the header `Date` of an answer said: a whole second, so that half of one is missing on average. */
  learn(serverMs: number): void {
    const skewMs = serverMs + 500 - Date.now();
    this.#skewMs = Math.abs(skewMs) < MIN_SKEW_MS ? 0 : skewMs;
  }

  #tick(): void {
    this.#now.value = Date.now() + this.#skewMs;
  }
}
