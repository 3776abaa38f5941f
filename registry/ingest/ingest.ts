import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Envelope } from '../../proto/channel.ts';
import { BmvError } from '../../proto/error.ts';
import type { Ingest, SessionIdentity, Stored } from '../sessions/ports.ts';
import type { Store } from '../store/store.ts';
import { putUntrustedInventory } from '../store/untrusted-inventories.ts';
import type { Incoming } from './admit.ts';
import { Outage } from './outage.ts';
import { type BatchOptions, type Outcome, rejectReport, storeBatch } from './store-batch.ts';

export interface IngestOptions extends BatchOptions {
  /** Reports of one transaction; an inventory counts as several. */
  readonly maxBatch: number;
  /** Reports that wait; one more is refused with `STORE_FAILED`. */
  readonly maxWaiting: number;
  /**
   * Reports that are given up one behind the other, before any is stored again: it is not they that are wrong then, and the
   * next ones are refused with `STORE_FAILED`.
   */
  readonly maxGivenUp: number;
  /** Kept inventories of machines that nobody vouches for. */
  readonly maxUntrusted: number;
}

export const INGEST_DEFAULTS: IngestOptions = {
  policy: { adoptUnknownClaims: false, defaultProject: '' },
  reconcileAgainMs: 600_000,
  maxBatch: 500,
  maxWaiting: 100_000,
  maxGivenUp: 20,
  maxUntrusted: 1000,
};

/** What an inventory costs, next to another report. */
const INVENTORY_WEIGHT = 10;

const BEHIND_FAILED = 'a report before it could not be stored';

/** Of a message in an event or an error. */
const MESSAGE_CHARACTERS = 500;

interface Waiting extends Incoming {
  resolve(stored: Stored): void;
  reject(error: BmvError): void;
}

/** What has been done since the start. */
export interface IngestCounts {
  readonly stored: number;
  readonly fenced: number;
  readonly rejected: number;
  /** Reports that could not be stored for now. */
  readonly failed: number;
  readonly batches: number;
}

/**
 * Stores reports, those that come while a transaction runs together in the next one. Each is stored once, and those of a
 * session in their order.
 */
export class ReportIngest implements Ingest {
  readonly #store: Store;
  readonly #log: Logger;
  readonly #options: IngestOptions;
  readonly #outage: Outage;
  readonly #waiting: Waiting[] = [];
  /** The first report of a node that failed: what comes behind it must not be stored before it. */
  readonly #failed = new Map<string, { readonly epoch: number; readonly sequence: number }>();
  readonly #counts = { stored: 0, fenced: 0, rejected: 0, failed: 0, batches: 0 };
  #givenUpInRow = 0;
  #loop: Promise<void> | null = null;

  constructor(store: Store, log: Logger, options: Partial<IngestOptions> = {}) {
    this.#store = store;
    this.#log = log;
    this.#options = { ...INGEST_DEFAULTS, ...options };
    this.#outage = new Outage(log, store.name);
  }

  /** Reports that wait to be stored. */
  get waiting(): number {
    return this.#waiting.length;
  }

