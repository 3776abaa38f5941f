import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NewVolumeJson, VolumeAnswerJson, VolumeJson } from '../../registry/api/schemas/volumes.ts';
import { nameNode } from '../../registry/store/nodes.ts';
import { openStore } from '../../registry/store/open.ts';
import { SQLITE_DEFAULTS } from '../../registry/store/sqlite/backend.ts';
import type { Store } from '../../registry/store/store.ts';
import type { RegistryAddress } from './agent-client.ts';
import { PAGE_AGENT_KEY } from './page-agent.ts';

const LOCK_WAIT_MS = 30_000;
const CLI = join(import.meta.dirname, '../../cli/main.ts');

/** Resolves with the address that it listens at; rejects with all that it said where it ends before. */
async function readyAddress(child: ChildProcess): Promise<string> {
  let said = '';
  return await new Promise((resolve, reject) => {
    const hear = (bytes: Buffer) => {
      said += bytes.toString();
      const [, address] = /"address":"([^"]+)"[^\n]*"msg":"ready"/.exec(said) ?? [];
      if (address) resolve(address);
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    child.once('close', (code, signal) =>
      reject(new Error(`the registry ended with ${code ?? signal}: ${said}`)),
    );
  });
}

export interface PageRegistryOptions {
  /** By default it is anybody on this machine. */
  readonly auth?: { readonly kind: 'basic'; readonly file: string };
  /** By default a free port of the loopback. */
  readonly listen?: { readonly kind: 'unix'; readonly path: string };
}

function argsOf({ auth, listen }: PageRegistryOptions, port: number): readonly string[] {
  const where = listen ? `unix:${listen.path}` : `127.0.0.1:${port}`;
  return ['--listen', where, ...(auth ? ['--auth', `basic:${auth.file}`] : [])];
}

/** A real `bmv registry serve` on a store of its own, with the page as it was built. */
export class PageRegistry {
  readonly #folder: string;
  readonly #options: PageRegistryOptions;
  #port = 0;
  #child: ChildProcess | null = null;

  private constructor(folder: string, options: PageRegistryOptions) {
    this.#folder = folder;
    this.#options = options;
  }

  static async start(options: PageRegistryOptions = {}): Promise<PageRegistry> {
    const folder = await mkdtemp(join(tmpdir(), 'bmv-page-'));
    await writeFile(join(folder, 'agent-key'), `${PAGE_AGENT_KEY}\n`, { mode: 0o600 });
    const registry = new PageRegistry(folder, options);
    await registry.resume();
    return registry;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  get address(): RegistryAddress {
    return { authority: `127.0.0.1:${this.#port}` };
  }

  get #store(): string {
    return join(this.#folder, 'registry.db');
  }

  /** Ends the process: in good order, or at once. */
  async pause(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
    const child = this.#child;
    this.#child = null;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const closed = new Promise((resolve) => child.once('close', resolve));
    child.kill(signal);
    await closed;
  }

  /** Starts again, on the same store and port. */
  async resume(): Promise<void> {
    const files = ['--store', this.#store, '--agent-key-file', join(this.#folder, 'agent-key')];
    const args = [...files, ...argsOf(this.#options, this.#port)];
    const { PATH = '', HOME = '' } = process.env;
    this.#child = spawn(process.execPath, [CLI, 'registry', 'serve', ...args], {
      env: { PATH, HOME },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#port = Number(new URL(await readyAddress(this.#child)).port);
  }

  async stop(): Promise<void> {
    await this.pause();
    await rm(this.#folder, { recursive: true, force: true });
  }

  /** Works on the store beside the registry, as another replica would. */
  async withStore<T>(work: (store: Store) => Promise<T>): Promise<T> {
    // The registry writes too, and a busy machine takes its time.
    const sqlite = { ...SQLITE_DEFAULTS, lockWaitMs: LOCK_WAIT_MS };
    const store = await openStore(this.#store, { migrate: false, sqlite });
    try {
      return await work(store);
    } finally {
      await store.close();
    }
  }

  /** What Ironic calls a node. */
  async nameNode(node: string, name: string): Promise<void> {
    await this.withStore((store) => store.transaction((tx) => nameNode(tx, node, name)));
  }

  async reserve(volume: NewVolumeJson): Promise<VolumeJson> {
    return (await this.#post('/v1/volumes', volume)).volume;
  }

  async ask(volume: string, what: string, body: object): Promise<VolumeJson> {
    return (await this.#post(`/v1/volumes/${volume}/${what}`, body)).volume;
  }

  async #post(path: string, body: object): Promise<VolumeAnswerJson> {
    const response = await fetch(`${this.url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${path}: ${response.status} ${text}`);
    return JSON.parse(text) as VolumeAnswerJson;
  }
}
