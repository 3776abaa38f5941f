import type { Envelope } from '../../proto/channel.ts';
import { BmvError } from '../../proto/error.ts';
import type { Intake } from './intake.ts';
import type { SessionLimits } from './limits.ts';
import type { Stored } from './ports.ts';
import { ReportOrder } from './report-order.ts';

export interface ReportFlowOptions {
  /** The newest report that is stored, at the beginning. */
  readonly stored: number;
  /** What the agent takes for stored. */
  readonly acked: number;
  readonly limits: Pick<SessionLimits, 'maxInFlight' | 'maxInFlightBytes'>;
  readonly intake: Intake;
  store(envelope: Envelope): Promise<Stored>;
  sendAck(sequence: number): void;
  /** Something was missed. Once, until an inventory was stored. */
  onGap(): void;
  /** Nothing more is stored after it. */
  onError(error: unknown): void;
}

/** The reports of one trusted session: given on in their order, acknowledged when they are stored, never too many. */
export class ReportFlow {
  readonly #options: ReportFlowOptions;
  readonly #order: ReportOrder;
  #inFlight = 0;
  #inFlightBytes = 0;
  #acked: number;
  #ackIsDue = false;
  #hasFailed = false;
  #gapIsTold = false;
  #last: Promise<void> = Promise.resolve();

  constructor(options: ReportFlowOptions) {
    this.#options = options;
    this.#order = new ReportOrder(options.stored, options.acked);
    this.#acked = options.stored;
  }

  /** All reports of the boot up to this one are stored. */
  get acked(): number {
    return this.#acked;
  }

  /** Resolves when all that was given so far is stored, or never will be. Never rejects. */
  get settled(): Promise<void> {
    return this.#last;
  }

  /** The agent was asked for an inventory. */
  set gapIsTold(isTold: boolean) {
    this.#gapIsTold = isTold;
  }

  /** Throws `MESSAGE_INVALID` where one before it is missing. */
  take(envelope: Envelope, bytes: number): void {
    if (this.#hasFailed) return;
    const place = this.#order.place(envelope);
    if (place === 'early')
      throw new BmvError(
        'MESSAGE_INVALID',
        `report ${envelope.sequence} came before report ${envelope.follows}; connect again and send them in order`,
      );
    if (place === 'duplicate') {
      this.#ackSoon();
      return;
    }
    const stored = this.#store(envelope, bytes);
    this.#last = this.#last.then(() => stored);
  }

  async #store(envelope: Envelope, bytes: number): Promise<void> {
    this.#count(1, bytes);
    try {
      const { acked, wantsInventory } = await this.#options.store(envelope);
      this.#acked = Math.max(this.#acked, acked);
      this.#ackSoon();
      if (!wantsInventory) this.#gapIsTold = false;
      else if (!this.#gapIsTold) {
        this.#gapIsTold = true;
        this.#options.onGap();
      }
    } catch (error) {
      if (!this.#hasFailed) this.#options.onError(error);
      this.#hasFailed = true;
    } finally {
      this.#count(-1, -bytes);
    }
  }

  #count(reports: number, bytes: number): void {
    const { limits, intake } = this.#options;
    this.#inFlight += reports;
    this.#inFlightBytes += bytes;
    if (this.#inFlight >= limits.maxInFlight || this.#inFlightBytes >= limits.maxInFlightBytes)
      intake.hold('reports');
    else if (this.#inFlight <= limits.maxInFlight / 2 && this.#inFlightBytes <= limits.maxInFlightBytes / 2)
      intake.release('reports');
  }

  /** One for all that were stored together: their promises resolve in one turn of the event loop. */
  #ackSoon(): void {
    if (this.#ackIsDue) return;
    this.#ackIsDue = true;
    setImmediate(() => this.flush());
  }

  /** Acknowledges at once what waits for it. */
  flush(): void {
    if (!this.#ackIsDue) return;
    this.#ackIsDue = false;
    if (this.#acked > 0) this.#options.sendAck(this.#acked);
  }
}
