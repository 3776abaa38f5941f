import type { Logger } from 'pino';

/** Milliseconds. */
export interface RoundPace {
  /** Between two rounds: at most. */
  readonly pollMs: number;
  /** The same at least, where Ironic answers so fast that more looks are no burden. */
  readonly minPollMs: number;
}

export interface RoundsOptions {
  readonly round: () => Promise<void>;
  readonly pace: RoundPace;
  /** What is kept: `nonces`. */
  readonly what: string;
  /** What nobody sees or has meanwhile, where a round fails. */
  readonly harm: string;
  readonly logger: Logger;
}

/** Of the time, what looks at all nodes may take. */
const POLL_SHARE = 0.05;

/**
 * Until the next look, milliseconds. Whoever enrolls or cleans a node by a program deploys it seconds later, so that it is
 * to have its nonce by then; but a large fleet takes Ironic long to tell of.
 */
export function pauseAfter(tookMs: number, { pollMs, minPollMs }: RoundPace): number {
  return Math.min(pollMs, Math.max(minPollMs, tookMs / POLL_SHARE));
}

/** Does something again and again; says once that it fails, and once that it works again. */
export class Rounds {
  readonly #options: RoundsOptions;
  readonly #control = new AbortController();
  #timer: NodeJS.Timeout | null = null;
  #running: Promise<void> = Promise.resolve();
  #isFailing = false;

  constructor(options: RoundsOptions) {
    this.#options = options;
  }

  /** Aborted by `stop`. */
  get signal(): AbortSignal {
    return this.#control.signal;
  }

  start(): void {
    this.#next(0);
  }

  /** Gives up what is under way. */
  async stop(): Promise<void> {
    this.#control.abort();
    if (this.#timer) clearTimeout(this.#timer);
    await this.#running;
  }

  async #once(): Promise<void> {
    const { round, what, harm, logger } = this.#options;
    try {
      await round();
      if (this.#isFailing) logger.info(`${what} are kept again`);
      this.#isFailing = false;
    } catch (error) {
      if (this.signal.aborted) return;
      const message = error instanceof Error ? error.message : String(error);
      if (!this.#isFailing) logger.warn({ error: message }, `${what} are not kept; ${harm}`);
      this.#isFailing = true;
    }
  }

  /** With some chance in it, so that two replicas that began together do not undo each other's work for ever. */
  #next(waitMs: number): void {
    this.#timer = setTimeout(() => {
      const began = performance.now();
      this.#running = this.#once().finally(() => {
        const pauseMs = pauseAfter(performance.now() - began, this.#options.pace);
        if (!this.signal.aborted) this.#next(pauseMs * (0.8 + 0.4 * Math.random()));
      });
    }, waitMs);
  }
}
