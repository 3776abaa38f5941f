import { appendFileSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { z } from 'zod';
import { describeError } from '../describe-error.ts';
import type { RunEffect } from './volume-events.ts';

const FILE = 'volume-effects.jsonl';

const line = z.looseObject({
  run: z.string(),
  id: z.string(),
  device: z.string(),
  change: z.enum(['created', 'adopted', 'extended', 'verified', 'altered', 'released']),
});

function parse(text: string): RunEffect[] {
  try {
    // Written by this program into a folder that only root may use; what is no effect all the same makes no report.
    return [line.parse(JSON.parse(text)) as unknown as RunEffect];
  } catch {
    return [];
  }
}

function readLines(path: string): readonly RunEffect[] {
  try {
    return readFileSync(path, 'utf8').split('\n').flatMap(parse);
  } catch {
    return [];
  }
}

/** An entry's bytes say nothing that a report has. */
function withoutBytes(effect: RunEffect): object {
  if (effect.change !== 'released') return effect;
  const { number } = effect.claim.entry;
  return { ...effect, claim: { ...effect.claim, entry: { number } } };
}

/**
 * What steps have done to volumes and the registry has not stored: in a file, for an agent that is killed. HAZARD: that a
 * volume's bytes are gone is known only once; its successor finds the volume gone, and could not prove why.
 *
 * Nothing here throws, and nothing is awaited: the folder is memory (/run), and a step tells a few effects.
 */
export class EffectJournal {
  readonly #path: string;
  readonly #logger: Logger;
  /** Of an agent that was killed. */
  readonly left: readonly RunEffect[];
  /** There are effects that no report has yet. */
  #isOpen: boolean;
  /** The newest report of an effect. */
  #newest = 0;

  constructor(folder: string, logger: Logger) {
    this.#path = join(folder, FILE);
    this.#logger = logger;
    this.left = readLines(this.#path);
    this.#isOpen = this.left.length > 0;
  }

  add(effect: RunEffect): void {
    this.#isOpen = true;
    try {
      appendFileSync(this.#path, `${JSON.stringify(withoutBytes(effect))}\n`, { mode: 0o600 });
    } catch (error) {
      const { message } = describeError(error);
      this.#logger.warn({ path: this.#path, error: message }, 'what became of a volume cannot be noted');
    }
  }

  /** All effects so far are reported. `newest`: the last report of one, or 0 where there was none to make. */
  told(newest: number, acked: number): void {
    this.#isOpen = false;
    this.#newest = Math.max(this.#newest, newest);
    this.acked(acked);
  }

  /** The registry has stored all reports up to this one. */
  acked(sequence: number): void {
    if (this.#isOpen || sequence < this.#newest) return;
    rmSync(this.#path, { force: true });
  }
}
