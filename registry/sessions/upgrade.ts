import type { IncomingMessage, Server, ServerOptions } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Logger } from 'pino';
import { WebSocketServer } from 'ws';
import { AddressLimiter } from './address-limiter.ts';
import { type AuthContext, authenticate } from './authenticate.ts';
import { clientCertificate } from './certificate.ts';
import { makeChallenge } from './challenge.ts';
import { Denied, type DeniedStatus, denyUpgrade, type HttpAnswer, problemAnswer } from './denied.ts';
import type { SessionHub } from './hub.ts';
import type { SessionLimits } from './limits.ts';

const PATH = '/v1/agent';

export interface UpgradeOptions {
  readonly auth: AuthContext;
  readonly hub: SessionHub;
  readonly limits: SessionLimits;
  readonly logger: Logger;
  /** Whose attempts a request counts as. Default: the address at the other end of the connection. */
  readonly addressOf?: (request: IncomingMessage) => string;
  /** Milliseconds of a clock that does not go back. */
  readonly monotonicMs?: () => number;
}

/** Options that only the constructor of a server takes: who connects and says nothing is soon gone. */
export function serverOptions({ authenticationMs }: SessionLimits): ServerOptions {
  return {
    headersTimeout: authenticationMs,
    requestTimeout: authenticationMs,
    connectionsCheckingInterval: Math.max(100, authenticationMs / 4),
  };
}

/** The WebSocket's door: challenges, and upgrades of those who answered one. */
export class AgentUpgrade {
  readonly #options: UpgradeOptions;
  readonly #monotonicMs: () => number;
  readonly #challenges: AddressLimiter;
  readonly #attempts: AddressLimiter;
  readonly #trusted: WebSocketServer;
  readonly #untrusted: WebSocketServer;
  readonly #denied: Partial<Record<DeniedStatus, number>> = {};
  #pending = 0;

  constructor(options: UpgradeOptions) {
    const { attempts, maxAddresses, maxFrameBytes, maxUntrustedFrameBytes } = options.limits;
    this.#options = options;
    this.#monotonicMs = options.monotonicMs ?? (() => performance.now());
    this.#challenges = new AddressLimiter(attempts, maxAddresses);
    this.#attempts = new AddressLimiter(attempts, maxAddresses);
    const common = { noServer: true, clientTracking: false, perMessageDeflate: false };
    this.#trusted = new WebSocketServer({ ...common, maxPayload: maxFrameBytes });
    this.#untrusted = new WebSocketServer({ ...common, maxPayload: maxUntrustedFrameBytes });
  }

  /** Refused upgrades and challenges since the start, by status: for metrics. */
  get denied(): Readonly<Partial<Record<DeniedStatus, number>>> {
    return { ...this.#denied };
  }

  /** Serves upgrades of a server, which should have been made with `serverOptions`. */
  attach(server: Server): void {
    server.maxConnections = this.#options.limits.maxConnections;
    server.on('upgrade', (request, socket, head) => this.handle(request, socket, head));
  }

  /** Answers `GET /v1/agent/challenge`. Never rejects. */
  async challenge(request: IncomingMessage): Promise<HttpAnswer> {
    const address = this.#addressOf(request);
    try {
      this.#count(this.#challenges, address);
      const { clock, options } = this.#options.auth;
      const [secret, nowMs] = await this.#inTime(Promise.all([clock.secret(), clock.nowMs()]));
      const challenge = makeChallenge(secret, nowMs + options.challengeLifeMs);
      const headers = { 'content-type': 'application/json', 'cache-control': 'no-store' };
      return { status: 200, headers, body: `${JSON.stringify({ challenge })}\n` };
    } catch (error) {
      return problemAnswer(this.#denial(error, address, 'challenge'));
    }
  }

  /** Listener of a server's event `upgrade`. */
  handle(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    // HAZARD: nobody else listens; an error of the socket would end the process.
    socket.on('error', () => socket.destroy());
    const address = this.#addressOf(request);
    this.#pending += 1;
    this.#upgrade(request, socket, head)
      .catch((error: unknown) => denyUpgrade(socket, this.#denial(error, address, 'upgrade')))
      .finally(() => {
        this.#pending -= 1;
      });
  }

  async #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    const { auth, hub } = this.#options;
    const address = this.#addressOf(request);
    if (request.url?.split('?')[0] !== PATH)
      throw new Denied(404, 'ROUTE_UNKNOWN', `no WebSocket is served here; agents connect to ${PATH}`);
    this.#count(this.#attempts, address);
    // Before anything of the agent's is used up.
    this.#checkRoom(request.headers.authorization === undefined);
    const certificate = clientCertificate(socket);
    const { authorization } = request.headers;
    const agent = await this.#inTime(authenticate({ authorization, certificate }, auth));
    this.#checkRoom(agent.trust === 'untrusted');
    const server = agent.trust === 'trusted' ? this.#trusted : this.#untrusted;
    server.handleUpgrade(request, socket, head, (webSocket) => hub.accept(webSocket, agent, address));
  }

  #addressOf(request: IncomingMessage): string {
    return this.#options.addressOf?.(request) ?? request.socket.remoteAddress ?? 'unknown';
  }

  #count(limiter: AddressLimiter, address: string): void {
    if (limiter.allows(address, this.#monotonicMs())) return;
    throw new Denied(429, 'RATE_LIMITED', 'too many attempts from this address; try again later');
  }

  #checkRoom(isUntrusted: boolean): void {
    const { hub, limits } = this.#options;
    if (hub.isClosing)
      throw new Denied(503, 'REGISTRY_FULL', 'the registry is ending; try another one, or later');
    const isFull = hub.size >= limits.maxSessions || this.#pending > limits.maxPending;
    if (isFull || (isUntrusted && hub.untrusted >= limits.maxUntrusted))
      throw new Denied(503, 'REGISTRY_FULL', 'the registry has as many agents as it takes; try again later');
  }

  async #inTime<T>(work: Promise<T>): Promise<T> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      const { authenticationMs } = this.#options.limits;
      timer = setTimeout(() => reject(new Error(`no answer in ${authenticationMs} ms`)), authenticationMs);
    });
    try {
      return await Promise.race([work, late]);
    } finally {
      clearTimeout(timer);
    }
  }

  /** Counted, and logged in one line; what is no denial is a failure of the store or of Ironic. */
  #denial(error: unknown, remote: string, what: string): Denied {
    const denied =
      error instanceof Denied
        ? error
        : new Denied(
            503,
            'STORE_FAILED',
            'the registry cannot check agents just now; try again later',
            error,
          );
    const { status, code, cause } = denied;
    this.#denied[status] = (this.#denied[status] ?? 0) + 1;
    const detail = cause instanceof Error ? cause.message : denied.message;
    // Whoever tries too often must not fill the log.
    const level = status === 429 ? 'debug' : 'warn';
    this.#options.logger[level]({ remote, what, status, code, detail }, 'agent not let in');
    return denied;
  }
}
