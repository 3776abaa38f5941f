import { createInterface } from 'node:readline/promises';
import { BmvError } from '../proto/error.ts';

export interface ConfirmOptions {
  readonly yes: boolean;
  /** Both ends are a terminal, so that a person can answer. */
  readonly interactive: boolean;
  readonly signal: AbortSignal;
}

/**
 * Asks one question before something is destroyed. `--yes` answers it; without a terminal and without
 * `--yes` it throws `NOT_CONFIRMED`.
 */
export async function confirm(question: string, options: ConfirmOptions): Promise<boolean> {
  if (options.yes) return true;
  if (!options.interactive) {
    throw new BmvError(
      'NOT_CONFIRMED',
      'nobody can be asked here, and nothing was written; give --yes to go ahead',
    );
  }
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = await terminal.question(`${question} [y/N] `, { signal: options.signal });
    return /^y(es)?$/i.test(answer.trim());
  } finally {
    terminal.close();
  }
}
