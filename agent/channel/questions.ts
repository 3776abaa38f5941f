import type { PermissionAnswer, PermissionRequest } from '../../proto/channel.ts';

/** What was asked over one connection and has no answer yet. */
export class Questions {
  readonly #open = new Map<number, (answer: PermissionAnswer | null) => void>();
  #newest = 0;

  /** Null when the connection or the signal ends before the answer. */
  async ask(
    question: Omit<PermissionRequest, 'id'>,
    send: (request: PermissionRequest) => void,
    signal: AbortSignal,
  ): Promise<PermissionAnswer | null> {
    this.#newest += 1;
    const id = this.#newest;
    let giveUp = () => {};
    try {
      return await new Promise((resolve) => {
        giveUp = () => resolve(null);
        this.#open.set(id, resolve);
        signal.addEventListener('abort', giveUp);
        if (signal.aborted) giveUp();
        else send({ id, ...question });
      });
    } finally {
      this.#open.delete(id);
      signal.removeEventListener('abort', giveUp);
    }
  }

  /** An answer that nobody waits for any more is no error. */
  answer(answer: PermissionAnswer): void {
    this.#open.get(answer.id)?.(answer);
  }

  /** Nothing will be answered any more. */
  end(): void {
    for (const resolve of this.#open.values()) resolve(null);
  }
}
