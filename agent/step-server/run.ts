import { BmvError } from '../../proto/error.ts';
import type { Progress } from '../context.ts';
import { describeError } from '../describe-error.ts';
import { type CallAnswer, type CallLimits, IpaCalls } from './ipa-calls.ts';
import type { CallMessage, OutcomeMessage, ProgressMessage, RunView, StepKind } from './messages.ts';
import { Watchdog } from './watchdog.ts';

export interface RunLimits extends CallLimits {
  /** Longest time without progress, milliseconds. */
  readonly idleMs: number;
  /** From the moment a stalled step is told to stop, milliseconds. */
  readonly stopMs: number;
}

/** What makes a run one of its own. */
export interface RunIdentity {
  readonly run: string;
  readonly step: string;
  readonly kind: StepKind;
  /** Digest of what was asked for; equal for a repeated request. */
  readonly key: string;
}

/** Whoever follows a run. */
export interface RunListener {
  readonly onCall: (message: CallMessage) => void;
  readonly onOutcome: (message: OutcomeMessage) => void;
}

/** What a step does in a run. */
export interface RunHandle {
  /** UUID of the run. */
  readonly run: string;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
  readonly ask: (method: string, params: object) => Promise<unknown>;
}

/** One execution of a step, from its start to its outcome. Listeners come and go; it goes on without them. */
export class Run {
  readonly identity: RunIdentity;
  readonly #abort = new AbortController();
  readonly #calls: IpaCalls;
  readonly #watchdog: Watchdog;
  readonly #listeners = new Set<RunListener>();
  readonly #limits: RunLimits;
  readonly #progressed: (progress: ProgressMessage) => void;
  #progress: ProgressMessage | null = null;
  #outcome: OutcomeMessage | null = null;
  #stalled: BmvError | null = null;
  #stopTimer: NodeJS.Timeout | undefined;
  #settle: (outcome: OutcomeMessage) => void = () => {};

  /** `progressed` hears each report of progress, and must not throw. */
  constructor(
    identity: RunIdentity,
    limits: RunLimits,
    progressed: (progress: ProgressMessage) => void = () => {},
  ) {
    this.identity = identity;
    this.#limits = limits;
    this.#progressed = progressed;
    this.#calls = new IpaCalls(identity.run, limits, (message) => {
      if (this.#listeners.size === 0) this.#calls.lostListeners();
      for (const { onCall } of this.#listeners) onCall(message);
    });
    this.#watchdog = new Watchdog(limits.idleMs, () => this.#onStall());
  }

  /**
   * Carries the step out; `remember` gets the outcome before any listener does. `isStuck`: the step was told to
   * stop and did not; it may still be working, so nothing else may begin in this process. Never throws.
   */
  async carryOut(
    step: (handle: RunHandle) => Promise<unknown>,
    remember: (outcome: OutcomeMessage) => Promise<void> = async () => {},
  ): Promise<{ outcome: OutcomeMessage; isStuck: boolean }> {
    let isStuck = false;
    const stopped = new Promise<OutcomeMessage>((resolve) => {
      this.#settle = (outcome) => {
        isStuck = true;
        resolve(outcome);
      };
    });
    const handle: RunHandle = {
      run: this.identity.run,
      signal: this.#abort.signal,
      onProgress: (progress) => this.#onProgress(progress),
      ask: (method, params) => this.#ask(method, params),
    };
    const done = this.#carryOut(step, handle);
    const outcome = await Promise.race([done, stopped]);
    clearTimeout(this.#stopTimer);
    this.#watchdog.stop();
    await remember(outcome);
    this.#outcome = outcome;
    for (const { onOutcome } of this.#listeners) onOutcome(outcome);
    return { outcome, isStuck };
  }

  /** Follows the run; an open question and an outcome that is there come at once. Returns how to stop. */
  follow(listener: RunListener): () => void {
    this.#listeners.add(listener);
    this.#calls.foundListener();
    if (this.#calls.open) listener.onCall(this.#calls.open);
    if (this.#outcome) listener.onOutcome(this.#outcome);
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size === 0) this.#calls.lostListeners();
    };
  }

  answer(answer: CallAnswer): boolean {
    return this.#calls.answer(answer);
  }

  /** The step stops at its next safe point. */
  abort(): void {
    this.#abort.abort();
  }

  get outcome(): OutcomeMessage | null {
    return this.#outcome;
  }

  get progress(): ProgressMessage | null {
    return this.#progress;
  }

  get view(): RunView {
    const { run, step, kind } = this.identity;
    const outcome = this.#outcome;
    return {
      run,
      step,
      kind,
      state: outcome === null ? 'running' : outcome.type === 'result' ? 'succeeded' : 'failed',
      progress: this.#progress,
      result: outcome?.type === 'result' ? outcome.result : null,
      error: outcome?.type === 'error' ? { code: outcome.code, message: outcome.message } : null,
    };
  }

  async #carryOut(step: (handle: RunHandle) => Promise<unknown>, handle: RunHandle): Promise<OutcomeMessage> {
    try {
      return { type: 'result', result: (await step(handle)) ?? null };
    } catch (error) {
      return failure(this.#stalled ? this.#stalledBecause(error) : error);
    }
  }

  async #ask(method: string, params: object): Promise<unknown> {
    this.#watchdog.pause();
    try {
      return await this.#calls.ask(method, params, this.#abort.signal);
    } finally {
      this.#watchdog.resume();
    }
  }

  #onProgress({ phase, doneBytes, totalBytes }: Progress): void {
    const before = this.#progress;
    this.#progress = { type: 'progress', phase, done_bytes: doneBytes, total_bytes: totalBytes };
    // The same report again is no progress.
    if (before?.phase === phase && before.done_bytes === doneBytes) return;
    this.#watchdog.feed();
    this.#progressed(this.#progress);
  }

  #onStall(): void {
    const { step } = this.identity;
    const at = this.#progress;
    const did = at ? `${at.phase} at byte ${at.done_bytes}` : 'its beginning';
    const seconds = this.#limits.idleMs / 1000;
    const message = `${step} made no progress for ${seconds} s (${did}) and was stopped; check the disk and the image server, then run it again`;
    this.#stalled = new BmvError('STEP_STALLED', message, { step });
    this.#abort.abort();
    this.#stopTimer = setTimeout(() => {
      const outcome = failure(this.#stalled);
      this.#settle({ ...outcome, message: `${outcome.message}; it does not stop, so the agent restarts` });
    }, this.#limits.stopMs);
  }

  /** What the stopped operation says of the disk's state follows what stopped it. */
  #stalledBecause(error: unknown): BmvError {
    const { step } = this.identity;
    const { message } = describeError(error);
    return new BmvError('STEP_STALLED', `${this.#stalled?.message}: ${message}`, { step, cause: error });
  }
}

function failure(error: unknown): OutcomeMessage & { readonly type: 'error' } {
  return { type: 'error', ...describeError(error) };
}
