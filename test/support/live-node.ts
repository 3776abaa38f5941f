import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DiskIdentity } from '../../proto/catalog.ts';
import type { Body } from '../../proto/channel.ts';
import { AgentClient, type RegistryAddress } from './agent-client.ts';
import { aDiskReport, anErasure, anIdentity, anInventory, aVolume, MIB, shown } from './registry-records.ts';
import { scratchFolder } from './stores.ts';

const KEY = 'a key that all agents of a test share';

/** Options of a registry's process that believes these agents. */
export function keyOptions(): readonly string[] {
  const file = join(scratchFolder(), 'agent-keys');
  writeFileSync(file, `${KEY}\n`, { mode: 0o600 });
  return ['--agent-key-file', file];
}

/** What its agent makes of a volume that was asked for. */
export interface LiveVolume {
  readonly id: string;
  readonly name: string;
  readonly project: string;
}

/** A node whose agent talks to a real registry, with one disk of 100 MiB. */
export class LiveNode {
  readonly uuid: string;
  readonly #agent: AgentClient;
  readonly #disk: DiskIdentity;
  #sequence = 0;

  private constructor(agent: AgentClient) {
    this.uuid = agent.node;
    this.#agent = agent;
    const short = agent.node.slice(0, 8);
    this.#disk = anIdentity({ wwn: `0x5000${short}`, serial: short });
  }

  /** Its disk was reported when this resolves. */
  static async join(registry: RegistryAddress, uuid: string = randomUUID()): Promise<LiveNode> {
    const says = { node: uuid, boot: randomUUID(), method: 'key' as const, secret: KEY };
    const node = new LiveNode(await AgentClient.open(registry, says));
    const disks = [aDiskReport({ identity: node.#disk })];
    await node.#report({ type: 'inventory', ...anInventory([], { disks }) });
    return node;
  }

  async created(volume: LiveVolume): Promise<void> {
    await this.#tell('created', volume);
  }

  /** With the erasure that is asked for by default. */
  async released(volume: LiveVolume): Promise<void> {
    await this.#tell('released', volume);
  }

  async close(): Promise<void> {
    await this.#agent.close();
  }

  async #tell(change: 'created' | 'released', { id, name, project }: LiveVolume): Promise<void> {
    const volume = shown(aVolume({ id, name, project, node: this.uuid, length: 10 * MIB }));
    const erasure = change === 'released' ? anErasure() : null;
    await this.#report({ type: 'volume-event', change, atMs: 1, run: '', erasure, volume, disk: this.#disk });
  }

  async #report(body: Body): Promise<void> {
    this.#sequence += 1;
    this.#agent.report(this.#sequence, body);
    await this.#agent.acked(this.#sequence);
  }
}
