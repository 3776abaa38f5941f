import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Body } from '../../proto/channel.ts';
import { AgentClient, type RegistryAddress } from './agent-client.ts';

/** Between two attempts to connect, milliseconds. */
const PAUSE_MS = 50;

/**
 * An agent that keeps what it has to tell until the registry has it, and connects again whenever its connection ends: to
 * whichever of the addresses comes next.
 */
export class PersistentAgent {
  readonly node: string;
  readonly boot = randomUUID();
  /** Numbers that were acknowledged, as the newest of them. */
  acked = 0;
  /** Codes of refusals, and errors of attempts, that came. */
  readonly troubles: string[] = [];
  connections = 0;
  readonly #addresses: readonly RegistryAddress[];
  readonly #key: string;
  readonly #reports: Body[] = [];
  #client: AgentClient | null = null;
  #sent = 0;
  #isEnding = false;
  readonly #run: Promise<void>;

  constructor(addresses: readonly RegistryAddress[], key: string, node: string = randomUUID()) {
    this.node = node;
    this.#addresses = addresses;
    this.#key = key;
    this.#run = this.#stayConnected();
  }

  get newest(): number {
    return this.#reports.length;
  }

  report(body: Body): void {
    this.#reports.push(body);
    this.#flush();
  }

  /** Resolves when all that was reported is acknowledged. */
  async settled(): Promise<void> {
    while (this.acked < this.newest) await sleep(10);
  }

  /** Leaves its connection; the next one goes to the next address. */
  hop(): void {
    this.#client?.socket.close();
  }

  async end(): Promise<void> {
    this.#isEnding = true;
    this.#client?.socket.close();
    await this.#run;
  }

  #flush(): void {
    const client = this.#client;
    for (; client && this.#sent < this.newest; this.#sent += 1) {
      const body = this.#reports[this.#sent];
      if (body) client.report(this.#sent + 1, body);
    }
  }

  async #stayConnected(): Promise<void> {
    for (let attempt = 0; !this.#isEnding; attempt += 1) {
      const address = this.#addresses[attempt % this.#addresses.length];
      if (!address) throw new Error('an agent needs an address');
      await this.#connect(address).catch((error: Error) => this.troubles.push(error.message));
      if (!this.#isEnding) await sleep(PAUSE_MS);
    }
  }

  async #connect(address: RegistryAddress): Promise<void> {
    const says = { node: this.node, boot: this.boot, method: 'key' as const, secret: this.#key };
    const client = await AgentClient.connect(address, says);
    client.hello({ acked: this.acked, newest: this.newest });
    const welcome = await client.next('welcome');
    this.connections += 1;
    if (welcome.acked < this.acked) throw new Error(`report ${this.acked} was acknowledged, and is lost`);
    this.acked = welcome.acked;
    this.#sent = welcome.acked;
    this.#client = client;
    client.socket.on('message', () => this.#take(client));
    this.#take(client);
    this.#flush();
    await client.closed;
    this.#client = null;
  }

  #take(client: AgentClient): void {
    for (const { body } of client.received.splice(0)) {
      if (body.type === 'ack') this.acked = Math.max(this.acked, body.sequence);
      if (body.type === 'refusal') this.troubles.push(body.code);
    }
  }
}
