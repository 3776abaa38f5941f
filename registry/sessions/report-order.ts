import type { Envelope } from '../../proto/channel.ts';

/** What a report is, next to those that came before it on its connection. */
export type Place = 'next' | 'duplicate' | 'early';

/**
 * Keeps the order of the reports of one connection. Stored reports are acknowledged by the newest number alone, so one
 * that arrives before another must not be stored: the other would seem to be. A connection keeps the order of its frames;
 * where it does not, its sender or something between is broken, and a new connection starts again behind what is stored.
 */
export class ReportOrder {
  #newest: number;
  readonly #heldBySender: number;

  /**
   * `stored`: the newest report that is. `acked`: what the agent takes for stored, which may be more, where the store is
   * a restored backup; those reports are gone for good.
   */
  constructor(stored: number, acked: number) {
    this.#newest = stored;
    this.#heldBySender = acked;
  }

  place({ sequence, follows }: Pick<Envelope, 'sequence' | 'follows'>): Place {
    if (sequence <= this.#newest) return 'duplicate';
    if (follows > Math.max(this.#newest, this.#heldBySender)) return 'early';
    this.#newest = sequence;
    return 'next';
  }
}
