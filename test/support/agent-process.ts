import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ProgressMessage } from '../../agent/step-server/messages.ts';
import { ask } from './socket-client.ts';

const MAIN = join(import.meta.dirname, '../../agent/main.ts');
const START_MS = 30_000;

/** Of the checkout. */
export const AGENT_COMMAND: readonly string[] = [process.execPath, MAIN];

/** A real `bmv-agent` as a process of its own, on `agent.sock` in `folder`. */
export class AgentProcess {
  readonly socket: string;
  readonly #child: ChildProcess;
  readonly #exit: Promise<number | null>;
  #output = '';

  private constructor(
    folder: string,
    environment: Readonly<Record<string, string>>,
    [program = '', ...args]: readonly string[],
  ) {
    this.socket = join(folder, 'agent.sock');
    this.#child = spawn(program, args, {
      env: {
        ...process.env,
        BMV_SOCKET: this.socket,
        BMV_RUNTIME_DIR: folder,
        BMV_IMAGE_RETRIES: '0',
        ...environment,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.#child.stdout, this.#child.stderr])
      stream?.on('data', (bytes: Buffer) => {
        this.#output += bytes.toString();
      });
    this.#exit = new Promise((resolve) => this.#child.once('close', resolve));
  }

  /** Returns when it is healthy; throws with its output when it ends instead. */
  static async start(
    folder: string,
    environment: Readonly<Record<string, string>> = {},
    command: readonly string[] = AGENT_COMMAND,
  ): Promise<AgentProcess> {
    const agent = new AgentProcess(folder, environment, command);
    const deadline = Date.now() + START_MS;
    while (Date.now() < deadline) {
      const code = await Promise.race([agent.#exit, sleep(20, undefined)]);
      if (code !== undefined) throw new Error(`bmv-agent ended with ${code}: ${agent.#output}`);
      const health = await ask(agent.socket, 'GET /v1/health').catch(() => null);
      if (health?.status === 200) return agent;
    }
    throw new Error(`bmv-agent did not become healthy: ${agent.#output}`);
  }

  get output(): string {
    return this.#output;
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** Returns once the running step has made progress in such a phase. */
  async progress(phase: string): Promise<void> {
    const deadline = Date.now() + START_MS;
    while (Date.now() < deadline) {
      const { json } = await ask(this.socket, 'GET /v1/runs/last');
      const { phase: now = '', done_bytes: done = 0 } = (json.progress ?? {}) as Partial<ProgressMessage>;
      if (now.includes(phase) && done > 0) return;
      await sleep(20);
    }
    throw new Error(`no step of bmv-agent began to ${phase}: ${this.#output}`);
  }

  async kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<number | null> {
    this.#child.kill(signal);
    return await this.#exit;
  }
}
