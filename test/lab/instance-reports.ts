import { createServer, type Server } from 'node:http';
import { MARK } from './images/recipe.ts';
import type { InstanceReport } from './scenario.ts';

const POLL_MS = 500;

/** What instances say, by HTTP or on a console. */
export class InstanceReports {
  readonly #console: () => string;
  readonly #server: Server;
  #told = '';

  private constructor(console: () => string) {
    this.#console = console;
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

  /** `console`: all that the server's console has shown; empty where nobody sees it. */
  static async listen(
    { host, port }: { readonly host: string; readonly port: number },
    console: () => string,
  ): Promise<InstanceReports> {
    const reports = new InstanceReports(console);
    await new Promise<void>((resolve, reject) => {
      reports.#server.once('error', reject);
      reports.#server.listen(port, host, resolve);
    });
    return reports;
  }

  /** Waits for the first report that is not there now and is meant: so long from when that is called. */
  next(isMeant: (report: InstanceReport) => boolean, timeoutMs: number): () => Promise<InstanceReport> {
    const known = this.#lines().length;
    return async () => {
      const deadline = Date.now() + timeoutMs;
      for (;;) {
        const news = this.#lines().slice(known);
        const found = news.map((line) => JSON.parse(line) as InstanceReport).find(isMeant);
        if (found) return found;
        if (Date.now() > deadline) throw new Error(`no instance said anything within ${timeoutMs / 1000} s`);
        await new Promise((resolve) => setTimeout(resolve, POLL_MS));
      }
    };
  }

  /** Null before the first. */
  get last(): InstanceReport | null {
    const line = this.#lines().at(-1);
    return line === undefined ? null : (JSON.parse(line) as InstanceReport);
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #lines(): readonly string[] {
    const found = `${this.#console()}\n${this.#told}`.matchAll(new RegExp(`${MARK} (\\{.*\\})`, 'g'));
    return [...found].map(([, json = '']) => json);
  }
}
