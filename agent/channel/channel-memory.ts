import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { z } from 'zod';
import { describeError } from '../describe-error.ts';

const FILE = 'registry-session.json';
/** Reports that one process can number. With safe integers, 2 million restarts are possible. */
const NUMBERS_OF_A_PROCESS = 2 ** 32;

/** What connects again without another nonce. HAZARD: `secret` is not for logs. */
export interface KeptSession {
  /** Lower-case UUID. */
  readonly node: string;
  readonly secret: string;
}

const schema = z.object({
  bootId: z.guid(),
  processes: z.int().nonnegative(),
  session: z.object({ node: z.guid(), secret: z.string().min(1) }).nullable(),
});
type Kept = z.infer<typeof schema>;

function readKept(path: string): Kept | null {
  try {
    return schema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return null;
  }
}

/**
 * What outlives a restart of the agent, but not the ramdisk, so that the next process goes on as the same boot: a nonce
 * is good for one use only, and the next one comes with the next step. HAZARD: the file holds a secret; the folder is
 * memory (/run), and root's alone.
 *
 * Reports of a process that ended are never repeated, so each process numbers its own from a range of its own, which is
 * taken before the first one is sent. Where that cannot be noted, the process is a boot of its own.
 */
export class ChannelMemory {
  readonly #path: string;
  readonly #logger: Logger;
  #kept: Kept;
  #isKept: boolean;

  constructor(
    folder: string,
    { newGuid, logger }: { readonly newGuid: () => string; readonly logger: Logger },
  ) {
    this.#path = join(folder, FILE);
    this.#logger = logger;
    const before = readKept(this.#path);
    this.#kept = before
      ? { ...before, processes: before.processes + 1 }
      : { bootId: newGuid(), processes: 0, session: null };
    this.#isKept = this.#write();
    if (this.#isKept || !before) return;
    this.#kept = { bootId: newGuid(), processes: 0, session: null };
  }

  /** Lower-case UUID. */
  get bootId(): string {
    return this.#kept.bootId;
  }

  /** Reports of this process are numbered from behind it. */
  get lastSequence(): number {
    return this.#kept.processes * NUMBERS_OF_A_PROCESS;
  }

  get session(): KeptSession | null {
    return this.#kept.session;
  }

  /** For the next process; null: nothing is good any more. */
  keep(session: KeptSession | null): void {
    if (!this.#isKept || (session === null && this.#kept.session === null)) return;
    this.#kept = { ...this.#kept, session };
    this.#isKept = this.#write();
  }

  /** Nothing here throws, and nothing is awaited: it is a few bytes of memory. */
  #write(): boolean {
    try {
      writeFileSync(`${this.#path}.new`, JSON.stringify(this.#kept), { mode: 0o600 });
      renameSync(`${this.#path}.new`, this.#path);
      return true;
    } catch (error) {
      const { message } = describeError(error);
      const about = { path: this.#path, error: message };
      this.#logger.warn(about, 'an agent that is started again will have to be vouched for anew');
      return false;
    }
  }
}
