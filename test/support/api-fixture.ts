import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { expect } from 'chai';
import type { FastifyInstance } from 'fastify';
import pino from 'pino';
import { Health } from '../../registry/api/health.ts';
import { API_DEFAULTS, type ApiLimits } from '../../registry/api/limits.ts';
import type { Route } from '../../registry/api/route.ts';
import { ROUTES } from '../../registry/api/routes.ts';
import { type ApiOptions, createApi } from '../../registry/api/server.ts';
import type { Services } from '../../registry/api/services.ts';
import { EventFeed } from '../../registry/api/stream/event-feed.ts';
import { type Authenticator, type Credentials, NotAuthenticated } from '../../registry/auth/authenticator.ts';
import type { Caller } from '../../registry/auth/caller.ts';
import { extendWithCinder } from '../../registry/cinder/door.ts';
import { type QuotaLimits, UNLIMITED } from '../../registry/decisions/quota.ts';
import { INGEST_DEFAULTS, ReportIngest } from '../../registry/ingest/ingest.ts';
import type { KeyWrapper } from '../../registry/keys/key-wrapper.ts';
import { NodeFactsCache } from '../../registry/placement/node-facts.ts';
import { Placement } from '../../registry/placement/placement.ts';
import { QuotaRequests } from '../../registry/requests/quota-requests.ts';
import { VolumeKeys } from '../../registry/requests/volume-keys.ts';
import { VolumeRequests } from '../../registry/requests/volume-requests.ts';
import { StoredSessions } from '../../registry/store/sessions.ts';
import type { Store } from '../../registry/store/store.ts';
import { PROJECT } from './registry-records.ts';
import { ReportingNode } from './reporting-node.ts';
import { type BackendName, newStore } from './stores.ts';

/** Callers of tests, by the word that they say in `X-Test-Caller`. */
export const CALLERS = {
  admin: { id: 'ann', project: '', roles: ['admin'], isSystem: false },
  service: { id: 'nova', project: '', roles: ['service'], isSystem: false },
  member: { id: 'mia', project: PROJECT, roles: ['member'], isSystem: false },
  reader: { id: 'rob', project: PROJECT, roles: ['reader'], isSystem: false },
  stranger: { id: 'sam', project: 'other', roles: ['member'], isSystem: false },
  auditor: { id: 'aud', project: '', roles: ['reader'], isSystem: true },
  nobody: { id: 'ned', project: PROJECT, roles: [], isSystem: false },
} as const satisfies Record<string, Caller>;
export type CallerName = keyof typeof CALLERS;

class WordAuth implements Authenticator {
  readonly kind = 'basic';
  readonly challenge = 'Basic realm="bmv"';

  async authenticate({ headers }: Credentials): Promise<Caller> {
    const word = String(headers['x-test-caller'] ?? '');
    if (Object.hasOwn(CALLERS, word)) return CALLERS[word as CallerName];
    throw new NotAuthenticated(word === '' ? 'missing' : 'wrong', 'nobody of that word is known');
  }
}

export interface ApiFixtureOptions {
  readonly backend?: BackendName;
  readonly limits?: Partial<ApiLimits>;
  readonly authenticator?: Authenticator;
  readonly routes?: readonly Route[];
  /** Instead of a new one. */
  readonly store?: Store;
  readonly provisionState?: (node: string) => string | null;
  /** Nodes of Nova's instances. */
  readonly instances?: ReadonlyMap<string, string>;
  readonly maxSilenceMs?: number;
  readonly defaultQuota?: QuotaLimits;
  /** Of volumes' keys; by default none. */
  readonly wrapper?: KeyWrapper;
}

export interface CallOptions {
  readonly as?: CallerName | null;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface ApiAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into it
  readonly json: any;
}

/** A line of the log. */
export type ApiLogLine = { readonly msg: string } & Readonly<Record<string, unknown>>;

function isOf(route: Route, path: string): boolean {
  return new RegExp(`^${route.path.replace(/\{\w+\}/g, '[^/]+')}$`).test(path);
}

/** The API on a real store, without a network; every answer is checked against the schema of its route. */
export class ApiFixture {
  readonly app: FastifyInstance;
  readonly store: Store;
  readonly sessions: StoredSessions;
  readonly ingest: ReportIngest;
  readonly requests: VolumeRequests;
  readonly keys: VolumeKeys;
  readonly placement: Placement;
  readonly facts: NodeFactsCache;
  readonly feed: EventFeed;
  readonly log: ApiLogLine[];
  /** Nodes whose plans changed. */
  readonly poked: string[];
  readonly answered: { readonly route: string; readonly status: number }[] = [];
  readonly refused: unknown[] = [];
  readonly server: Server;
  readonly #routes: readonly Route[];

  private constructor(
    parts: Pick<
      ApiFixture,
      'store' | 'sessions' | 'ingest' | 'requests' | 'keys' | 'placement' | 'facts' | 'feed' | 'log' | 'poked'
    >,
    app: FastifyInstance,
    routes: readonly Route[],
  ) {
    this.app = app;
    this.server = app.server;
    this.#routes = routes;
    this.store = parts.store;
    this.sessions = parts.sessions;
    this.ingest = parts.ingest;
    this.requests = parts.requests;
    this.keys = parts.keys;
    this.placement = parts.placement;
    this.facts = parts.facts;
    this.feed = parts.feed;
    this.log = parts.log;
    this.poked = parts.poked;
  }

