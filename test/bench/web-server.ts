import { spawn } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Teardown } from './teardown.ts';

export interface WebServerOptions {
  /** What is served. */
  readonly images: string;
  /** For nginx's own files. */
  readonly scratch: string;
  readonly address: string;
  readonly port: number;
  /** Put before nginx: enters a network namespace. */
  readonly enter: readonly string[];
}

const START_MS = 5000;
const POLL_MS = 100;
/** From the last byte that a client has to the line in the log. */
const LOG_MS = 100;

/** nginx: it sends files with sendfile, so that the client is what is measured, and counts what it sent. */
export class WebServer {
  readonly base: string;
  readonly #log: string;
  #seen = 0;

  private constructor(base: string, log: string) {
    this.base = base;
    this.#log = log;
  }

  static async start(options: WebServerOptions, teardown: Teardown): Promise<WebServer> {
    const { images, address, port, enter } = options;
    const scratch = join(options.scratch, `nginx-${address}`);
    await mkdir(scratch);
    const [config, log] = [join(scratch, 'nginx.conf'), join(scratch, 'access.log')];
    const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
      (name) => `${name}_temp_path ${scratch};`,
    );
    await writeFile(
      config,
      `daemon off; master_process off; error_log ${scratch}/error.log; pid ${scratch}/nginx.pid; user root;
       events {} http { log_format sent '$bytes_sent'; access_log ${log} sent; sendfile on; ${temporary.join(' ')}
       keepalive_requests 1000000; server { listen ${address}:${port}; root ${images}; } }`,
    );
    const [program = '', ...args] = [...enter, 'nginx', '-p', scratch, '-c', config];
    const child = spawn(program, args, { stdio: 'ignore', detached: true });
    const ended = new Promise<void>((resolve) =>
      child.on('close', () => resolve()).on('error', () => resolve()),
    );
    teardown.add('stopping nginx', async () => {
      child.kill();
      await ended;
    });
    const base = `http://${address}:${port}`;
    for (let waited = 0; waited < START_MS; waited += POLL_MS) {
      await sleep(POLL_MS);
      if (await fetch(base).catch(() => null)) return new WebServer(base, log);
    }
    throw new Error(`nginx did not start on ${base}`);
  }

  /** Bytes sent since the last time this was asked, headers included. */
  async sentBytes(): Promise<number> {
    await sleep(LOG_MS);
    const lines = (await readFile(this.#log, 'utf8')).split('\n').filter(Boolean);
    const fresh = lines.slice(this.#seen).map(Number);
    this.#seen = lines.length;
    return fresh.reduce((sum, bytes) => sum + bytes, 0);
  }
}
