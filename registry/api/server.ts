import { randomUUID } from 'node:crypto';
import type { IncomingMessage, RequestListener, Server } from 'node:http';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { BmvError } from '../../proto/error.ts';
import type { Authenticator } from '../auth/authenticator.ts';
import type { Caller } from '../auth/caller.ts';
import { reach } from '../auth/policy.ts';
import { refuseUnreadable, sendProblem } from './errors.ts';
import type { Call, JsonRoute, RawRoute, Route } from './route.ts';
import type { Services } from './services.ts';
import { parseRequest } from './validate.ts';

export interface ApiOptions {
  readonly routes: readonly Route[];
  readonly services: Services;
  readonly authenticator: Authenticator;
  readonly logger: Logger;
  /** Who sent a request; empty over a unix socket. */
  readonly addressOf: (request: IncomingMessage) => string;
  /** Makes the one server that everything is served by. */
  readonly makeServer: (listener: RequestListener) => Server;
  /** Told of each answer: for metrics. `route`: as the API knows it; empty for none. */
  readonly onAnswer?: (answer: {
    readonly route: string;
    readonly status: number;
    readonly ms: number;
  }) => void;
  /** Told of each caller who is not let in. */
  readonly onRefused?: (error: unknown) => void;
  /** Adds what is not of the API, such as the page. */
  readonly extend?: (app: FastifyInstance) => Promise<void>;
}

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const;

/** Whoever this route is for. */
const ANYBODY: Caller = { id: '', project: '', roles: [], isSystem: false };

function isStream(route: Route): boolean {
  return 'content' in route && route.content.type === 'text/event-stream';
}

/** `/v1/nodes/{uuid}` as fastify writes it. */
function urlOf(path: string): string {
  return path.replace(/\{(\w+)\}/g, ':$1');
}

/** The HTTP API, ready, and not listening yet. */
export async function createApi(options: ApiOptions): Promise<FastifyInstance> {
  const { routes, services, logger, makeServer, authenticator } = options;
  const { limits } = services;
  const app = Fastify({
    logger: false,
    serverFactory: (handler) => makeServer(handler as RequestListener),
    bodyLimit: limits.maxBodyBytes,
    handlerTimeout: limits.answerMs,
    // Names of sets and projects, each byte as %XX.
    routerOptions: { maxParamLength: 3060 },
    genReqId: () => randomUUID(),
    // What the process has begun to answer, it answers to the end.
    return503OnClosing: false,
    clientErrorHandler: refuseUnreadable,
    frameworkErrors: (error, request, reply) => void problem(error, request, reply),
  });
  const problem = async (error: unknown, request: FastifyRequest, reply: FastifyReply) =>
    await sendProblem(error, request, reply, { logger, challenge: authenticator.challenge });
  app.setErrorHandler(problem);
  app.setNotFoundHandler(async (request, reply) => {
    await problem(
      new BmvError('ROUTE_UNKNOWN', 'nothing is answered there; see /v1/openapi.json'),
      request,
      reply,
    );
  });
  app.removeContentTypeParser('text/plain');
  app.addHook('onSend', async (_request, reply) => {
    void reply.header('x-content-type-options', 'nosniff');
    if (!reply.hasHeader('cache-control')) void reply.header('cache-control', 'no-store');
  });
  const streams = new Set(routes.filter(isStream).map(({ path }) => urlOf(path)));
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? '';
    // How long somebody listened is not how long an answer took.
    if (reply.statusCode === 200 && streams.has(route)) return;
    options.onAnswer?.({ route, status: reply.statusCode, ms: reply.elapsedTime });
  });
  for (const route of routes) addRoute(app, route, options);
  refuseOtherMethods(app, routes);
  await options.extend?.(app);
  await app.ready();
  return app;
}

/** Who calls, and what they may see or change. Throws `NotAuthenticated` and `FORBIDDEN`. */
async function admit(
  { action, summary }: Route,
  request: FastifyRequest,
  { authenticator, onRefused, addressOf }: ApiOptions,
): Promise<Pick<Call<never, never, never>, 'caller' | 'reach'>> {
  if (action === 'public') return { caller: ANYBODY, reach: 'own' };
  try {
    const address = addressOf(request.raw);
    const caller = await authenticator.authenticate({ headers: request.headers, address });
    const found = reach(caller, action);
    if (found === 'none')
      throw new BmvError(
        'FORBIDDEN',
        `${caller.id} may not do this (${summary.toLowerCase()}); ask somebody with another role`,
      );
    return { caller, reach: found };
  } catch (error) {
    onRefused?.(error);
    throw error;
  }
}

function addRoute(app: FastifyInstance, route: Route, options: ApiOptions): void {
  const who = new WeakMap<FastifyRequest, Pick<Call<never, never, never>, 'caller' | 'reach'>>();
  app.route({
    method: route.method,
    url: urlOf(route.path),
    exposeHeadRoute: 'handle' in route && route.method === 'GET',
    // Before anything of the body is read.
    onRequest: async (request) => {
      who.set(request, await admit(route, request, options));
    },
    handler: async (request, reply) => {
      const admitted = who.get(request);
      if (!admitted) throw new Error('a request came by nobody');
      const call = { ...admitted, ...callOf(route, request) } as Call<never, never, never>;
      if ('serve' in route) {
        await route.serve(call, options.services, { request, reply });
        return reply;
      }
      const { status = 200, headers = {}, body } = await route.handle(call, options.services);
      return await reply
        .code(status)
        .headers(headers)
        .type('application/json; charset=utf-8')
        .send(JSON.stringify(body));
    },
  });
}

function callOf(route: JsonRoute | RawRoute, request: FastifyRequest) {
  const isJson = 'handle' in route;
  const schemas = {
    ...(isJson && route.params ? { path: route.params } : {}),
    ...(route.query ? { query: route.query } : {}),
    ...(isJson && route.body ? { body: route.body } : {}),
  };
  const ifMatch = isJson && route.isConditional ? request.headers['if-match'] : undefined;
  const raw = { path: request.params, query: request.query, body: request.body };
  const { path, ...parsed } = parseRequest(schemas, raw, ifMatch);
  return { params: path, ...parsed };
}

function refuseOtherMethods(app: FastifyInstance, routes: readonly Route[]): void {
  for (const [path, some] of Map.groupBy(routes, (route) => route.path)) {
    const allowed = [...new Set(some.map(({ method }) => method))];
    const others = METHODS.filter((method) => !allowed.some((item) => item === method));
    app.route({
      method: others,
      url: urlOf(path),
      onRequest: async (_request, reply) => {
        void reply.header('allow', allowed.join(', '));
        throw new BmvError('METHOD_UNKNOWN', `only ${allowed.join(' and ')} is answered there`);
      },
      handler: async () => {},
    });
  }
}
