import { createServer, type IncomingMessage, type Server } from 'node:http';
import { createServer as createTlsServer, type ServerOptions } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { TLSSocket } from 'node:tls';
import { type WebSocket, WebSocketServer } from 'ws';
import { type AuthMethod, parseAuthHeader } from '../../proto/agent-auth.ts';
import type {
  Body,
  Envelope,
  Hello,
  KeyAnswer,
  KeyRequest,
  PermissionAnswer,
  PermissionRequest,
  Trust,
  Welcome,
} from '../../proto/channel.ts';
import { decodeEnvelope, encodeEnvelope } from '../../proto/channel-codec.ts';
import { until } from './until.ts';

/** One connection of an agent, as the registry sees it. */
export interface FakeSession {
  readonly socket: WebSocket;
  readonly trust: Trust;
  readonly method: AuthMethod | 'none';
  /** Of the authorization; empty for none. */
  readonly node: string;
  readonly epoch: number;
  /** Null before it came. */
  hello: Hello | null;
  /** Everything that came on it, in its order. */
  readonly received: Envelope[];
  /** How it was closed by the agent; null while it is open. */
  closed: number | null;
}

/** What the registry does; a test may change each at any time. */
export interface FakeRules {
  /** Secrets that are believed. */
  readonly secrets: Partial<Record<AuthMethod, string>>;
  /** HTTP status for an agent without authorization; null lets it in. */
  readonly refuseUntrusted: number | null;
  /** Of agents that the server's TLS believes. */
  readonly trustCertificates: boolean;
  /** Whether it answers pings. */
  readonly pongs: boolean;
  /** HTTP status for everybody; null looks at what they show. */
  readonly refuseAll: number | null;
  /** Null says nothing. */
  readonly welcome: (session: FakeSession) => Partial<Welcome> | null;
  /** What is told of a report; by default that it is stored. */
  readonly onReport: (session: FakeSession, envelope: Envelope) => void;
  /** Null says nothing. */
  readonly permit: (request: PermissionRequest) => Partial<PermissionAnswer> | null;
  /** Null says nothing. */
  readonly keyFor: (request: KeyRequest, session: FakeSession) => Partial<KeyAnswer> | null;
}

export const NODE = '9b8a7c6d-5e4f-4a3b-8c2d-1e0f9a8b7c6d';

/** A registry under a test's control: a real server, that speaks the contract. */
export class FakeRegistry {
  readonly sessions: FakeSession[] = [];
  /** `authorization` of each upgrade that came, whatever became of it. */
  readonly upgrades: (string | undefined)[] = [];
  /** Of trusted sessions, each once, in the order of their storing. */
  readonly stored: Envelope[] = [];
  challenges = 0;
  #rules: FakeRules;
  #port = 0;
  #server: Server | null = null;
  readonly #tls: ServerOptions | null;
  readonly #sockets = new Set<Socket>();

