/**
 * Calls `onIdle` once when it was not fed for `idleMs`. While paused it does not count. Timers do not keep
 * the process alive.
 */
export class Watchdog {
  readonly #idleMs: number;
  readonly #onIdle: () => void;
  #timer: NodeJS.Timeout | undefined;
  #pauses = 0;
  #stopped = false;

  constructor(idleMs: number, onIdle: () => void) {
    this.#idleMs = idleMs;
    this.#onIdle = onIdle;
    this.feed();
  }

  /** There was progress. */
  feed(): void {
    clearTimeout(this.#timer);
    if (this.#stopped || this.#pauses > 0) return;
    this.#timer = setTimeout(() => {
      this.stop();
      this.#onIdle();
    }, this.#idleMs);
    this.#timer.unref();
  }

  /** May be nested. */
  pause(): void {
    this.#pauses += 1;
    clearTimeout(this.#timer);
  }

  resume(): void {
    this.#pauses -= 1;
    this.feed();
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }
}
