import type { KeyAnswer, PermissionAnswer } from '../../proto/channel.ts';

/** What is asked, and how it is answered. */
interface Answers {
  readonly permission: PermissionAnswer;
  readonly key: KeyAnswer;
}
type Kind = keyof Answers;

/** Waits for an answer of its kind. Null: there will be none. */
interface Waiting {
  readonly kind: Kind;
  readonly resolve: (answer: Answers[Kind] | null) => void;
}

/** What was asked over one connection and has no answer yet. */
export class Questions {
  readonly #open = new Map<number, Waiting>();
  #newest = 0;

  /** `send` gets the question's number. Null when the connection or the signal ends before the answer. */
  async ask<Asked extends Kind>(
    kind: Asked,
    send: (id: number) => void,
    signal: AbortSignal,
  ): Promise<Answers[Asked] | null> {
    this.#newest += 1;
    const id = this.#newest;
    let giveUp = () => {};
    try {
      return await new Promise<Answers[Asked] | null>((resolve) => {
        giveUp = () => resolve(null);
        // `answer` gives it only what is of its kind.
        this.#open.set(id, { kind, resolve: resolve as Waiting['resolve'] });
        signal.addEventListener('abort', giveUp);
        if (signal.aborted) giveUp();
        else send(id);
      });
    } finally {
      this.#open.delete(id);
      signal.removeEventListener('abort', giveUp);
    }
  }

  /** False where nobody waits for it any more, which is no error. */
  answer<Asked extends Kind>(kind: Asked, answer: Answers[Asked]): boolean {
    const waiting = this.#open.get(answer.id);
    if (waiting?.kind !== kind) return false;
    waiting.resolve(answer);
    return true;
  }

  /** Nothing will be answered any more. */
  end(): void {
    for (const { resolve } of this.#open.values()) resolve(null);
  }
}
