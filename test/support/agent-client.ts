import type { IncomingMessage } from 'node:http';
import { Agent, request } from 'undici';
import { WebSocket } from 'ws';
import { type AuthMethod, authHeader } from '../../proto/agent-auth.ts';
import { type Body, CHANNEL_PROTOCOL, type Envelope, type Hello } from '../../proto/channel.ts';
import { decodeEnvelope, encodeEnvelope } from '../../proto/channel-codec.ts';
import { RECORDED_FRAMES } from '../proto/recorded/channel-v1.ts';

/** What a test needs of a registry's address. */
export interface RegistryAddress {
  /** Such as `127.0.0.1:8080`. */
  readonly authority: string;
  /** To speak TLS. */
  readonly tls?: { readonly ca: string; readonly cert?: string; readonly key?: string };
}

/** Who an agent says it is. */
export interface AgentSays {
  readonly node: string;
  readonly boot: string;
  readonly method?: AuthMethod;
  readonly secret?: string;
  /** In place of one that is asked for. */
  readonly challenge?: string;
  /** In place of one that is made; null for none. */
  readonly header?: string | null;
}

/** An upgrade was answered with something else. */
export class UpgradeRefused extends Error {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly problem: { readonly status: number; readonly code: string; readonly detail: string };
  readonly body: string;

  constructor(response: IncomingMessage, body: string) {
    super(`${response.statusCode}: ${body}`);
    this.status = response.statusCode ?? 0;
    this.headers = response.headers;
    this.body = body;
    this.problem = JSON.parse(body);
  }
}

const scheme = (address: RegistryAddress, name: string) =>
  `${name}${address.tls ? 's' : ''}://${address.authority}`;

/** A challenge, as an agent gets it. */
export async function getChallenge(address: RegistryAddress): Promise<string> {
  const dispatcher = new Agent({ connect: { ...address.tls } });
  try {
    const url = `${scheme(address, 'http')}/v1/agent/challenge`;
    const { body, statusCode } = await request(url, { dispatcher });
    const answer = (await body.json()) as { challenge?: string; detail?: string };
    if (statusCode !== 200 || !answer.challenge)
      throw new Error(`no challenge: ${statusCode} ${answer.detail}`);
    return answer.challenge;
  } finally {
    await dispatcher.close();
  }
}

async function headerOf(address: RegistryAddress, says: AgentSays): Promise<string | null> {
  const { header, method, secret = '', node, boot } = says;
  if (header !== undefined) return header;
  if (!method) return null;
  const challenge = says.challenge ?? (await getChallenge(address));
  return authHeader(secret, { method, node, boot, challenge });
}

/** A real WebSocket client that does exactly what a test says. */
export class AgentClient {
  readonly socket: WebSocket;
  readonly node: string;
  readonly boot: string;
  /** All that came, in its order. */
  readonly received: Envelope[] = [];
  /** Of the newest welcome. */
  epoch = 0;
  readonly closed: Promise<{ readonly code: number; readonly reason: string }>;
  #seen: Partial<Record<Body['type'], number>> = {};
  #onFrame: (() => void)[] = [];
  #isClosed = false;

  private constructor(socket: WebSocket, { node, boot }: AgentSays) {
    this.socket = socket;
    this.node = node;
    this.boot = boot;
    this.closed = new Promise((resolve) => {
      socket.on('close', (code, reason) => {
        this.#isClosed = true;
        this.#wake();
        resolve({ code, reason: reason.toString() });
      });
    });
    socket.on('error', () => {});
    socket.on('message', (data: Buffer) => {
      const envelope = decodeEnvelope(data);
      if (envelope.body.type === 'welcome') this.epoch = envelope.body.epoch;
      this.received.push(envelope);
      this.#wake();
    });
  }

  /** Resolves when the upgrade was granted; rejects with `UpgradeRefused`. */
  static async connect(address: RegistryAddress, says: AgentSays): Promise<AgentClient> {
    const authorization = await headerOf(address, says);
    const socket = new WebSocket(`${scheme(address, 'ws')}/v1/agent`, {
      perMessageDeflate: false,
      headers: authorization === null ? {} : { authorization },
      ...address.tls,
    });
    const client = new AgentClient(socket, says);
    await new Promise<void>((resolve, reject) => {
      socket.on('open', resolve);
      socket.on('error', reject);
      socket.on('unexpected-response', (_request, response) => {
        let body = '';
        response.on('data', (chunk: Buffer) => {
          body += chunk.toString();
        });
        response.on('end', () => reject(new UpgradeRefused(response, body)));
      });
    });
    return client;
  }

