import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import type { FleetSize } from './fleet.ts';
import type { AgentPlace } from './simulated-agent.ts';

const PROGRAM = join(import.meta.dirname, 'agents-process.ts');

/** What the process of the agents is told. */
export type AgentsCommand =
  | { readonly do: 'connect' }
  | { readonly do: 'report'; readonly seconds: number }
  | { readonly do: 'most'; readonly seconds: number; readonly agents: number; readonly window: number };

export interface AgentsResult {
  /** From each report to its acknowledgement, milliseconds. */
  readonly took: readonly number[];
  readonly acked: number;
  readonly seconds: number;
}

/** Agents in another process. */
export class Agents {
  readonly #child: ChildProcess;

  constructor(place: AgentPlace, agents: number, size: FleetSize) {
    this.#child = fork(PROGRAM, [JSON.stringify({ ...place, agents, size })], {
      serialization: 'advanced',
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
  }

  async tell(command: AgentsCommand): Promise<AgentsResult> {
    return await new Promise((resolve, reject) => {
      const onExit = (code: number | null) => reject(new Error(`the agents ended with ${code}`));
      this.#child.once('exit', onExit);
      this.#child.once('message', (result) => {
        this.#child.off('exit', onExit);
        resolve(result as AgentsResult);
      });
      this.#child.send(command);
    });
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode !== null) return;
    const gone = new Promise((resolve) => this.#child.once('exit', resolve));
    this.#child.kill('SIGKILL');
    await gone;
  }
}
