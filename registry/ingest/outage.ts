import type { Logger } from 'pino';

/** Between two lines of the log that say the same, milliseconds: a disk that is nearly full comes and goes. */
const QUIET_MS = 10_000;

/** Says once that reports cannot be stored, and once that they can again, however many there are. */
export class Outage {
  readonly #log: Logger;
  readonly #store: string;
  readonly #monotonicMs: () => number;
  #beganMs: number | null = null;
  #failures = 0;
  #isTold = false;
  #toldMs = Number.NEGATIVE_INFINITY;

  constructor(log: Logger, store: string, monotonicMs: () => number = () => performance.now()) {
    this.#log = log;
    this.#store = store;
    this.#monotonicMs = monotonicMs;
  }

  begin(why: string): void {
    const nowMs = this.#monotonicMs();
    this.#failures += 1;
    this.#beganMs ??= nowMs;
    if (this.#isTold || nowMs - this.#toldMs < QUIET_MS) return;
    this.#isTold = true;
    this.#toldMs = nowMs;
    this.#log.error(
      { store: this.#store, why },
      'reports cannot be stored; agents keep them and send them again',
    );
  }

  end(): void {
    if (this.#beganMs === null) return;
    if (this.#isTold) {
      const seconds = Math.round((this.#monotonicMs() - this.#beganMs) / 1000);
      this.#log.info({ store: this.#store, seconds, failures: this.#failures }, 'reports are stored again');
    }
    this.#beganMs = null;
    this.#failures = 0;
    this.#isTold = false;
  }
}
