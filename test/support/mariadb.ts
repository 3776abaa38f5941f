import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Connection, createConnection } from 'mysql2/promise';

const START_MS = 120_000;
const POLL_MS = 5;

/** Small, and as durable as a real one. */
const OPTIONS = [
  '--no-defaults',
  '--user=root',
  '--skip-networking',
  '--skip-name-resolve',
  '--skip-log-bin',
  '--performance-schema=off',
  '--innodb-buffer-pool-size=32M',
  '--innodb-log-file-size=16M',
  '--innodb-flush-log-at-trx-commit=1',
  '--max-connections=100',
];

/** Debian's MariaDB in a folder of its own, on a socket; it ends with this process. */
export class MariaDb {
  readonly #folder: string;
  readonly #more: readonly string[];
  #child: ChildProcess | null = null;
  #output = '';
  #databases = 0;

  private constructor(folder: string, more: readonly string[]) {
    this.#folder = folder;
    this.#more = more;
  }

  /** `more`: options of the server. */
  static async start(more: readonly string[] = []): Promise<MariaDb> {
    const server = new MariaDb(mkdtempSync(join(tmpdir(), 'bmv-mariadb-')), more);
    const { status, error, stdout, stderr } = spawnSync(
      'mariadb-install-db',
      [
        '--no-defaults',
        '--user=root',
        '--skip-test-db',
        '--auth-root-authentication-method=normal',
        `--datadir=${server.#data}`,
      ],
      { encoding: 'utf8' },
    );
    if (error) throw new Error('mariadb-install-db is missing; install Debian package mariadb-server');
    if (status !== 0) throw new Error(`mariadb-install-db ended with ${status}: ${stdout}${stderr}`);
    await server.restart();
    return server;
  }

  get socket(): string {
    return join(this.#folder, 'sock');
  }

  get #data(): string {
    return join(this.#folder, 'data');
  }

  /** Starts it where it does not run; returns when it answers. */
  async restart(): Promise<void> {
    // A server that nobody ended, because the tests were killed, would stay for ever.
    const child = spawn(
      'setpriv',
      [
        '--pdeathsig=KILL',
        'mariadbd',
        ...OPTIONS,
        `--datadir=${this.#data}`,
        `--socket=${this.socket}`,
        // HAZARD: a server that starts empties it of others' temporary tables.
        `--tmpdir=${this.#folder}`,
        `--pid-file=${join(this.#folder, 'pid')}`,
        ...this.#more,
      ],
      { stdio: ['ignore', 'pipe', 'pipe'] },
    );
    this.#child = child;
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (bytes: Buffer) => {
        this.#output += bytes.toString();
      });
    let failure = '';
    child.once('error', ({ message }) => {
      failure = message;
    });
    const deadline = Date.now() + START_MS;
    while (Date.now() < deadline && !failure && child.exitCode === null) {
      const connection = await this.#connect().catch(() => null);
      await connection?.end();
      if (connection) return;
      await sleep(50);
    }
    throw new Error(`mariadbd (Debian package mariadb-server) did not start: ${failure}${this.#output}`);
  }

  /** As when the power fails. */
  async kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => child.once('close', resolve));
    child.kill(signal);
    await gone;
  }

  /** It takes connections, and does nothing: returns when all of its threads stand still. */
  async pause(): Promise<void> {
    const { pid } = this.#child ?? {};
    if (pid === undefined) return;
    process.kill(pid, 'SIGSTOP');
    const tasks = `/proc/${pid}/task`;
    const runs = () =>
      readdirSync(tasks).some(
        (task) => !/^State:\tT/m.test(readFileSync(join(tasks, task, 'status'), 'utf8')),
      );
    while (runs()) await sleep(POLL_MS);
  }

  resume(): void {
    this.#child?.kill('SIGCONT');
  }

  async stop(): Promise<void> {
    await this.kill();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** URL of a new, empty database. */
  async newDatabase(): Promise<string> {
    this.#databases += 1;
    const name = `bmv_${this.#databases}`;
    await this.run(`CREATE DATABASE ${name}`);
    return this.url(name);
  }

  url(database: string): string {
    return `mariadb://root@localhost/${database}?socket=${encodeURIComponent(this.socket)}`;
  }

  /** Runs a statement as its operator would. */
  async run(statement: string): Promise<unknown> {
    const connection = await this.#connect();
    try {
      const [result] = await connection.query(statement);
      return result;
    } finally {
      await connection.end();
    }
  }

  async #connect(): Promise<Connection> {
    return await createConnection({ user: 'root', socketPath: this.socket });
  }
}
