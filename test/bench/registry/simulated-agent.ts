import { randomUUID } from 'node:crypto';
import { get } from 'node:http';
import { WebSocket } from 'ws';
import { authHeader } from '../../../proto/agent-auth.ts';
import { type Body, CHANNEL_PROTOCOL } from '../../../proto/channel.ts';
import { decodeEnvelope, encodeEnvelope } from '../../../proto/channel-codec.ts';
import type { FleetNode } from './fleet.ts';

/** As real agents do, three times as often as the registry wants a sign of life. */
const PING_MS = 10_000;

export interface AgentPlace {
  /** Such as `127.0.0.1:4711`. */
  readonly authority: string;
  /** Shared by all agents; null for the echo server, which takes each frame for acknowledged that it sends back. */
  readonly key: string | null;
}

/** Hears of each report that is acknowledged, and how long after it was sent; milliseconds. */
export type OnAcked = (ms: number) => void;

interface Waiting {
  readonly sequence: number;
  readonly sentAtMs: number;
}

/** A real WebSocket client that says what an agent of a node of the fleet says. */
export class SimulatedAgent {
  readonly node: FleetNode;
  readonly #place: AgentPlace;
  readonly #boot = randomUUID();
  readonly #run = randomUUID();
  readonly #waiting: Waiting[] = [];
  #socket: WebSocket | null = null;
  #epoch = 0;
  #sequence = 0;
  #taken = 0;
  #onAcked: OnAcked = () => {};

  constructor(node: FleetNode, place: AgentPlace) {
    this.node = node;
    this.#place = place;
  }

  /** Reports that are not acknowledged. */
  get waiting(): number {
    return this.#waiting.length;
  }

  listen(onAcked: OnAcked): void {
    this.#onAcked = onAcked;
  }

  /** Resolves with the welcome. */
  async connect(): Promise<void> {
    const { authority, key } = this.#place;
    // Servers have addresses of their own, and the registry limits what one address may try.
    const localAddress = `127.1.${this.node.index >> 8}.${this.node.index & 255}`;
    const headers = key === null ? {} : { authorization: await this.#header(key, localAddress) };
    const options = { headers, localAddress, perMessageDeflate: false };
    const socket = new WebSocket(`ws://${authority}/v1/agent`, options);
    this.#socket = socket;
    await new Promise<void>((resolve, reject) => {
      socket.on('error', reject);
      socket.on('close', (code, reason) => reject(new Error(`closed: ${code} ${String(reason)}`)));
      socket.on('message', (data) => this.#take(data as Buffer, resolve));
      socket.on('open', () => (key === null ? resolve() : this.#hello()));
    });
    socket.on('close', (code, reason) => {
      if (this.#socket === null) return;
      process.stderr.write(`an agent was disconnected: ${code} ${String(reason)}\n`);
      process.exit(1);
    });
    setInterval(() => socket.ping(), PING_MS).unref();
  }

  /** `taken`: how often it was, since an inventory that says the same costs less. */
  sendInventory(isNews: boolean): void {
    if (isNews) this.#taken += 1;
    const { disk } = this.node;
    const disks = [{ ...disk, catalogGeneration: (disk.catalogGeneration ?? 0) + this.#taken }];
    this.#report({ type: 'inventory', takenAtMs: Date.now(), disks, unreadable: [] });
  }

  beginStep(): void {
    this.#report({
      type: 'step-started',
      run: this.#run,
      step: 'write_image',
      kind: 'deploy',
      atMs: Date.now(),
    });
  }

  sendProgress(): void {
    const bytes = { doneBytes: this.#sequence * 2 ** 20, totalBytes: 2 ** 40 };
    this.#report({ type: 'step-progress', run: this.#run, phase: 'write', ...bytes, atMs: Date.now() });
  }

  close(): void {
    const socket = this.#socket;
    this.#socket = null;
    socket?.terminate();
  }

  #report(body: Body): void {
    const follows = this.#sequence;
    this.#sequence += 1;
    this.#waiting.push({ sequence: this.#sequence, sentAtMs: performance.now() });
    this.#send(body, this.#sequence, follows);
  }

  #send(body: Body, sequence = 0, follows = 0): void {
    const frame = { sequence, follows, bootId: this.#boot, epoch: this.#epoch, sentAtMs: Date.now(), body };
    this.#socket?.send(encodeEnvelope(frame));
  }

  #hello(): void {
    const machine = {
      nodeUuid: this.node.uuid,
      systemUuid: this.node.uuid,
      systemSerial: '',
      macAddresses: [],
    };
    const versions = { protocol: CHANNEL_PROTOCOL, agentVersion: '0.1.0', agentBuild: 'bench' };
    this.#send({ type: 'hello', ...versions, ...machine, acked: 0, newest: 0 });
  }

  #take(data: Buffer, onWelcome: () => void): void {
    if (this.#place.key === null) {
      // It comes back in its order, and need not be read.
      this.#acked(this.#waiting[0]?.sequence ?? 0);
      return;
    }
    const { body } = decodeEnvelope(data);
    if (body.type === 'ack') this.#acked(body.sequence);
    else if (body.type === 'welcome') {
      this.#epoch = body.epoch;
      onWelcome();
    }
  }

  #acked(sequence: number): void {
    const now = performance.now();
    while ((this.#waiting[0]?.sequence ?? Number.POSITIVE_INFINITY) <= sequence) {
      const { sentAtMs } = this.#waiting.shift() as Waiting;
      this.#onAcked(now - sentAtMs);
    }
  }

  async #header(secret: string, localAddress: string): Promise<string> {
    const url = `http://${this.#place.authority}/v1/agent/challenge`;
    const text = await new Promise<string>((resolve, reject) => {
      get(url, { localAddress, agent: false }, (answer) => {
        let body = '';
        answer.setEncoding('utf8').on('data', (part: string) => {
          body += part;
        });
        answer.on('end', () => resolve(body)).on('error', reject);
      }).on('error', reject);
    });
    const { challenge } = JSON.parse(text) as { readonly challenge?: string };
    if (challenge === undefined) throw new Error(`no challenge: ${text}`);
    return authHeader(secret, { method: 'key', node: this.node.uuid, boot: this.#boot, challenge });
  }
}
