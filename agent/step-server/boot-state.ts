import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { OutcomeMessage } from './messages.ts';
import { STEP_KINDS } from './messages.ts';
import type { RunIdentity } from './run.ts';

const storedRun = z.object({
  run: z.string(),
  step: z.string(),
  kind: z.enum(STEP_KINDS),
  key: z.string(),
  endedAtMs: z.number().nullable(),
  isHeard: z.boolean(),
  outcome: z.unknown(),
});

const schema = z.object({
  installDevice: z.string().nullable(),
  lastRun: storedRun.nullable(),
});

/** The last run as it is remembered. */
export interface StoredRun extends RunIdentity {
  /** Null while it runs. */
  readonly endedAtMs: number | null;
  /** The whole outcome went to a hardware manager. */
  readonly isHeard: boolean;
  readonly outcome: OutcomeMessage | null;
}

interface Stored {
  readonly installDevice: string | null;
  readonly lastRun: StoredRun | null;
}

const FILE = 'boot-state.json';

/**
 * What outlives a restart of the agent, but not the ramdisk: the disk that was written, and the last run.
 * A file that cannot be read counts as none: nothing that protects a volume rests on it.
 */
export class BootState {
  readonly #folder: string;
  #stored: Stored;
  #writes: Promise<void> = Promise.resolve();

  private constructor(folder: string, stored: Stored) {
    this.#folder = folder;
    this.#stored = stored;
  }

  static async open(folder: string): Promise<BootState> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    return new BootState(folder, await readStored(join(folder, FILE)));
  }

  /** The disk that the last image step of this boot wrote; null when there was none. */
  get installDevice(): string | null {
    return this.#stored.installDevice;
  }

  get lastRun(): StoredRun | null {
    return this.#stored.lastRun;
  }

  async setInstallDevice(installDevice: string | null): Promise<void> {
    await this.#write({ ...this.#stored, installDevice });
  }

  async setLastRun(lastRun: StoredRun): Promise<void> {
    await this.#write({ ...this.#stored, lastRun });
  }

  async #write(stored: Stored): Promise<void> {
    this.#stored = stored;
    const path = join(this.#folder, FILE);
    this.#writes = this.#writes
      .catch(() => {})
      .then(async () => {
        await writeFile(`${path}.new`, JSON.stringify(stored), { mode: 0o600 });
        await rename(`${path}.new`, path);
      });
    await this.#writes;
  }
}

async function readStored(path: string): Promise<Stored> {
  try {
    const stored = schema.parse(JSON.parse(await readFile(path, 'utf8')));
    const run = stored.lastRun;
    // Written by this program into a folder that only root may use.
    return { ...stored, lastRun: run && { ...run, outcome: run.outcome as OutcomeMessage | null } };
  } catch {
    return { installDevice: null, lastRun: null };
  }
}
