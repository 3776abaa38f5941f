import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { ZodType } from 'zod';
import type { Route } from '../../registry/api/route.ts';
import { ROUTES } from '../../registry/api/routes.ts';
import { problemSchema } from '../../registry/api/schemas/common.ts';

/** A request that came. */
export interface Asked {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: IncomingMessage['headers'];
  readonly body: unknown;
}

/** Writes an answer of any form, right or wrong. */
export type RawReply = (response: ServerResponse, request: Asked) => void;
/** The body of an answer that fits, or how to answer. */
export type Reply = object | RawReply;

/** Template of a path, such as `/v1/nodes/{uuid}`, as the form of paths. */
function fits(template: string, path: string): boolean {
  return new RegExp(`^${template.replaceAll('.', '\\.').replace(/\{\w+\}/g, '[^/]+')}$`).test(path);
}

function expectFit(schema: ZodType | undefined, value: unknown, what: string): void {
  if (!schema) return;
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new Error(`${what}: ${parsed.error.message}`);
}

/** A problem document as the registry writes it. */
export function problem(status: number, code: string, detail: string, more: object = {}): RawReply {
  const body = problemSchema.parse({ type: 'about:blank', title: '', status, code, detail, ...more });
  return (response) => {
    response.writeHead(status, { 'content-type': 'application/problem+json' }).end(JSON.stringify(body));
  };
}

/**
 * A registry that answers what a test says. It takes only requests that fit the API's own routes and schemas, and gives
 * only answers that do, unless the test writes them by itself.
 */
export class ScriptedRegistry {
  readonly asked: Asked[] = [];
  /** What did not fit. */
  readonly faults: string[] = [];
  readonly #server: Server;
  readonly #isTls: boolean;
  readonly #replies = new Map<string, Reply[]>();

  private constructor(server: Server, isTls: boolean) {
    this.#server = server;
    this.#isTls = isTls;
    server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      this.#answer(request, response).catch((error: unknown) => {
        this.faults.push(String(error));
        response.writeHead(500).end();
      });
    });
  }

  static async start(tls?: { readonly cert: Buffer; readonly key: Buffer }): Promise<ScriptedRegistry> {
    const server = tls ? createTlsServer(tls) : createServer();
    const registry = new ScriptedRegistry(server, tls !== undefined);
    await registry.listen(0);
    return registry;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  get url(): string {
    return `${this.#isTls ? 'https' : 'http'}://127.0.0.1:${this.port}`;
  }

  async listen(port: number): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(port, '127.0.0.1', resolve));
  }

  /** Answers such requests, by the path as they have it: with each reply once, with the last again and again. */
  on(method: 'GET' | 'POST' | 'PUT', path: string, ...replies: readonly Reply[]): this {
    this.#replies.set(`${method} ${path}`, [...replies]);
    return this;
  }

  /** Ends all connections in the middle, and listens no more. */
  async stop(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const asked = await read(request);
    this.asked.push(asked);
    const route = ROUTES.find(({ method, path }) => method === asked.method && fits(path, asked.path));
    if (!route) throw new Error(`the API has no ${asked.method} ${asked.path}`);
    expectFit(route.query, asked.query, `query of ${asked.path}`);
    if ('body' in route) expectFit(route.body, asked.body, `body of ${asked.path}`);
    const replies = this.#replies.get(`${asked.method} ${asked.path}`) ?? [];
    const reply = replies.length > 1 ? replies.shift() : replies[0];
    if (!reply) throw new Error(`the test has no answer to ${asked.method} ${asked.path}`);
    if (typeof reply === 'function') (reply as RawReply)(response, asked);
    else answerWith(route, reply, response);
  }
}

function answerWith(route: Route, body: object, response: ServerResponse): void {
  if ('answer' in route) expectFit(route.answer, body, `answer of ${route.path}`);
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

async function read(request: IncomingMessage): Promise<Asked> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString('utf8');
  const url = new URL(request.url ?? '/', 'http://registry');
  return {
    method: request.method ?? '',
    path: url.pathname,
    query: Object.fromEntries(url.searchParams),
    headers: request.headers,
    body: text === '' ? undefined : JSON.parse(text),
  };
}
