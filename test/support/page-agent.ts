import { randomUUID } from 'node:crypto';
import type { Body, DesiredVolumes } from '../../proto/channel.ts';
import type { VolumeChange, VolumeReport } from '../../proto/report.ts';
import { AgentClient, type RegistryAddress } from './agent-client.ts';
import { GIB, identityOf, type PageDisk, reportOf } from './page-disks.ts';

/** Key that the agents of these tests share with their registry. */
export const PAGE_AGENT_KEY = 'a key that only tests have';

/** An agent that reports what a test says; each call resolves when the registry has stored it. */
export class PageAgent {
  readonly node: string;
  readonly #client: AgentClient;
  #sequence = 0;
  #run = '';

  private constructor(client: AgentClient) {
    this.#client = client;
    this.node = client.node;
  }

  static async connect(
    address: RegistryAddress,
    node: string,
    machine: { readonly systemSerial?: string; readonly macAddresses?: readonly string[] } = {},
  ): Promise<PageAgent> {
    const says = { node, boot: randomUUID(), method: 'key', secret: PAGE_AGENT_KEY } as const;
    return new PageAgent(await AgentClient.open(address, says, machine));
  }

  async report(body: Body): Promise<void> {
    this.#sequence += 1;
    this.#client.report(this.#sequence, body);
    await this.#client.acked(this.#sequence);
  }

  async inventory(disks: readonly PageDisk[]): Promise<void> {
    await this.report({
      type: 'inventory',
      takenAtMs: Date.now(),
      disks: disks.map(reportOf),
      unreadable: [],
    });
  }

  /** What became of a volume of a disk. */
  async changed(change: VolumeChange, volume: VolumeReport, disk: PageDisk): Promise<void> {
    const erasure =
      change === 'released'
        ? ({ method: 'zero', bytesErased: volume.length, bytesReadBack: 1024 ** 2 } as const)
        : null;
    const about = { volume, disk: identityOf(disk), run: this.#run, erasure };
    await this.report({ type: 'volume-event', change, atMs: Date.now(), ...about });
  }

  async startStep(step: string, kind: 'clean' | 'deploy' | 'service' = 'deploy'): Promise<void> {
    this.#run = randomUUID();
    await this.report({ type: 'step-started', run: this.#run, step, kind, atMs: Date.now() });
  }

  async progress(phase: string, doneBytes: number, totalBytes: number | null = 40 * GIB): Promise<void> {
    await this.report({
      type: 'step-progress',
      ...{ run: this.#run, phase, doneBytes, totalBytes, atMs: Date.now() },
    });
  }

  async endStep(
    step: string,
    failure: { readonly code: string; readonly message: string } | null = null,
    kind: 'clean' | 'deploy' | 'service' = 'deploy',
  ): Promise<void> {
    await this.report({
      type: 'step-finished',
      ...{ run: this.#run, step, kind, atMs: Date.now(), failure },
      ...{ durationMs: 92_000, bytesWritten: failure ? 0 : 40 * GIB, bytesDownloaded: failure ? 0 : 3 * GIB },
    });
    this.#run = '';
  }

  /** The newest plan that was sent. */
  async plan(): Promise<DesiredVolumes> {
    return await this.#client.next('desired-volumes');
  }

  async close(): Promise<void> {
    this.#client.socket.close();
    await this.#client.closed;
  }
}
