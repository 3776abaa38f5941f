import { setTimeout as sleep } from 'node:timers/promises';
import { BmvError } from '../../proto/error.ts';
import type { NewEvent } from '../model.ts';
import { appendEvents } from './append-events.ts';
import { type Backend, type Fault, UncertainCommit, type View } from './backend.ts';
import { saveBackup } from './save-backup.ts';
import { LostUpdate, type Tx } from './tx.ts';

export interface RetryOptions {
  /** How often a transaction is tried that comes behind another, or finds the database busy. */
  readonly attempts: number;
  /** Longest pause before the second attempt, milliseconds; it doubles with each. */
  readonly firstPauseMs: number;
  /** Longest pause of all, milliseconds. */
  readonly mostPauseMs: number;
}

export const RETRY_DEFAULTS: RetryOptions = { attempts: 20, firstPauseMs: 4, mostPauseMs: 500 };

/** Nodes, volumes, events and all else that the registry knows, in one database. */
export class Store {
  readonly #backend: Backend;
  readonly #retries: RetryOptions;
  #lost = 0;
  #busy = 0;

  /** See `openStore`. */
  constructor(backend: Backend, retries: RetryOptions) {
    this.#backend = backend;
    this.#retries = retries;
  }

  get kind(): Backend['kind'] {
    return this.#backend.kind;
  }

  /** For messages: file, or host and database. */
  get name(): string {
    return this.#backend.name;
  }

  /** Attempts that were made again, since another transaction came first, or the database was busy. */
  get retried(): { readonly lost: number; readonly busy: number } {
    return { lost: this.#lost, busy: this.#busy };
  }

  /** See `Backend`. */
  async doubts(): Promise<readonly string[]> {
    return await this.#repeat(async () => await this.#backend.doubts());
  }

  /** By the database's clock. */
  async nowMs(): Promise<number> {
    return await this.#repeat(async () => await this.#backend.nowMs());
  }

  /** Runs queries that change nothing, each for itself. Rejects with `STORE_FAILED` where the database fails. */
  async read<T>(query: (view: View) => Promise<T>): Promise<T> {
    return await this.#repeat(async () => await query(this.#backend.view));
  }

  /**
   * Runs a transaction; what it returns is durable. It is run again from its start, with another `tx`, where another one
   * came first, so it must do nothing but by its `tx`, and await nothing else. HAZARD: a transaction of the store
   * within one waits for itself. Rejects with `STORE_CONFLICT` when the attempts are used up, `STORE_FAILED` where the
   * database fails, and what `work` throws.
   */
  async transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return await this.#repeat(
      async () =>
        await this.#backend.attempt(async (unit) => {
          const events: NewEvent[] = [];
          const result = await work({ ...unit, record: (...more) => void events.push(...more) });
          await appendEvents(unit, events);
          return result;
        }),
    );
  }

  /** Writes a copy of one moment, while others write, as a SQLite file. Rejects with `OUTPUT_EXISTS`. */
  async backup(path: string): Promise<void> {
    await saveBackup(path, async (partial) => {
      // Once: what a first attempt had written would be mixed with what a second one writes.
      await this.#repeat(async () => await this.#backend.backup(partial), 1);
    });
  }

  async close(): Promise<void> {
    await this.#backend.close();
  }

  async #repeat<T>(attempt: () => Promise<T>, attempts = this.#retries.attempts): Promise<T> {
    const { firstPauseMs, mostPauseMs } = this.#retries;
    for (let tried = 1; ; tried += 1)
      try {
        return await attempt();
      } catch (error) {
        if (error instanceof BmvError) throw error;
        const fault = error instanceof LostUpdate ? 'lost' : this.#backend.faultOf(error);
        if (fault === 'data') throw error;
        if (fault === 'down' || tried >= attempts) throw this.#worded(fault, error);
        if (fault === 'lost') this.#lost += 1;
        else this.#busy += 1;
        await sleep(Math.random() * Math.min(mostPauseMs, firstPauseMs * 2 ** Math.min(tried - 1, 30)));
      }
  }

  #worded(fault: Exclude<Fault, 'data'>, cause: unknown): BmvError {
    const why = cause instanceof Error ? cause.message : String(cause);
    if (fault === 'lost')
      return new BmvError('STORE_CONFLICT', `${this.name}: ${why}, again and again; try once more`, {
        cause,
      });
    if (cause instanceof UncertainCommit)
      return new BmvError('STORE_FAILED', `${this.name}: ${why}; look whether it is stored`, { cause });
    const again =
      fault === 'busy' ? 'the database is locked or does not answer' : 'the database does not work';
    return new BmvError('STORE_FAILED', `${this.name}: ${again}: ${why}`, { cause });
  }
}
