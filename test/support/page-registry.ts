import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import type { NewVolumeJson, VolumeAnswerJson, VolumeJson } from '../../registry/api/schemas/volumes.ts';
import { LIMIT_DEFAULTS } from '../../registry/config/limits.ts';
import type { RegistrySettings } from '../../registry/config/settings.ts';
import { type RunningRegistry, startRegistry } from '../../registry/serve.ts';
import { nameNode } from '../../registry/store/nodes.ts';
import { openStore } from '../../registry/store/open.ts';
import type { Store } from '../../registry/store/store.ts';
import type { RegistryAddress } from './agent-client.ts';
import { PAGE_AGENT_KEY } from './page-agent.ts';

function settingsFor(folder: string, port: number): RegistrySettings {
  return {
    ...{ listen: { kind: 'tcp', host: '127.0.0.1', port }, tls: null },
    ...{ store: join(folder, 'registry.db'), migrate: null, storeCaFile: null },
    ...{ agentKeys: [PAGE_AGENT_KEY], acceptUntrusted: false, auth: { kind: 'none' }, keystoneUser: null, ironic: null },
    ...{ openMetrics: false, adoptUnknownClaims: false, allowUnknownNodes: false, maxSilenceMs: null },
    ...{ replica: 'page', limits: LIMIT_DEFAULTS },
  };
}

/** A real registry on a store of its own, with the page as it was built. */
export class PageRegistry {
  readonly #folder: string;
  readonly #changes: Partial<RegistrySettings>;
  #port = 0;
  #running: RunningRegistry | null = null;

  private constructor(folder: string, changes: Partial<RegistrySettings>) {
    this.#folder = folder;
    this.#changes = changes;
  }

  static async start(changes: Partial<RegistrySettings> = {}): Promise<PageRegistry> {
    const registry = new PageRegistry(await mkdtemp(join(tmpdir(), 'bmv-page-')), changes);
    await registry.resume();
    return registry;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  get address(): RegistryAddress {
    return { authority: `127.0.0.1:${this.#port}` };
  }

  /** Ends the process's work, as a restart begins with. */
  async pause(): Promise<void> {
    await this.#running?.close();
    this.#running = null;
  }

  /** Starts again, on the same store and port. */
  async resume(): Promise<void> {
    const settings = { ...settingsFor(this.#folder, this.#port), ...this.#changes };
    this.#running = await startRegistry(settings, pino({ level: 'silent' }));
    this.#port = Number(new URL(this.#running.address).port);
  }

  async stop(): Promise<void> {
    await this.pause();
    await rm(this.#folder, { recursive: true, force: true });
  }

  /** Works on the store beside the registry, as another replica would. */
  async withStore<T>(work: (store: Store) => Promise<T>): Promise<T> {
    const store = await openStore(join(this.#folder, 'registry.db'), {});
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