  /** Closed behind the test. */
  static async start(options: ApiFixtureOptions = {}): Promise<ApiFixture> {
    const { routes = ROUTES, authenticator = new WordAuth(), maxSilenceMs = null } = options;
    const store = options.store ?? (await newStore(options.backend ?? 'sqlite'));
    const limits = { ...API_DEFAULTS, ...options.limits };
    const log: ApiLogLine[] = [];
    const poked: string[] = [];
    const logger = pino({ level: 'debug' }, { write: (line: string) => void log.push(JSON.parse(line)) });
    const newId = () => randomUUID();
    const facts = new NodeFactsCache(store);
    const feed = new EventFeed({ store, facts, limits, logger });
    const provisionState = options.provisionState ?? (() => null);
    const placement = new Placement(store, facts, { maxSilenceMs, provisionState });
    const poke = async (node: string) => void poked.push(node);
    const { defaultQuota = UNLIMITED, wrapper = null } = options;
    const requests = new VolumeRequests({ store, logger, newId, poke, defaultQuota, wrapper });
    const keys = new VolumeKeys(store, wrapper, { defaultProject: '' });
    const quotas = new QuotaRequests(store, defaultQuota);
    const seen: { onAnswer: (route: string, status: number) => void; onRefused: (error: unknown) => void } = {
      onAnswer: () => {},
      onRefused: () => {},
    };
    const addressOf: ApiOptions['addressOf'] = ({ socket }) => socket.remoteAddress ?? '';
    const services: Services = {
      ...{ store, facts, placement, requests, keys, quotas, feed, limits, newId },
      instances: { nodeOf: async (instance) => options.instances?.get(instance) ?? null },
      health: new Health(store, null),
      metrics: async () => 'bmv_nodes 0\n',
      agents: {
        challenge: async () => ({
          status: 200,
          headers: { 'content-type': 'application/json' },
          body: '{"challenge":"c"}',
        }),
      },
      openapi: async () =>
        await readFile(join(import.meta.dirname, '../../registry/api/openapi.json'), 'utf8'),
    };
    const app = await createApi({
      ...{ routes, authenticator, logger, makeServer: (listener) => createServer(listener) },
      addressOf,
      services,
      extend: async (api) => await extendWithCinder(api, { services, authenticator, addressOf }, logger),
      onAnswer: ({ route, status }) => seen.onAnswer(route, status),
      onRefused: (error) => seen.onRefused(error),
    });
    const sessions = new StoredSessions(store);
    const ingest = new ReportIngest(store, logger, { ...INGEST_DEFAULTS, defaultQuota });
    const fixture = new ApiFixture(
      { store, sessions, ingest, requests, keys, placement, facts, feed, log, poked },
      app,
      routes,
    );
    seen.onAnswer = (route, status) => void fixture.answered.push({ route, status });
    seen.onRefused = (error) => void fixture.refused.push(error);
    started.push(fixture);
    return fixture;
  }

  /** A node that has reported nothing yet. */
  async node(uuid?: string): Promise<ReportingNode> {
    return await ReportingNode.begin(this.sessions, this.ingest, uuid);
  }

  async call(method: string, url: string, options: CallOptions = {}): Promise<ApiAnswer> {
    const { as = 'admin', body, headers = {} } = options;
    const answer = await this.app.inject({
      method: method as 'GET',
      url,
      headers: { ...(as === null ? {} : { 'x-test-caller': as }), ...headers },
      ...(body === undefined ? {} : { payload: body as object }),
    });
    const type = String(answer.headers['content-type'] ?? '');
    const json = /json/.test(type) && answer.body !== '' ? JSON.parse(answer.body) : null;
    this.#check(method, url.split('?')[0] ?? url, answer.statusCode, json);
    return {
      status: answer.statusCode,
      headers: answer.headers as Record<string, string>,
      text: answer.body,
      json,
    };
  }

  async get(url: string, as: CallerName | null = 'admin'): Promise<ApiAnswer> {
    return await this.call('GET', url, { as });
  }

  async post(url: string, body: unknown, as: CallerName | null = 'admin'): Promise<ApiAnswer> {
    return await this.call('POST', url, { body, as });
  }

  /** An answer has the form that the document says, with nothing beside it. */
  #check(method: string, path: string, status: number, json: unknown): void {
    const route = this.#routes.find((item) => item.method === method && isOf(item, path));
    if (!route || !('handle' in route) || !route.statuses.includes(status)) return;
    expect(route.answer.parse(json), `${method} ${path}`).to.deep.equal(json);
  }

  async close(): Promise<void> {
    this.feed.close();
    this.server.closeAllConnections();
    await this.app.close();
    if (this.server.listening) await new Promise((resolve) => this.server.close(resolve));
    await this.ingest.settled();
  }
}

const started: ApiFixture[] = [];

afterEach(async () => {
  for (const fixture of started.splice(0)) await fixture.close();
});
