/**
 * A bounded number of disk operations in flight. The first error ends it: later pushes and `drain`
 * throw that error.
 */
export class WriteQueue {
  readonly #limit: number;
  readonly #running = new Set<Promise<void>>();
  #error: { readonly reason: unknown } | null = null;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Starts `operation` as soon as there is a place; resolves when it has started, not when it is done. */
  async push(operation: () => Promise<void>): Promise<void> {
    while (this.#running.size >= this.#limit) await Promise.race(this.#running);
    this.#throwFirstError();
    const running: Promise<void> = operation()
      .catch((reason: unknown) => {
        this.#error ??= { reason };
      })
      .finally(() => this.#running.delete(running));
    this.#running.add(running);
  }

  /** Waits for everything in flight, also after an error, then throws the first error there was. */
  async drain(): Promise<void> {
    await Promise.all(this.#running);
    this.#throwFirstError();
  }

  /** Waits for everything in flight and swallows errors: for leaving after another error. */
  async settle(): Promise<void> {
    await Promise.all(this.#running);
  }

  #throwFirstError(): void {
    if (this.#error) throw this.#error.reason;
  }
}
