/** What must be undone when the run ends, however it ends; the last first. */
export class Teardown {
  readonly #undo: { readonly what: string; readonly work: () => Promise<unknown> }[] = [];

  add(what: string, work: () => Promise<unknown>): void {
    this.#undo.push({ what, work });
  }

  /** Never throws: what cannot be undone is told, and the rest undone. */
  async run(): Promise<void> {
    for (const { what, work } of this.#undo.splice(0).reverse())
      await work().catch((error: unknown) => process.stderr.write(`${what}: ${String(error)}\n`));
  }
}
