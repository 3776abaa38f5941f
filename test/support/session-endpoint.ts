import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import pino from 'pino';
import { type AuthOptions, DEFAULT_AUTH } from '../../registry/sessions/authenticate.ts';
import { SessionHub } from '../../registry/sessions/hub.ts';
import { DEFAULT_LIMITS, type SessionLimits } from '../../registry/sessions/limits.ts';
import { StoreClock } from '../../registry/sessions/store-clock.ts';
import { AgentUpgrade, serverOptions } from '../../registry/sessions/upgrade.ts';
import type { RegistryAddress } from './agent-client.ts';
import { MemorySessionStore } from './memory-session-store.ts';

export interface EndpointOptions {
  /** Of several replicas. */
  readonly store?: MemorySessionStore;
  readonly replica?: string;
  readonly limits?: Partial<SessionLimits>;
  readonly auth?: Partial<AuthOptions>;
  /** To speak TLS; `ca`: of client certificates. */
  readonly tls?: { readonly cert: string; readonly key: string; readonly ca: string };
  readonly monotonicMs?: () => number;
  /** Default: a free one. */
  readonly port?: number;
  readonly addressOf?: (request: IncomingMessage) => string;
}

/** A line of the registry's log. */
type LogLine = { readonly level: number; readonly msg: string } & Readonly<Record<string, unknown>>;

/** A registry of which only the WebSocket's end is real. */
export interface SessionEndpoint extends RegistryAddress {
  readonly store: MemorySessionStore;
  readonly hub: SessionHub;
  readonly upgrade: AgentUpgrade;
  readonly server: Server;
  readonly log: readonly LogLine[];
  /** Resolves with the first line that has such a message and fields. */
  logged(msg: string, fields?: Readonly<Record<string, unknown>>): Promise<LogLine>;
  close(): Promise<void>;
}

/** Ways out of a key: what tests of sessions, rather than of authentication, use. */
export const AGENT_KEY = 'a key of all agents in this laboratory';

/** Serves on a free port of the loopback. */
export async function startEndpoint(options: EndpointOptions = {}): Promise<SessionEndpoint> {
  const { tls, replica = 'replica-a', monotonicMs = () => performance.now() } = options;
  const store = options.store ?? new MemorySessionStore();
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const log: LogLine[] = [];
  const waiting = new Set<() => void>();
  const logger = pino(
    { level: 'debug' },
    {
      write: (line: string) => {
        log.push(JSON.parse(line));
        for (const look of [...waiting]) look();
      },
    },
  );
  // Asked each time, so that a test may turn it.
  const clock = new StoreClock(store, { refreshMs: 0 });
  const auth = { store, clock, options: { ...DEFAULT_AUTH, keys: [AGENT_KEY], ...options.auth } };
  const hub = new SessionHub({
    ...{ store, ingest: store, judge: store, keys: store, clock, logger, replica, limits, monotonicMs },
    credentialLifeMs: auth.options.credentialLifeMs,
    wallMs: () => Date.now(),
  });
  const { addressOf } = options;
  const door = { auth, hub, limits, logger, monotonicMs };
  const upgrade = new AgentUpgrade(addressOf ? { ...door, addressOf } : door);
  const listener: RequestListener = (request, response) => {
    if (request.url !== '/v1/agent/challenge') return void response.writeHead(404).end();
    upgrade
      .challenge(request)
      .then(({ status, headers, body }) => response.writeHead(status, headers).end(body))
      .catch((error: unknown) => response.destroy(error as Error));
  };
  const client = { requestCert: auth.options.clientCertificates, rejectUnauthorized: false };
  const server = tls
    ? createTlsServer({ ...serverOptions(limits), ...tls, ...client }, listener)
    : createServer(serverOptions(limits), listener);
  upgrade.attach(server);
  hub.start();
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  const logged: SessionEndpoint['logged'] = async (msg, fields = {}) =>
    await new Promise((resolve) => {
      const look = () => {
        const found = log.find(
          (line) => line.msg === msg && Object.entries(fields).every(([name, value]) => line[name] === value),
        );
        if (!found) return;
        waiting.delete(look);
        resolve(found);
      };
      waiting.add(look);
      look();
    });

  return {
    ...{ authority: `127.0.0.1:${port}`, store, hub, upgrade, server, log, logged },
    close: async () => {
      await hub.close();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}
