import { chmod, mkdir, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { connect } from 'node:net';
import { dirname } from 'node:path';
import type { Logger } from 'pino';
import { BmvError, type ErrorCode } from '../../proto/error.ts';
import { describeError } from '../describe-error.ts';
import type { Handler } from './routes.ts';

const STATUS: Readonly<Partial<Record<ErrorCode, number>>> = {
  STEP_UNKNOWN: 404,
  STEP_ARGUMENT: 400,
  STEP_BUSY: 409,
};

/** Whoever asks for nothing for so long is disconnected. A step's answer has no limit. */
const HEADERS_TIMEOUT_MS = 30_000;

export interface ServerOptions {
  readonly socket: string;
  readonly logger: Logger;
}

function fail(response: ServerResponse, error: unknown): void {
  const { code, message } = describeError(error);
  if (response.headersSent) {
    response.destroy();
    return;
  }
  response.writeHead(STATUS[code] ?? 500, { 'content-type': 'application/json', connection: 'close' });
  response.end(JSON.stringify({ error: { code, message } }));
}

/** Another agent that serves this socket; a socket file without one is left over and goes. */
async function isServed(socket: string): Promise<boolean> {
  return await new Promise((resolve) => {
    const probe = connect(socket, () => {
      probe.destroy();
      resolve(true);
    });
    probe.on('error', () => resolve(false));
  });
}

/**
 * Serves `handle` on a unix socket that only root may use. Throws `STEP_BUSY` when another agent has it,
 * `IO_ERROR` when it cannot be made.
 */
export async function listen(
  handle: Handler,
  { socket, logger }: ServerOptions,
): Promise<{ close: () => Promise<void> }> {
  if (await isServed(socket)) {
    throw new BmvError('STEP_BUSY', `another bmv-agent serves ${socket}; end it, or use another socket`, {
      path: socket,
    });
  }
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    handle(request, response).catch((error: unknown) => {
      const { code, message } = describeError(error);
      logger.warn({ method: request.method, url: request.url, code, error: message }, 'request failed');
      fail(response, error);
    });
  });
  server.headersTimeout = HEADERS_TIMEOUT_MS;
  server.requestTimeout = 0;
  await bind(server, socket);
  return { close: async () => await close(server) };
}

async function bind(server: Server, socket: string): Promise<void> {
  // HAZARD: between bind and chmod the socket would be open to all; the mask closes that gap.
  const mask = process.umask(0o177);
  try {
    await rm(socket, { force: true });
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(socket, resolve);
    });
    await chmod(socket, 0o600);
  } catch (cause) {
    throw new BmvError('IO_ERROR', `socket ${socket} cannot be made; check the folder ${dirname(socket)}`, {
      path: socket,
      cause,
    });
  } finally {
    process.umask(mask);
  }
}

/** The folder that holds socket and state: root's alone. */
export async function makePrivateFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await chmod(folder, 0o700);
}

async function close(server: Server): Promise<void> {
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
