import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';

/** How the server treats a request; the default is a good server with ranges and a strong ETag. */
export interface ServerBehaviour {
  /** Breaks the connection after this many body bytes of a request; by number of the request, from 0. */
  readonly dropAfter?: (request: number) => number | null;
  /** Ignores `Range`. */
  readonly noRanges?: boolean;
  /** No `content-length`. */
  readonly chunked?: boolean;
  readonly etag?: (request: number) => string | null;
  /** Answers every request in its place. */
  readonly answer?: (request: IncomingMessage, response: ServerResponse) => void;
  readonly tls?: { readonly key: string; readonly cert: string };
}

/** What was asked of the server. */
export interface SeenRequest {
  readonly url: string;
  readonly range: string | null;
  readonly ifRange: string | null;
  readonly authorization: string | null;
}

const SERVED = '/image.raw';

/** An HTTP server on loopback that serves bytes under any path, well or badly. */
export class ImageServer {
  readonly requests: SeenRequest[] = [];
  /** Of bodies, whether they arrived or not. */
  bytesServed = 0;
  readonly #server: Server;
  readonly #secure: boolean;

  private constructor(bytes: (path: string) => Buffer | null, behaviour: ServerBehaviour) {
    const listener = (request: IncomingMessage, response: ServerResponse) =>
      this.#serve(bytes(request.url ?? ''), behaviour, request, response);
    this.#secure = behaviour.tls !== undefined;
    this.#server = behaviour.tls ? createTlsServer(behaviour.tls, listener) : createServer(listener);
  }

  /** `bytes`: of every path, or by path; null for what is not there. */
  static async start(
    bytes: Buffer | ((path: string) => Buffer | null),
    behaviour: ServerBehaviour = {},
  ): Promise<ImageServer> {
    const server = new ImageServer(typeof bytes === 'function' ? bytes : () => bytes, behaviour);
    await new Promise<void>((resolve) => server.#server.listen(0, '127.0.0.1', resolve));
    return server;
  }

  url(path = SERVED): string {
    const { port } = this.#server.address() as AddressInfo;
    return `${this.#secure ? 'https' : 'http'}://127.0.0.1:${port}${path}`;
  }

  async stop(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
  }

  #serve(
    bytes: Buffer | null,
    behaviour: ServerBehaviour,
    request: IncomingMessage,
    response: ServerResponse,
  ): void {
    const number = this.requests.length;
    const { range = null, 'if-range': ifRange = null, authorization = null } = request.headers;
    this.requests.push({
      url: request.url ?? '',
      range,
      ifRange: ifRange === null ? null : String(ifRange),
      authorization,
    });
    if (behaviour.answer) {
      behaviour.answer(request, response);
      return;
    }
    if (bytes === null) {
      response.writeHead(404).end();
      return;
    }
    const etag = (behaviour.etag ?? (() => '"first"'))(number);
    const wanted = behaviour.noRanges ? null : /^bytes=(\d+)-(\d*)$/.exec(range ?? '');
    const isFresh = ifRange === null || ifRange === etag;
    const start = wanted && isFresh ? Number(wanted[1]) : 0;
    const end =
      wanted && isFresh && wanted[2] ? Math.min(Number(wanted[2]) + 1, bytes.byteLength) : bytes.byteLength;
    if (wanted && start >= bytes.byteLength) {
      response.writeHead(416, { 'content-range': `bytes */${bytes.byteLength}` }).end();
      return;
    }
    const body = bytes.subarray(start, end);
    if (etag !== null) response.setHeader('etag', etag);
    if (!behaviour.chunked) response.setHeader('content-length', body.byteLength);
    if (wanted && isFresh)
      response.setHeader('content-range', `bytes ${start}-${end - 1}/${bytes.byteLength}`);
    response.writeHead(wanted && isFresh ? 206 : 200);
    this.bytesServed += body.byteLength;
    const cut = behaviour.dropAfter?.(number) ?? null;
    if (cut === null || cut >= body.byteLength) response.end(body);
    else response.write(body.subarray(0, cut), () => request.socket.destroy());
  }
}
