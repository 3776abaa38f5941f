import { createHash, randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import { BmvError } from '../../proto/error.ts';
import { describeError } from '../describe-error.ts';
import type { BootState } from './boot-state.ts';
import type { RunView, StepKind } from './messages.ts';
import { Run, type RunHandle, type RunLimits } from './run.ts';
import type { RunObserver } from './run-observer.ts';

/** What the hardware manager asks for. HAZARD: `node` and `args` hold a tenant's secrets; never log them. */
export interface StepRequest {
  readonly step: string;
  readonly kind: StepKind;
  readonly node: Readonly<Record<string, unknown>>;
  readonly ports: readonly unknown[];
  readonly args: Readonly<Record<string, unknown>>;
}

export interface RunnerOptions {
  readonly limits: RunLimits;
  /** How long an outcome that nobody heard waits for the same request, milliseconds. */
  readonly outcomeTtlMs: number;
  readonly logger: Logger;
  readonly now: () => number;
  /** A step does not stop: the process has to end. */
  readonly onStuck: () => void;
  readonly observer?: RunObserver | undefined;
}

/** Runs one step at a time and remembers the last outcome. */
export class StepRunner {
  readonly #state: BootState;
  readonly #options: RunnerOptions;
  #current: Run | null = null;
  /** Ended in this process. */
  #last: Run | null = null;
  #done: Promise<void> = Promise.resolve();

  constructor(state: BootState, options: RunnerOptions) {
    this.#state = state;
    this.#options = options;
  }

  /** Name of the step that runs now. */
  get busy(): string | null {
    return this.#current?.identity.step ?? null;
  }

  /** The current or last run of this boot. */
  get view(): RunView | null {
    const run = this.#current ?? this.#last;
    if (run) return run.view;
    const stored = this.#state.lastRun;
    if (!stored) return null;
    const { run: id, step, kind, outcome } = stored;
    const error =
      outcome?.type === 'error'
        ? { code: outcome.code, message: outcome.message }
        : outcome
          ? null
          : diedWhile(step);
    return {
      run: id,
      step,
      kind,
      state: error ? 'failed' : 'succeeded',
      progress: null,
      result: outcome?.type === 'result' ? outcome.result : null,
      error,
    };
  }

  /**
   * Begins a step, or attaches to it when the same request runs already or has ended unheard. Throws
   * `STEP_BUSY`.
   */
  start(request: StepRequest, step: (handle: RunHandle) => Promise<unknown>): Run {
    const key = keyOf(request);
    if (this.#current) {
      if (this.#current.identity.key === key) return this.#current;
      throw this.#busyError(this.#current, request.step);
    }
    return this.#unheard(key) ?? this.#begin({ ...request, key }, step);
  }

  find(run: string): Run | null {
    return this.#current?.identity.run === run ? this.#current : null;
  }

  /** The outcome of a run reached a hardware manager. */
  async heard(run: Run): Promise<void> {
    const stored = this.#state.lastRun;
    if (stored?.run === run.identity.run && stored.outcome !== null)
      await this.#remember({ ...stored, isHeard: true });
  }

  /** Stops the current step at its next safe point and waits for that. */
  async stop(): Promise<void> {
    this.#current?.abort();
    await this.#done;
  }

  #begin(
    { step: name, kind, key }: { readonly step: string; readonly kind: StepKind; readonly key: string },
    step: (handle: RunHandle) => Promise<unknown>,
  ): Run {
    const identity = { run: randomUUID(), step: name, kind, key };
    const run = new Run(identity, this.#options.limits, (progress) =>
      this.#tell((observer) => observer.onProgress(identity, progress)),
    );
    this.#current = run;
    this.#done = this.#carryOut(run, step);
    return run;
  }

  async #carryOut(run: Run, step: (handle: RunHandle) => Promise<unknown>): Promise<void> {
    const { identity } = run;
    const { logger, now, onStuck } = this.#options;
    const startedAt = now();
    const { run: id, step: name, kind } = identity;
    logger.info({ run: id, step: name, kind }, 'step begins');
    this.#tell((observer) => observer.onBegin(identity, startedAt));
    await this.#remember({ ...identity, endedAtMs: null, isHeard: false, outcome: null });
    const { outcome, isStuck } = await run.carryOut(step, async (ended) => {
      await this.#remember({ ...identity, endedAtMs: now(), isHeard: false, outcome: ended });
    });
    const how = outcome.type === 'error' ? { code: outcome.code, error: outcome.message } : {};
    const durationMs = now() - startedAt;
    logger.info({ run: id, step: name, ms: durationMs, outcome: outcome.type, ...how }, 'step ended');
    this.#tell((observer) => observer.onEnd(identity, outcome, { startedAtMs: startedAt, durationMs }));
    this.#last = run;
    this.#current = isStuck ? run : null;
    if (isStuck) onStuck();
  }

  #tell(what: (observer: RunObserver) => void): void {
    const { observer, logger } = this.#options;
    try {
      if (observer) what(observer);
    } catch (error) {
      logger.error({ error: describeError(error).message }, 'a run could not be told of');
    }
  }

  async #remember(run: Parameters<BootState['setLastRun']>[0]): Promise<void> {
    await this.#state.setLastRun(run).catch((error: unknown) => {
      this.#options.logger.warn({ error: String(error) }, 'the run could not be remembered');
    });
  }

  #unheard(key: string): Run | null {
    const stored = this.#state.lastRun;
    const last = this.#last;
    if (!last || !stored || stored.key !== key || stored.run !== last.identity.run) return null;
    const age = this.#options.now() - (stored.endedAtMs ?? 0);
    return !stored.isHeard && age <= this.#options.outcomeTtlMs ? last : null;
  }

  #busyError(run: Run, step: string): BmvError {
    const at = run.progress;
    const where = at ? ` (${at.phase}, byte ${at.done_bytes})` : '';
    const message = `${run.identity.step} is running${where}; ${step} can begin when it has ended`;
    return new BmvError('STEP_BUSY', message, { step });
  }
}

/** What became of a step whose process ended. */
export function diedWhile(step: string): { readonly code: 'ABORTED'; readonly message: string } {
  const message = `bmv-agent ended while ${step} ran; run the step again, it goes on from the disk's journal`;
  return { code: 'ABORTED', message };
}

/** What steps read of a node, and does not change between two deliveries of the same request. */
const TELLING = ['uuid', 'instance_uuid', 'instance_info', 'target_raid_config'] as const;

function keyOf({ step, kind, node, args }: StepRequest): string {
  const request = JSON.stringify([step, kind, ...TELLING.map((name) => node[name] ?? null), args]);
  return createHash('sha256').update(request).digest('hex');
}
