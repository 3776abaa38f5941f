import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const ENTER = [
  ...['unshare', '--mount', '--pid', '--fork', '--kill-child'],
  ...['sh', join(import.meta.dirname, '../in-root.sh')],
];
/** What is compiled stays in the tree: many commands are started that share most of their code. */
const COMPILES = ['/usr/bin/env', 'PYTHONDONTWRITEBYTECODE='];
const START_MS = 300_000;
const LOOK_MS = 200;

export interface RootCommand {
  /** Tree of Debian packages. */
  readonly root: string;
  /** Is `/run/shared` there. */
  readonly folder: string;
  readonly argv: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** A command in a tree of Debian packages, with mounts and processes of its own and this machine's network. */
export class RootProcess {
  readonly #child: ChildProcess;
  readonly #ended: Promise<number | null>;
  #log = '';

  private constructor(child: ChildProcess) {
    this.#child = child;
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (bytes: Buffer) => {
        this.#log += bytes.toString();
      });
    this.#ended = new Promise((resolve) => child.once('close', resolve));
  }

  static start({ root, folder, argv, env = {} }: RootCommand): RootProcess {
    // What nobody ended, because the tests were killed, would stay for ever.
    const child = spawn('setpriv', ['--pdeathsig=KILL', ...ENTER, root, folder, '', ...COMPILES, ...argv], {
      // Without a name, as there are no users in the tree, some libraries are not loaded.
      env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LOGNAME: 'root', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    return new RootProcess(child);
  }

  /** Rejects with what the command said where it does not end with 0. */
  static async run(command: RootCommand): Promise<void> {
    const done = RootProcess.start(command);
    const code = await done.#ended;
    if (code !== 0) throw new Error(`${command.argv.join(' ')}: ${code}: ${done.#log.slice(-4000)}`);
  }

  /** All that it said. */
  get log(): string {
    return this.#log;
  }

  /** Resolves when it is ready; rejects with what it said where it ends before, or takes too long. */
  async until(isReady: () => Promise<boolean>): Promise<void> {
    for (const deadline = Date.now() + START_MS; this.#child.exitCode === null; await sleep(LOOK_MS)) {
      if (await isReady().catch(() => false)) return;
      if (Date.now() > deadline) break;
    }
    throw new Error(`${this.#child.spawnargs.slice(-3).join(' ')} is not ready: ${this.#log.slice(-4000)}`);
  }

  async stop(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.#ended;
  }
}