  get counts(): IngestCounts {
    return { ...this.#counts };
  }

  async store(session: SessionIdentity, envelope: Envelope): Promise<Stored> {
    return await new Promise((resolve, reject) => {
      const waiting = { session, envelope, resolve, reject };
      if (this.#isBehindFailed(waiting)) this.#fail([waiting], BEHIND_FAILED);
      else if (this.#waiting.length >= this.#options.maxWaiting) {
        const why = `${this.#waiting.length} reports wait to be stored`;
        this.#outage.begin(why);
        this.#fail([waiting], why);
      } else {
        this.#waiting.push(waiting);
        this.#loop ??= this.#storeAll();
      }
    });
  }

  async storeUntrusted(key: string, { body }: Envelope): Promise<void> {
    if (body.type !== 'inventory') return;
    const { type: _type, ...inventory } = body;
    await this.#store.transaction((tx) =>
      putUntrustedInventory(tx, key, inventory, this.#options.maxUntrusted),
    );
  }

  /** Resolves when nothing waits any more. */
  async settled(): Promise<void> {
    await this.#loop;
  }

  async #storeAll(): Promise<void> {
    while (this.#waiting.length > 0) {
      // What comes in with the same turn of the event loop joins.
      await nextTurn();
      await this.#storeSome(this.#nextBatch());
    }
    // HAZARD: no `await` between the last look at the queue and this.
    this.#loop = null;
  }

  #nextBatch(): readonly Waiting[] {
    let weight = 0;
    let count = 0;
    for (const { envelope } of this.#waiting) {
      weight += envelope.body.type === 'inventory' ? INVENTORY_WEIGHT : 1;
      if (count > 0 && weight > this.#options.maxBatch) break;
      count += 1;
    }
    return this.#waiting.splice(0, count);
  }

  /** Never rejects. */
  async #storeSome(batch: readonly Waiting[]): Promise<void> {
    const reports: Waiting[] = [];
    for (const waiting of batch)
      if (this.#isBehindFailed(waiting)) this.#fail([waiting], BEHIND_FAILED);
      else reports.push(waiting);
    if (reports.length === 0) return;
    try {
      const outcomes = await this.#store.transaction((tx) => storeBatch(tx, reports, this.#options));
      this.#givenUpInRow = 0;
      this.#settle(reports, outcomes);
    } catch (error) {
      const code = error instanceof BmvError ? error.code : null;
      // One report that always comes too late would hold up all that are stored with it.
      const isOverall = code === 'STORE_FAILED' || (code === 'STORE_CONFLICT' && reports.length === 1);
      if (error instanceof BmvError && isOverall) {
        this.#outage.begin(error.message);
        this.#fail(reports, error.message, error);
      } else await this.#storeHalves(reports, error);
    }
  }

  /** One report of these breaks the transaction: it is looked for, and given up where nothing else is wrong. */
  async #storeHalves(reports: readonly Waiting[], cause: unknown): Promise<void> {
    const [first] = reports;
    if (reports.length === 1 && first) await this.#giveUp(first, cause);
    else {
      const half = Math.ceil(reports.length / 2);
      await this.#storeSome(reports.slice(0, half));
      await this.#storeSome(reports.slice(half));
    }
  }

  async #giveUp(report: Waiting, cause: unknown): Promise<void> {
    const why = (cause instanceof Error ? cause.message : String(cause)).slice(0, MESSAGE_CHARACTERS);
    if (this.#givenUpInRow >= this.#options.maxGivenUp) {
      this.#outage.begin(why);
      this.#fail([report], why, cause);
      return;
    }
    const { session, envelope } = report;
    try {
      const outcome = await this.#store.transaction((tx) => rejectReport(tx, report, why));
      this.#counts.rejected += 1;
      this.#givenUpInRow += 1;
      this.#log.error(
        {
          node: session.node,
          boot: session.boot,
          sequence: envelope.sequence,
          type: envelope.body.type,
          why,
        },
        'a report cannot be stored and was given up; report it as a fault of the registry',
      );
      this.#settle([report], [outcome]);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      this.#outage.begin(message);
      this.#fail([report], message, error);
    }
  }

  #settle(reports: readonly Waiting[], outcomes: readonly Outcome[]): void {
    this.#outage.end();
    this.#counts.batches += 1;
    for (const [index, { session, envelope, resolve, reject }] of reports.entries()) {
      const outcome = outcomes[index];
      if (outcome && outcome !== 'fenced') {
        this.#counts.stored += 1;
        this.#forgetFailed(session, envelope.sequence);
        resolve(outcome.stored);
        continue;
      }
      this.#counts.fenced += 1;
      reject(
        new BmvError(
          'SESSION_FENCED',
          `node ${session.node} has a newer session than ${session.epoch}; this one ends`,
        ),
      );
    }
  }

  #fail(reports: readonly Waiting[], why: string, cause?: unknown): void {
    for (const { session, envelope, reject } of reports) {
      this.#counts.failed += 1;
      const { node, epoch } = session;
      const { sequence } = envelope;
      const failed = this.#failed.get(node);
      if (failed?.epoch !== epoch || sequence < failed.sequence) this.#failed.set(node, { epoch, sequence });
      const message = `report ${sequence} of node ${node} is not stored: ${why}; it may be sent again`;
      reject(new BmvError('STORE_FAILED', message, { cause }));
    }
  }

  #isBehindFailed({ session, envelope }: Incoming): boolean {
    const failed = this.#failed.get(session.node);
    return failed !== undefined && failed.epoch === session.epoch && envelope.sequence > failed.sequence;
  }

  /** What failed is stored, or a newer session sends it. */
  #forgetFailed({ node, epoch }: SessionIdentity, sequence: number): void {
    const failed = this.#failed.get(node);
    if (failed && (failed.epoch !== epoch || sequence >= failed.sequence)) this.#failed.delete(node);
  }
}
