import { BmvError } from '../../proto/error.ts';
import type { CallMessage } from './messages.ts';

export interface CallLimits {
  /** Longest wait for an answer, milliseconds. */
  readonly answerMs: number;
  /** Longest wait while no hardware manager is connected, milliseconds. */
  readonly goneMs: number;
}

/** An answer as ironic-python-agent gives it. */
export interface CallAnswer {
  readonly id: number;
  readonly result?: unknown;
  /** One line; absent for success. */
  readonly error?: string | undefined;
}

interface Pending {
  readonly message: CallMessage;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: BmvError) => void;
}

/**
 * What one run asks of ironic-python-agent: one question at a time. A question that is open when its
 * hardware manager goes away is put again to the next one that attaches.
 */
export class IpaCalls {
  readonly #run: string;
  readonly #limits: CallLimits;
  readonly #send: (message: CallMessage) => void;
  #pending: Pending | null = null;
  #nextId = 1;
  #goneTimer: NodeJS.Timeout | undefined;

  constructor(run: string, limits: CallLimits, send: (message: CallMessage) => void) {
    this.#run = run;
    this.#limits = limits;
    this.#send = send;
  }

  /** The question that waits for an answer. */
  get open(): CallMessage | null {
    return this.#pending?.message ?? null;
  }

  /** Errors: `IPA_FAILED` with its line, `IPA_GONE`, `ABORTED`. */
  async ask(method: string, params: object, signal: AbortSignal): Promise<unknown> {
    if (this.#pending)
      throw new BmvError(
        'INTERNAL',
        `${method} was asked while ${this.#pending.message.method} waits for its answer`,
      );
    const message: CallMessage = { type: 'call', run: this.#run, id: this.#nextId, method, params };
    this.#nextId += 1;
    const timer = setTimeout(
      () => this.#fail(gone(method, `did not answer within ${this.#limits.answerMs / 1000} s`)),
      this.#limits.answerMs,
    );
    const onAbort = () =>
      this.#fail(new BmvError('ABORTED', `stopped while ironic-python-agent did ${method}`));
    signal.addEventListener('abort', onAbort);
    try {
      return await new Promise((resolve, reject) => {
        this.#pending = { message, resolve, reject };
        if (signal.aborted) onAbort();
        else this.#send(message);
      });
    } finally {
      this.#pending = null;
      clearTimeout(timer);
      clearTimeout(this.#goneTimer);
      signal.removeEventListener('abort', onAbort);
    }
  }

  /** False when nobody waits for that answer. */
  answer({ id, result, error }: CallAnswer): boolean {
    const pending = this.#pending;
    if (!pending || pending.message.id !== id) return false;
    this.#pending = null;
    if (error === undefined) pending.resolve(result);
    else
      pending.reject(
        new BmvError('IPA_FAILED', `ironic-python-agent could not do ${pending.message.method}: ${error}`),
      );
    return true;
  }

  /** Nobody listens now. */
  lostListeners(): void {
    const pending = this.#pending;
    if (!pending) return;
    clearTimeout(this.#goneTimer);
    this.#goneTimer = setTimeout(
      () => this.#fail(gone(pending.message.method, 'went away')),
      this.#limits.goneMs,
    );
  }

  foundListener(): void {
    clearTimeout(this.#goneTimer);
  }

  #fail(error: BmvError): void {
    this.#pending?.reject(error);
  }
}

function gone(method: string, how: string): BmvError {
  return new BmvError(
    'IPA_GONE',
    `ironic-python-agent ${how} while it was asked for ${method}; look at its log, then run the step again`,
  );
}
