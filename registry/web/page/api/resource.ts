import { batch, signal } from '@preact/signals';
import { LIMITS } from '../limits.ts';
import { asProblem, type Problem } from './problem.ts';

/** Something that is read from the registry, and read again when it may have changed. */
export class Resource<T> {
  /** As it was read last; null before the first time. */
  readonly data = signal<T | null>(null);
  /** Why it could not be read the last time; null where it could. */
  readonly problem = signal<Problem | null>(null);
  readonly #load: (signal: AbortSignal) => Promise<T>;
  readonly #settleMs: number;
  readonly #end = new AbortController();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isLoading = false;
  /** Something changed while it was being read. */
  #isStale = false;

  /** `settleMs`: from the first change to the reading. */
  constructor(load: (signal: AbortSignal) => Promise<T>, settleMs: number = LIMITS.settleMs) {
    this.#load = load;
    this.#settleMs = settleMs;
  }

  /** It has changed: reads it soon, once for all changes until then. */
  touch(): void {
    this.#after(this.#settleMs);
  }

  /** Reads it now, or again when the reading that goes on has ended. */
  reload(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#isLoading) this.#isStale = true;
    else void this.#read();
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#end.abort();
  }

  async #read(): Promise<void> {
    this.#isLoading = true;
    this.#isStale = false;
    try {
      const data = await this.#load(this.#end.signal);
      batch(() => {
        this.data.value = data;
        this.problem.value = null;
      });
    } catch (error) {
      if (this.#end.signal.aborted) return;
      const problem = asProblem(error);
      this.problem.value = problem;
      if (!problem.isFinal) this.#after(Math.max(LIMITS.retryMs, problem.retryAfterMs ?? 0));
    } finally {
      this.#isLoading = false;
    }
    if (this.#isStale) this.touch();
  }

  #after(ms: number): void {
    if (this.#end.signal.aborted) return;
    this.#timer ??= setTimeout(() => this.reload(), ms);
  }
}
