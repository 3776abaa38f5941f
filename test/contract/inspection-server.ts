import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What ironic-python-agent sends at the end of an inspection (its inspector.py). */
export interface InspectionData {
  /** One line, or several behind a heading, each with `* `; null when all collectors did well. */
  readonly error: string | null;
  readonly inventory?: { readonly disks: readonly { readonly name: string }[] };
  readonly bmv?: {
    readonly disks: readonly Readonly<Record<string, unknown>>[];
    readonly volumes: readonly Readonly<Record<string, unknown>>[];
  };
  /** Base64 of an archive. */
  readonly logs?: string;
}

export interface InspectionServer {
  readonly url: string;
  /** As they came. */
  readonly bodies: readonly string[];
  readonly stop: () => Promise<void>;
}

/** Plays Ironic's `/v1/continue_inspection`. */
export async function serveInspection(): Promise<InspectionServer> {
  const bodies: string[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const isReport = request.method === 'POST' && request.url === '/v1/continue_inspection';
      if (isReport) bodies.push(Buffer.concat(chunks).toString());
      response.writeHead(isReport ? 202 : 404, { 'content-type': 'application/json' });
      response.end('{"uuid":"11111111-2222-4333-8444-555555555555"}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/v1/continue_inspection`,
    bodies,
    stop: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}
