import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

/** What the stand-in does with a request; the default is a good agent that has one step of each kind. */
export type Answer = (request: IncomingMessage, response: ServerResponse) => void;

export interface StandIn {
  /** `METHOD PATH` of every request. */
  readonly requests: readonly string[];
  readonly close: () => Promise<void>;
}

const HEALTH = { status: 'ok', version: '0.1.0', build: 'source', protocol: 1, busy: null };

export function sendJson(response: ServerResponse, body: unknown, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

/**
 * Something on the agent's socket that is no good agent: of another build, mute, or talking rubbish.
 * `answers` by path prefix; health is good unless it is among them.
 */
export async function standIn(socket: string, answers: Readonly<Record<string, Answer>>): Promise<StandIn> {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`);
    request.resume();
    const path = Object.keys(answers).find((prefix) => request.url?.startsWith(prefix));
    const answer = path === undefined ? undefined : answers[path];
    if (answer) answer(request, response);
    else if (request.url === '/v1/health') sendJson(response, HEALTH);
    else if (request.url?.startsWith('/v1/steps?')) sendJson(response, { steps: [] });
    else sendJson(response, { device: null });
  });
  await new Promise<void>((resolve) => server.listen(socket, resolve));
  return {
    requests,
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}
