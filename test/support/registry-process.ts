import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { request } from 'undici';
import type { RegistryAddress } from './agent-client.ts';

const CLI = join(import.meta.dirname, '../../cli/main.ts');
const START_MS = 120_000;

/** A line of the log. */
export type ProcessLogLine = { readonly msg: string; readonly level: number } & Readonly<
  Record<string, unknown>
>;

export interface ProcessAnswer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into it
  readonly json: any;
}

export interface RegistryProcessOptions {
  /** Of `bmv registry serve`, beside `--listen`. */
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** By default a free port of the loopback. */
  readonly listen?: string;
  /** Of node itself. */
  readonly nodeArgs?: readonly string[];
  /** Runs node within another program. */
  readonly within?: readonly string[];
}

/** A real `bmv registry serve`; killed behind the test. */
export class RegistryProcess implements RegistryAddress {
  /** Such as `http://127.0.0.1:4711`. */
  readonly address: string;
  readonly child: ChildProcess;
  readonly #output: () => string;

  private constructor(address: string, child: ChildProcess, output: () => string) {
    this.address = address;
    this.child = child;
    this.#output = output;
  }

  /** Resolves when it is ready; rejects with all that it said where it ends before. */
  static async start({
    args = [],
    env = {},
    listen = '127.0.0.1:0',
    within = [],
    nodeArgs = [],
  }: RegistryProcessOptions): Promise<RegistryProcess> {
    const command = [
      ...within,
      process.execPath,
      ...nodeArgs,
      CLI,
      'registry',
      'serve',
      '--listen',
      listen,
      ...args,
    ];
    const child = spawn(command[0] ?? '', command.slice(1), {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    running.push(child);
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (bytes: Buffer) => {
        output += bytes.toString();
      });
    const closed = new Promise<void>((resolve) => child.once('close', () => resolve()));
    for (const deadline = Date.now() + START_MS; Date.now() < deadline && child.exitCode === null; ) {
      const ready = linesOf(output).find(({ msg }) => msg === 'ready');
      if (ready) return new RegistryProcess(String(ready.address), child, () => output);
      await Promise.race([sleep(20), closed]);
    }
    await closed;
    throw new Error(`ended with ${child.exitCode}: ${output}`);
  }

  get authority(): string {
    return new URL(this.address).host;
  }

  /** All that it said. */
  get output(): string {
    return this.#output();
  }

  get log(): readonly ProcessLogLine[] {
    return linesOf(this.#output());
  }

  /** Resolves with the first line that has this message. */
  async logged(msg: string | RegExp): Promise<ProcessLogLine> {
    for (;;) {
      const found = this.log.find((line) =>
        typeof msg === 'string' ? line.msg === msg : msg.test(line.msg),
      );
      if (found) return found;
      if (this.child.exitCode !== null) throw new Error(`ended without ${msg}: ${this.output}`);
      await sleep(20);
    }
  }

  /** Asks its API. */
  async get(path: string, headers: Readonly<Record<string, string>> = {}): Promise<ProcessAnswer> {
    const { statusCode, body } = await request(this.address + path, { headers });
    const text = await body.text();
    return { status: statusCode, json: text.startsWith('{') ? JSON.parse(text) : text };
  }

  async post(path: string, payload: object): Promise<ProcessAnswer> {
    const { statusCode, body } = await request(this.address + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(payload),
    });
    return { status: statusCode, json: await body.json() };
  }

  /** Ends it; resolves with its exit code, null where a signal ended it. */
  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return this.child.exitCode;
    const closed = new Promise<number | null>((resolve) => this.child.once('close', resolve));
    this.child.kill(signal);
    return await closed;
  }
}

function linesOf(output: string): readonly ProcessLogLine[] {
  return output.split('\n').flatMap((line) => {
    try {
      return line.startsWith('{') ? [JSON.parse(line) as ProcessLogLine] : [];
    } catch {
      return [];
    }
  });
}

const running: ChildProcess[] = [];

afterEach(async () => {
  for (const child of running.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    const closed = new Promise((resolve) => child.once('close', resolve));
    child.kill('SIGKILL');
    await closed;
  }
});
