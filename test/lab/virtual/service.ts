import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const POLL_MS = 100;
const STOP_MS = 15_000;
const TAIL_LINES = 30;

export interface ServiceOptions {
  readonly name: string;
  readonly command: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  /** File of all that it says. */
  readonly log: string;
  /** True once it answers. */
  readonly isReady: () => Promise<boolean> | boolean;
  readonly readyMs: number;
}

/** A program of the lab that runs until it is stopped. */
export class Service {
  readonly name: string;
  readonly #child: ChildProcess;
  readonly #log: string;

  private constructor(name: string, child: ChildProcess, log: string) {
    this.name = name;
    this.#child = child;
    this.#log = log;
  }

  /** Returns once it is ready. Throws with the end of its log where it ends before, or takes too long. */
  static async start({
    name,
    command,
    environment = {},
    log,
    isReady,
    readyMs,
  }: ServiceOptions): Promise<Service> {
    const file = openSync(log, 'a');
    const [program = '', ...args] = command;
    const child = spawn(program, args, {
      env: { ...process.env, ...environment },
      stdio: ['ignore', file, file],
    });
    closeSync(file);
    let failure = '';
    child.once('error', ({ message }) => {
      failure = message;
    });
    const service = new Service(name, child, log);
    const deadline = Date.now() + readyMs;
    for (;;) {
      if (failure !== '' || service.hasEnded)
        throw new Error(`${name} ended before it was ready: ${failure}${service.tail()}`);
      if (await isReady()) return service;
      if (Date.now() > deadline)
        throw new Error(`${name} was not ready within ${readyMs / 1000} s:${service.tail()}`);
      await sleep(POLL_MS);
    }
  }

  get hasEnded(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null;
  }

  /** The end of its log. */
  tail(): string {
    const lines = readFileSync(this.#log, 'utf8').trimEnd().split('\n');
    return `\n${lines.slice(-TAIL_LINES).join('\n')}`;
  }

  async stop(): Promise<void> {
    if (this.hasEnded) return;
    const closed = new Promise((resolve) => this.#child.once('close', resolve));
    this.#child.kill('SIGTERM');
    const isLate = await Promise.race([closed.then(() => false), sleep(STOP_MS, true, { ref: false })]);
    if (isLate) this.#child.kill('SIGKILL');
    await closed;
  }
}

/** For `isReady`: whether somebody answers HTTP there. */
export async function answers(url: string): Promise<boolean> {
  return await fetch(url).then(
    () => true,
    () => false,
  );
}
