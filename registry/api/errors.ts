import type { Duplex } from 'node:stream';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { BmvError, type ErrorCode } from '../../proto/error.ts';
import { NotAuthenticated } from '../auth/authenticator.ts';
import { InvalidRequest, problemOf } from './problem.ts';

/** What fastify refuses by itself, in our words. */
const WORDS: Readonly<Record<number, readonly [code: ErrorCode, message: string]>> = {
  400: ['REQUEST_INVALID', 'the request cannot be read; check its JSON, and its URL'],
  404: ['ROUTE_UNKNOWN', 'nothing is answered there; see /v1/openapi.json'],
  413: ['BODY_TOO_LARGE', 'the body is larger than the registry takes'],
  414: ['REQUEST_INVALID', 'a part of the path is longer than the registry takes'],
  415: ['BODY_UNSUPPORTED', 'bodies are JSON here: send content-type application/json'],
  503: ['REQUEST_TIMEOUT', 'the answer took too long; try again, or ask for less'],
};

/** An error of ours, or what fastify means by one of its own; anything else as it is. */
export function ownError(error: unknown): unknown {
  if (error instanceof BmvError) return error;
  const { statusCode = 500 } = (error ?? {}) as Partial<FastifyError>;
  const [code, message] = WORDS[statusCode] ?? [];
  if (!code || !message) return error;
  return code === 'REQUEST_INVALID'
    ? new InvalidRequest(message)
    : new BmvError(code, message, { cause: error });
}

/** Answers with a problem document, and says in the log what a person has to look at. */
export async function sendProblem(
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
  { logger, challenge }: { readonly logger: Logger; readonly challenge: string },
): Promise<void> {
  const own = ownError(error);
  const { status, headers, body } = problemOf(own, request.id);
  const route = request.routeOptions.url ?? 'none';
  const line = { request: request.id, method: request.method, route, status, code: body.code };
  if (status >= 500 && body.code === 'INTERNAL')
    logger.error({ ...line, err: own }, 'a request failed by a defect');
  else if (status >= 500)
    logger.warn({ ...line, detail: body.detail }, 'a request cannot be answered just now');
  else if (own instanceof NotAuthenticated) logger.info({ ...line, remote: request.ip }, 'caller not let in');
  else logger.debug({ ...line, detail: body.detail }, 'request refused');
  if (status === 401 && challenge !== '') void reply.header('www-authenticate', challenge);
  await reply.code(status).headers(headers).send(body);
}

/** Statuses of what cannot even be read as HTTP, by Node's codes. */
const UNREADABLE: Readonly<Record<string, readonly [status: number, message: string]>> = {
  HPE_HEADER_OVERFLOW: [431, 'the headers are larger than the registry takes'],
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'the request did not come in time'],
};

/** Answers what is no request, and ends its connection. */
export function refuseUnreadable(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const [status, detail] = UNREADABLE[error.code ?? ''] ?? [
    400,
    'this is no HTTP that the registry understands',
  ];
  const { body } = problemOf(new InvalidRequest(detail), '');
  const text = JSON.stringify({
    ...body,
    status,
    title: status === 431 ? 'Request Header Fields Too Large' : body.title,
  });
  const head = [
    `HTTP/1.1 ${status} ${status === 408 ? 'Request Timeout' : 'Bad Request'}`,
    'content-type: application/problem+json',
    `content-length: ${Buffer.byteLength(text)}`,
    'connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${text}`);
}
