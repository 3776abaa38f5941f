import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, request, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { type ImageOptions, openImage } from '../../../agent/image/open-image.ts';
import { ImageServer, type ServerBehaviour } from '../../support/image-server.ts';
import { errorOf, readImage } from '../../support/read-image.ts';
import { makeSmallImage } from '../../support/small-image.ts';

/** A proxy on loopback that forwards plain requests. */
async function startProxy(): Promise<{ url: string; seen: string[]; stop: () => Promise<void> }> {
  const seen: string[] = [];
  const server: Server = createServer((incoming: IncomingMessage, outgoing) => {
    seen.push(incoming.url ?? '');
    const onward = request(incoming.url ?? '', { headers: incoming.headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(outgoing);
    });
    onward.on('error', () => outgoing.writeHead(502).end());
    onward.end();
  });
  server.on('connect', (incoming, socket) => {
    seen.push(`CONNECT ${incoming.url}`);
    const [host = '', port = '0'] = (incoming.url ?? '').split(':');
    const onward = connect(Number(port), host, () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      onward.pipe(socket).pipe(onward);
    });
    onward.on('error', () => socket.destroy());
    socket.on('error', () => onward.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    seen,
    stop: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

const QUICK = { backOffMs: 1, timeoutMs: 2000, retries: 0 };

describe('images through proxies and behind credentials', () => {
  let folder = '';
  let raw: Buffer;
  let proxy: Awaited<ReturnType<typeof startProxy>>;
  const servers: ImageServer[] = [];

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'bmv-proxy-'));
    makeSmallImage(join(folder, 'image.raw'), 512, 1);
    raw = readFileSync(join(folder, 'image.raw'));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));
  beforeEach(async () => {
    proxy = await startProxy();
  });
  afterEach(async () => {
    await proxy.stop();
    for (const server of servers.splice(0)) await server.stop();
  });

  async function serve(behaviour: ServerBehaviour = {}, bytes: Buffer = raw): Promise<ImageServer> {
    const server = await ImageServer.start(bytes, behaviour);
    servers.push(server);
    return server;
  }

  async function read(url: string, options: ImageOptions): Promise<Buffer> {
    const source = await openImage(url, { ...QUICK, ...options });
    try {
      return (await readImage(source)).bytes;
    } finally {
      await source.close();
    }
  }

  it('asks the proxy of the scheme', async () => {
    const server = await serve();
    const options = { proxy: { http: proxy.url, https: '', noProxy: '' } };
    expect((await read(server.url(), options)).equals(raw)).to.equal(true);
    expect(proxy.seen.length).to.be.greaterThan(0);
  });

  it('does not ask the proxy of another scheme, nor for hosts that are exempt', async () => {
    const server = await serve();
    await read(server.url(), { proxy: { http: '', https: proxy.url, noProxy: '' } });
    await read(server.url(), { proxy: { http: proxy.url, https: '', noProxy: 'localhost,127.0.0.1' } });
    expect(proxy.seen).to.deep.equal([]);
  });

  it('does not ask the proxy of http for what comes by https', async () => {
    const options = { proxy: { http: proxy.url, https: '', noProxy: '' } };
    expect((await errorOf(read('https://127.0.0.1:1/image.raw', options))).code).to.equal(
      'IMAGE_UNREACHABLE',
    );
    expect(proxy.seen).to.deep.equal([]);
  });

  it('does not ask a proxy that only the environment names', async () => {
    const server = await serve();
    process.env.http_proxy = proxy.url;
    try {
      await read(server.url(), {});
      await read(server.url(), { proxy: { http: '', https: '', noProxy: '' } });
    } finally {
      delete process.env.http_proxy;
    }
    expect(proxy.seen).to.deep.equal([]);
  });

  it('tunnels TLS through the proxy and trusts the given authority only', async () => {
    const subject = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1'];
    const files = ['-keyout', join(folder, 'key.pem'), '-out', join(folder, 'ca.pem')];
    execFileSync(
      'openssl',
      ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '1', ...subject, ...files],
      {
        stdio: 'ignore',
      },
    );
    const tls = {
      key: readFileSync(join(folder, 'key.pem'), 'utf8'),
      cert: readFileSync(join(folder, 'ca.pem'), 'utf8'),
    };
    const server = await serve({ tls });
    const options = { proxy: { http: '', https: proxy.url, noProxy: '' } };
    const trusting = { ...options, caFile: join(folder, 'ca.pem') };
    expect((await read(server.url(), trusting)).equals(raw)).to.equal(true);
    expect(proxy.seen[0]).to.match(/^CONNECT 127\.0\.0\.1:/);
    expect((await errorOf(read(server.url(), options))).code).to.equal('IMAGE_UNREACHABLE');
  });

  it("sends a given authorization to the image's own server and not to that of the checksum", async () => {
    const digest = createHash('sha256').update(raw).digest('hex');
    const server = await serve();
    const sums = await serve({}, Buffer.from(`${digest}  image.raw\n`));
    const options = { authorization: 'Bearer token', checksum: sums.url('/SHA256SUMS') };
    expect((await read(server.url(), options)).equals(raw)).to.equal(true);
    expect(server.requests.every(({ authorization }) => authorization === 'Bearer token')).to.equal(true);
    expect(sums.requests.map(({ authorization }) => authorization)).to.deep.equal(
      sums.requests.map(() => null),
    );
  });

  it('sends it to the checksum file when that lies on the same server', async () => {
    const digest = createHash('sha256').update(raw).digest('hex');
    const seen: (string | undefined)[] = [];
    const server = await serve({
      answer: (request, response) => {
        seen.push(request.headers.authorization);
        const body = request.url === '/SUMS' ? Buffer.from(digest) : raw;
        response.writeHead(200, { 'content-length': body.byteLength }).end(body);
      },
    });
    const options = { authorization: 'Bearer token', checksum: `sha256:${server.url('/SUMS')}` };
    expect((await read(server.url(), options)).equals(raw)).to.equal(true);
    expect(new Set(seen)).to.deep.equal(new Set(['Bearer token']));
  });
});
