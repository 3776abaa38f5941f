import { type ChildProcess, spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../support/free-port.ts';

/** nginx on loopback: it sends files with sendfile, so that the client is what is measured. */
export class StaticServer {
  readonly #child: ChildProcess;
  readonly #port: number;

  private constructor(child: ChildProcess, port: number) {
    this.#child = child;
    this.#port = port;
  }

  /** Serves a folder. Throws when nginx (Debian package nginx-light) is missing. */
  static async start(folder: string): Promise<StaticServer> {
    const port = await freePort();
    const config = join(folder, 'nginx.conf');
    const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
      (name) => `${name}_temp_path ${folder};`,
    );
    writeFileSync(
      config,
      `daemon off; master_process off; error_log stderr; pid ${folder}/nginx.pid; user root;
       events {} http { access_log off; sendfile on; ${temporary.join(' ')}
       server { listen 127.0.0.1:${port}; root ${folder}; } }`,
    );
    const child = spawn('nginx', ['-p', folder, '-c', config], { stdio: 'ignore' });
    let failed = false;
    child.on('error', () => {
      failed = true;
    });
    for (let tries = 0; tries < 50; tries += 1) {
      await sleep(100);
      if (failed) throw new Error('nginx is not installed; install the Debian package nginx-light');
      const answer = await fetch(`http://127.0.0.1:${port}/`).catch(() => null);
      if (answer) return new StaticServer(child, port);
    }
    child.kill();
    throw new Error('nginx did not start');
  }

  url(path: string): string {
    return `http://127.0.0.1:${this.#port}/${path}`;
  }

  async stop(): Promise<void> {
    const ended = new Promise((resolve) => this.#child.on('close', resolve));
    this.#child.kill();
    await ended;
  }
}
