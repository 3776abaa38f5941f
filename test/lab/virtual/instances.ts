import { createServer, type Server } from 'node:http';
import { MARK } from '../images/recipe.ts';
import type { InstanceReport } from '../scenario.ts';
import type { LabMachine } from './bmc.ts';
import { HOST } from './workspace.ts';

const PORT = 8091;
const POLL_MS = 500;

/** What instances say, on the console of the machine or by HTTP. */
export class Instances {
  readonly url = `http://${HOST}:${PORT}/`;
  readonly #machine: LabMachine;
  readonly #server: Server;
  #told = '';

  private constructor(machine: LabMachine) {
    this.#machine = machine;
    this.#server = createServer((request, response) => {
      request.setEncoding('utf8').on('data', (text: string) => {
        this.#told += text;
      });
      request.on('end', () => {
        this.#told += '\n';
        response.end();
      });
    });
  }

  static async listen(machine: LabMachine): Promise<Instances> {
    const instances = new Instances(machine);
    await new Promise<void>((resolve) => instances.#server.listen(PORT, HOST, resolve));
    return instances;
  }

  /** Resolves with the first report that was not there yet. */
  async next(timeoutMs: number): Promise<InstanceReport> {
    const known = this.#lines().length;
    const deadline = Date.now() + timeoutMs;
    for (;;) {
      const line = this.#lines()[known];
      if (line !== undefined) return JSON.parse(line) as InstanceReport;
      if (Date.now() > deadline) throw new Error(`no instance said anything within ${timeoutMs / 1000} s`);
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #lines(): readonly string[] {
    const found = `${this.#machine.console}\n${this.#told}`.matchAll(new RegExp(`${MARK} (\\{.*\\})`, 'g'));
    return [...found].map(([, json = '']) => json);
  }
}