  private constructor(rules: Partial<FakeRules>, tls: ServerOptions | null) {
    this.#tls = tls;
    this.#rules = {
      secrets: {},
      refuseUntrusted: null,
      refuseAll: null,
      trustCertificates: false,
      pongs: true,
      welcome: () => ({}),
      onReport: (session, envelope) => this.store(session, envelope),
      permit: () => ({ allowed: true }),
      keyFor: () => ({ allowed: false, reason: 'there is no such volume' }),
      ...rules,
    };
  }

  static async start(
    rules: Partial<FakeRules> = {},
    tls: ServerOptions | null = null,
  ): Promise<FakeRegistry> {
    const registry = new FakeRegistry(rules, tls);
    await registry.listen();
    return registry;
  }

  get url(): string {
    return `${this.#tls ? 'https' : 'http'}://127.0.0.1:${this.#port}`;
  }

  get last(): FakeSession | undefined {
    return this.sessions.at(-1);
  }

  change(rules: Partial<FakeRules>): void {
    this.#rules = { ...this.#rules, ...rules };
  }

  /** Listens, after `stop` on the same port again. */
  async listen(): Promise<void> {
    const server = this.#tls ? createTlsServer(this.#tls) : createServer();
    const sockets = new WebSocketServer({
      noServer: true,
      perMessageDeflate: false,
      autoPong: this.#rules.pongs,
    });
    for (const event of ['connection', 'secureConnection'])
      server.on(event, (socket: Socket) => {
        this.#sockets.add(socket);
        socket.on('close', () => this.#sockets.delete(socket));
        socket.on('error', () => {});
      });
    server.on('request', (request: IncomingMessage, response) => {
      const isChallenge = request.url === '/v1/agent/challenge';
      if (isChallenge) this.challenges += 1;
      response.writeHead(isChallenge ? 200 : 404, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ challenge: `challenge-${this.challenges}` }));
    });
    server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      const { authorization } = request.headers;
      this.upgrades.push(authorization);
      const isCertified = socket instanceof TLSSocket && socket.authorized;
      const who = this.#authenticate(authorization, isCertified);
      if (typeof who !== 'number')
        sockets.handleUpgrade(request, socket, head, (webSocket) => this.#begin(webSocket, who));
      else {
        const body = JSON.stringify({ type: 'about:blank', detail: `not you,\n because of ${who}` });
        socket.end(
          `HTTP/1.1 ${who} No\r\nconnection: close\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
        );
      }
    });
    await new Promise<void>((resolve) => server.listen(this.#port, '127.0.0.1', resolve));
    this.#port = (server.address() as AddressInfo).port;
    this.#server = server;
  }

  /** Ends every connection without a word. */
  async stop(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    for (const socket of this.#sockets) socket.destroy();
    if (server) await new Promise((resolve) => server.close(resolve));
  }

  send(session: FakeSession, body: Body): void {
    const bootId = session.received[0]?.bootId ?? NODE;
    const envelope = { sequence: 0, follows: 0, bootId, epoch: session.epoch, sentAtMs: Date.now(), body };
    session.socket.send(encodeEnvelope(envelope));
  }

  /** What a registry keeps of a report, and its acknowledgement. */
  store(session: FakeSession, envelope: Envelope): void {
    const { bootId, sequence } = envelope;
    if (session.trust === 'trusted' && this.ackedOf(bootId) < sequence) this.stored.push(envelope);
    this.send(session, { type: 'ack', sequence });
  }

  /** The newest stored report of a boot. */
  ackedOf(bootId: string): number {
    return this.stored.findLast((item) => item.bootId === bootId)?.sequence ?? 0;
  }

  /** All bodies of a kind that came, from whichever session. */
  bodies<Type extends Body['type']>(type: Type): Extract<Body, { readonly type: Type }>[] {
    return this.sessions.flatMap(({ received }) =>
      received.flatMap(({ body }) => (body.type === type ? [body as Extract<Body, { type: Type }>] : [])),
    );
  }

  /** Waits until something holds. */
  async until(what: () => boolean): Promise<void> {
    await until(what);
  }

  #authenticate(
    header: string | undefined,
    isCertified: boolean,
  ): Pick<FakeSession, 'trust' | 'method' | 'node'> | number {
    const { refuseAll, refuseUntrusted, secrets, trustCertificates } = this.#rules;
    if (refuseAll !== null) return refuseAll;
    if (isCertified && trustCertificates) return { trust: 'trusted', method: 'none', node: '' };
    if (header === undefined) return refuseUntrusted ?? { trust: 'untrusted', method: 'none', node: '' };
    const claim = parseAuthHeader(header);
    const secret = secrets[claim.method];
    const isRight = secret !== undefined && claim.proves(secret);
    const isFresh = claim.challenge === `challenge-${this.challenges}`;
    return isRight && isFresh ? { trust: 'trusted', method: claim.method, node: claim.node } : 401;
  }

  #begin(socket: WebSocket, who: Pick<FakeSession, 'trust' | 'method' | 'node'>): void {
    const epoch = this.sessions.length + 1;
    const session: FakeSession = { socket, ...who, epoch, hello: null, received: [], closed: null };
    this.sessions.push(session);
    socket.on('message', (data: Buffer) => {
      // What was read before it died is not looked at any more.
      if (socket.readyState !== socket.OPEN) return;
      const envelope = decodeEnvelope(data);
      session.received.push(envelope);
      this.#answer(session, envelope);
    });
    socket.on('close', (code: number) => {
      session.closed = code;
    });
    socket.on('error', () => {});
  }

  #answer(session: FakeSession, envelope: Envelope): void {
    const { body, bootId } = envelope;
    if (body.type === 'hello') {
      session.hello = body;
      const changes = this.#rules.welcome(session);
      if (changes) this.send(session, { type: 'welcome', ...this.#welcome(session, bootId), ...changes });
    } else if (body.type === 'permission-request') {
      const answer = this.#rules.permit(body);
      const defaults = { id: body.id, allowed: false, reason: '', desired: null };
      if (answer) this.send(session, { type: 'permission-answer', ...defaults, ...answer });
    } else if (body.type === 'key-request') {
      const answer = this.#rules.keyFor(body, session);
      const defaults = { id: body.id, allowed: false, reason: '', key: new Uint8Array() };
      if (answer) this.send(session, { type: 'key-answer', ...defaults, ...answer });
    } else if (envelope.sequence > 0) this.#rules.onReport(session, envelope);
  }

  #welcome({ trust, epoch }: FakeSession, bootId: string): Welcome {
    return {
      protocol: 1,
      epoch,
      trust,
      acked: trust === 'trusted' ? this.ackedOf(bootId) : 0,
      wantsInventory: false,
      heartbeatMs: 30_000,
      maxFrameBytes: 1024 * 1024,
      nowMs: Date.now(),
      credential: trust === 'trusted' ? (this.#rules.secrets.session ?? '') : '',
    };
  }
}
