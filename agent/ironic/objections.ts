import { BmvError } from '../../proto/error.ts';
import type { Context } from '../context.ts';

/** Everything that speaks against what is about to be done. */
export class Objections {
  readonly #context: Context;
  readonly #errors = new Map<string, BmvError>();

  constructor(context: Context) {
    this.#context = context;
  }

  /** Remembers what `work` fails with. What is no objection is thrown. */
  async collect(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.#context.signal.throwIfAborted();
      if (!(error instanceof BmvError)) throw error;
      this.#errors.set(error.message, error);
    }
  }

  /** Throws the only one as it is, or one error with all of them, under the code that they share or `CONFLICTS`. */
  throwAny(): void {
    const [first, ...rest] = this.#errors.values();
    if (!first) return;
    if (rest.length === 0) throw first;
    const code = rest.every((error) => error.code === first.code) ? first.code : 'CONFLICTS';
    const lines = [...this.#errors.keys()].join('; ');
    throw new BmvError(code, `${rest.length + 1} things stand in the way, nothing was done: ${lines}`);
  }
}
