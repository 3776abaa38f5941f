import type { Logger } from 'pino';

/** Says once that reports cannot be stored, and once that they can again, however many there are. */
export class Outage {
  readonly #log: Logger;
  readonly #store: string;
  #beganMs: number | null = null;
  #failures = 0;

  constructor(log: Logger, store: string) {
    this.#log = log;
    this.#store = store;
  }

  begin(why: string): void {
    this.#failures += 1;
    if (this.#beganMs !== null) return;
    this.#beganMs = performance.now();
    this.#log.error(
      { store: this.#store, why },
      'reports cannot be stored; agents keep them and send them again',
    );
  }

  end(): void {
    if (this.#beganMs === null) return;
    const seconds = Math.round((performance.now() - this.#beganMs) / 1000);
    this.#log.info({ store: this.#store, seconds, failures: this.#failures }, 'reports are stored again');
    this.#beganMs = null;
    this.#failures = 0;
  }
}
