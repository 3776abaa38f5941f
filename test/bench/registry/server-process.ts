import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const START_MS = 120_000;
const STOP_MS = 30_000;
/** Of `/proc/PID/stat`: USER_HZ of every Linux. */
const TICKS_PER_SECOND = 100;
const KEPT_OUTPUT = 20_000;

/** A server that says in a line of JSON that it is ready, and where. */
export class ServerProcess {
  /** Such as `http://127.0.0.1:4711`. */
  readonly address: string;
  /** From the start of the process until it was ready, milliseconds. */
  readonly startMs: number;
  readonly #child: ChildProcess;
  readonly #output: () => string;

  private constructor(child: ChildProcess, address: string, startMs: number, output: () => string) {
    this.address = address;
    this.startMs = startMs;
    this.#child = child;
    this.#output = output;
  }

  /** Runs a program of Node. */
  static async start(args: readonly string[]): Promise<ServerProcess> {
    const began = performance.now();
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    // However the bench ends, nothing of it goes on.
    process.once('exit', () => child.kill('SIGKILL'));
    let output = '';
    let isReady = false;
    const ready = new Promise<string>((resolve) => {
      for (const stream of [child.stdout, child.stderr])
        stream.setEncoding('utf8').on('data', (text: string) => {
          output = (output + text).slice(-KEPT_OUTPUT);
          if (isReady) return;
          // Whole lines only.
          const line = output
            .split('\n')
            .slice(0, -1)
            .find((item) => item.includes('"ready"'));
          if (!line) return;
          isReady = true;
          resolve((JSON.parse(line) as { readonly address: string }).address);
        });
    });
    const ended = new Promise<never>((_resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code) => reject(new Error(`${args.join(' ')} ended with ${code}: ${output}`)));
    });
    const late = sleep(START_MS, null, { ref: false }).then(() => {
      throw new Error(`${args.join(' ')} was not ready in time: ${output}`);
    });
    ended.catch(() => {});
    late.catch(() => {});
    const address = await Promise.race([ready, ended, late]);
    return new ServerProcess(child, address, performance.now() - began, () => output);
  }

  /** The last that it said. */
  get output(): string {
    return this.#output();
  }

  /** User and system time so far. */
  cpuSeconds(): number {
    // Behind the name, which may have blanks.
    const fields = this.#read('stat')
      .replace(/^.*\) /, '')
      .split(' ');
    return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
  }

  /** Resident memory. */
  rssBytes(): number {
    return Number(/^VmRSS:\s+(\d+) kB$/m.exec(this.#read('status'))?.[1]) * 1024;
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const closed = new Promise((resolve) => this.#child.once('close', resolve));
    this.#child.kill('SIGTERM');
    const isLate = await Promise.race([closed.then(() => false), sleep(STOP_MS, true, { ref: false })]);
    if (isLate) this.#child.kill('SIGKILL');
    await closed;
  }

  #read(name: string): string {
    return readFileSync(`/proc/${this.#child.pid}/${name}`, 'utf8');
  }
}