  /** Connects, says hello and waits for the welcome. */
  static async open(
    address: RegistryAddress,
    says: AgentSays,
    hello: Partial<Hello> = {},
  ): Promise<AgentClient> {
    const client = await AgentClient.connect(address, says);
    client.hello(hello);
    await client.next('welcome');
    return client;
  }

  hello(changes: Partial<Hello> = {}, envelope: Partial<Envelope> = {}): void {
    const versions = { protocol: CHANNEL_PROTOCOL, agentVersion: '0.1.0', agentBuild: 'test' };
    const machine = { nodeUuid: this.node, systemUuid: '', systemSerial: '', macAddresses: [] };
    this.send({ type: 'hello', ...versions, ...machine, acked: 0, newest: 0, ...changes }, envelope);
  }

  /** A frame of this session around a body. */
  frame(body: Body, changes: Partial<Envelope> = {}): Uint8Array {
    const { boot: bootId, epoch } = this;
    return encodeEnvelope({ sequence: 0, follows: 0, bootId, epoch, sentAtMs: Date.now(), body, ...changes });
  }

  send(body: Body, changes: Partial<Envelope> = {}): void {
    this.socket.send(this.frame(body, changes));
  }

  /** A frame whose body only a newer peer knows. */
  sendUnknown(changes: Partial<Envelope> = {}): void {
    // Field 60, of two bytes.
    this.socket.send(
      Buffer.concat([this.frame({ type: 'unknown' }, changes), Buffer.from([0xe2, 3, 2, 8, 1])]),
    );
  }

  /** A report behind the one before it. */
  report(sequence: number, body: Body, changes: Partial<Envelope> = {}): void {
    this.send(body, { sequence, follows: sequence - 1, ...changes });
  }

  /** The next body of a kind that no earlier call returned. Rejects where the connection ends first. */
  async next<Type extends Body['type']>(type: Type): Promise<Extract<Body, { readonly type: Type }>> {
    for (;;) {
      const bodies = this.received.map(({ body }) => body).filter((body) => body.type === type);
      const body = bodies[this.#seen[type] ?? 0];
      if (body) {
        this.#seen[type] = (this.#seen[type] ?? 0) + 1;
        return body as Extract<Body, { readonly type: Type }>;
      }
      if (this.#isClosed) throw new Error(`closed without ${type}; came: ${JSON.stringify(this.received)}`);
      await this.#frameOrEnd();
    }
  }

  /** Drops what was received, for clients that live long. */
  forget(): void {
    this.received.length = 0;
    this.#seen = {};
  }

  /** Resolves when all reports up to this one are acknowledged. */
  async acked(sequence: number): Promise<void> {
    while ((await this.next('ack')).sequence < sequence);
  }

  /** Resolves when the registry has read all that was sent. */
  async roundTrip(): Promise<void> {
    const payload = Buffer.from(String(performance.now()));
    await new Promise<void>((resolve) => {
      const onPong = (data: Buffer) => {
        if (!data.equals(payload)) return;
        this.socket.off('pong', onPong);
        resolve();
      };
      this.socket.on('pong', onPong);
      this.socket.ping(payload);
    });
  }

  async close(): Promise<void> {
    this.socket.close();
    await this.closed;
  }

  async #frameOrEnd(): Promise<void> {
    await new Promise<void>((resolve) => this.#onFrame.push(resolve));
  }

  #wake(): void {
    const waiting = this.#onFrame;
    this.#onFrame = [];
    for (const wake of waiting) wake();
  }
}

/** The trust that an agent gets, or status and code of what it gets instead; its connection is closed again. */
export async function outcomeOf(address: RegistryAddress, says: AgentSays): Promise<string> {
  try {
    const client = await AgentClient.connect(address, says);
    client.hello();
    const { trust } = await client.next('welcome');
    await client.close();
    return trust;
  } catch (error) {
    if (!(error instanceof UpgradeRefused)) throw error;
    return `${error.status} ${error.problem.code}`;
  }
}

/** A report of a kind, as an agent might send it. */
export function aReport(type: Body['type']): Body {
  const body = RECORDED_FRAMES[type]?.body;
  if (body?.type !== type) throw new Error(`no recorded frame is a ${type}`);
  return body;
}
