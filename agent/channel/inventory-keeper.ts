import type { Logger } from 'pino';
import type { Inventory, VolumeEvent } from '../../proto/report.ts';
import { describeError } from '../describe-error.ts';
import type { Report } from './spool.ts';
import { type RunEffect, volumeEvents } from './volume-events.ts';

export interface KeeperOptions {
  /** Reads all disks; null when the signal ends first. */
  readonly take: (signal: AbortSignal) => Promise<Inventory | null>;
  /** Returns the report's number. */
  readonly report: (report: Report) => number;
  /** All that was heard is reported. `newest`: the last report of what became of a volume; 0 for none. */
  readonly onTold: (newest: number) => void;
  /** What an agent that was killed had heard and not told. */
  readonly left: readonly RunEffect[];
  readonly now: () => number;
  readonly logger: Logger;
  /** From one failure to read the disks to the next attempt, milliseconds. */
  readonly retryMs: number;
}

/**
 * Knows the newest inventory, and when there has to be another one: at the beginning, when the registry wants one, and
 * when a step may have changed something. While a step runs none is taken, and one that is being taken is given up: what
 * steps have done since the last one is kept until the next.
 */
export class InventoryKeeper {
  readonly #options: KeeperOptions;
  #newest: Inventory | null = null;
  #effects: RunEffect[];
  #run = '';
  /** All of it is to be told. */
  #isWanted = true;
  #isStepRunning = false;
  #isStopped = false;
  #taking: { readonly control: AbortController; readonly done: Promise<void> } | null = null;

  constructor(options: KeeperOptions) {
    this.#options = options;
    this.#effects = [...options.left];
  }

  /** The registry has missed something. Also the beginning of it all. */
  want(): void {
    this.#isWanted = true;
    this.#begin();
  }

  stepBegan(): void {
    this.#isStepRunning = true;
    this.#taking?.control.abort();
  }

  /** What a step tells of a volume. */
  heard(effect: RunEffect): void {
    this.#effects.push(effect);
  }

  stepEnded(run: string, mayHaveChanged: boolean): void {
    this.#isStepRunning = false;
    this.#run = run;
    if (mayHaveChanged) this.#isWanted = true;
    this.#begin();
  }

  /**
   * Tells what is not told yet before a step begins its work: the registry's permission depends on what it knows. Returns
   * when that is done or the signal ends.
   */
  async tellBefore(signal: AbortSignal): Promise<void> {
    if (signal.aborted || (!this.#isWanted && this.#effects.length === 0)) return;
    const given = new Promise<void>((resolve) => {
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
    // A disk that does not answer must not hold up a step for longer.
    await Promise.race([given, this.#takeForStep(signal)]);
  }

  async #takeForStep(signal: AbortSignal): Promise<void> {
    // That which the step's beginning has given up.
    await this.#taking?.done;
    if (!this.#isStopped && !signal.aborted) await this.#take(signal);
  }

  /** Returns when what is not told yet is told, or the signal ends. */
  async settle(signal: AbortSignal): Promise<void> {
    this.#begin();
    const given = new Promise<void>((resolve) => {
      signal.addEventListener('abort', () => resolve(), { once: true });
      if (signal.aborted) resolve();
    });
    await Promise.race([given, this.#taking?.done]);
  }

  /** `settle`; afterwards nothing more is told. */
  async stop(signal: AbortSignal): Promise<void> {
    await this.settle(signal);
    this.#isStopped = true;
    this.#taking?.control.abort();
  }

  #begin(): void {
    const isNothingToDo = !this.#isWanted && this.#effects.length === 0;
    if (this.#isStepRunning || this.#isStopped || this.#taking || isNothingToDo) return;
    const control = new AbortController();
    const done = this.#take(control.signal).finally(() => {
      this.#taking = null;
      // A step may have come and gone meanwhile, or the registry have wanted another one.
      this.#begin();
    });
    this.#taking = { control, done };
  }

  async #take(signal: AbortSignal): Promise<void> {
    const { take, logger, retryMs } = this.#options;
    try {
      const inventory = await take(signal);
      if (inventory && !signal.aborted) this.#tell(inventory);
    } catch (error) {
      logger.warn({ error: describeError(error).message }, 'the disks cannot be listed for the registry');
      if (this.#isStepRunning) return;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, retryMs).unref();
        signal.addEventListener('abort', () => {
          clearTimeout(timer);
          resolve();
        });
      });
    }
  }

  #tell(inventory: Inventory): void {
    const { report, now, logger, onTold } = this.#options;
    const between = { effects: this.#effects, run: this.#run, atMs: now() };
    const events = volumeEvents(this.#newest, inventory, between);
    const [isWanted, isFirst] = [this.#isWanted, this.#newest === null];
    this.#newest = inventory;
    this.#effects = [];
    this.#isWanted = false;
    // The registry knows a disk by an inventory only.
    if (isFirst) report({ type: 'inventory', ...inventory });
    let newest = 0;
    for (const event of events) {
      logger.info(wordsOf(event), 'volume');
      newest = report({ type: 'volume-event', ...event });
    }
    onTold(newest);
    if (isWanted && !isFirst) report({ type: 'inventory', ...inventory });
  }
}

/** For the log. */
function wordsOf({ change, volume, run, erasure }: VolumeEvent): object {
  const { id, name, offset, length } = volume;
  return { change, volume: id, name, offset, length, ...(run === '' ? {} : { run }), ...(erasure ?? {}) };
}
