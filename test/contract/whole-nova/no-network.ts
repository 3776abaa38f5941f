import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * Stands in for Neutron where no instance has a network: nova-api asks for the ports of whatever server it shows, and
 * nova-compute for those of one that it deletes. There are none.
 */
export class NoNetwork {
  readonly url: string;
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    server.on('request', ({ method, url = '' }, response) => {
      const { pathname } = new URL(url, this.url);
      const [, kind] = /^\/v2\.0\/([\w-]+)$/.exec(pathname) ?? [];
      const isAnswered = method === 'GET' && kind !== undefined;
      response
        .writeHead(isAnswered ? 200 : 404, { 'content-type': 'application/json' })
        .end(JSON.stringify(isAnswered ? { [kind.replaceAll('-', '_')]: [] } : {}));
    });
  }

  static async start(): Promise<NoNetwork> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new NoNetwork(server);
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
