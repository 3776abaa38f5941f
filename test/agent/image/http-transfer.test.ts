import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { type ImageOptions, openImage } from '../../../agent/image/open-image.ts';
import { ImageServer, type ServerBehaviour } from '../../support/image-server.ts';
import { errorOf, readImage } from '../../support/read-image.ts';
import { makeSmallImage } from '../../support/small-image.ts';

const MIB = 1024 * 1024;
const QUICK = { backOffMs: 1, timeoutMs: 2000 };

describe('images over HTTP', () => {
  let folder = '';
  let raw: Buffer;
  const servers: ImageServer[] = [];

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'bmv-http-'));
    makeSmallImage(join(folder, 'image.raw'), 512, 1);
    raw = readFileSync(join(folder, 'image.raw'));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));
  afterEach(async () => {
    for (const server of servers.splice(0)) await server.stop();
  });

  async function serve(behaviour: ServerBehaviour = {}, bytes: Buffer | (() => Buffer) = () => raw) {
    const server = await ImageServer.start(bytes, behaviour);
    servers.push(server);
    return server;
  }

  async function read(url: string, options: ImageOptions = {}) {
    const source = await openImage(url, { ...QUICK, ...options });
    try {
      const head = await source.readHead();
      return { head, name: source.name, ...(await readImage(source)) };
    } finally {
      await source.close();
    }
  }

  it('reads head and filesystems by ranges, and the image in one stream', async () => {
    const server = await serve();
    const { bytes, head, result } = await read(server.url());
    expect(bytes.equals(raw)).to.equal(true);
    expect(result.transferredBytes).to.equal(raw.byteLength);
    expect([head.sizeBytes, head.filesystems?.size]).to.deep.equal([raw.byteLength, 0]);
    expect(server.requests.filter(({ range }) => range === null)).to.have.lengthOf(1);
  });

  it('reads from a server without ranges, and from one that does not say how long the file is', async () => {
    for (const behaviour of [{ noRanges: true }, { noRanges: true, chunked: true }]) {
      const { bytes, head } = await read((await serve(behaviour)).url());
      expect(bytes.equals(raw)).to.equal(true);
      expect(head.filesystems).to.equal(null);
    }
  });

  it('takes up a dropped download where it stopped, as often as it makes progress', async () => {
    const server = await serve({ dropAfter: (request) => (request > 0 && request < 20 ? 300_000 : null) });
    expect((await read(server.url(), { retries: 1 })).bytes.equals(raw)).to.equal(true);
    const resumed = server.requests.filter(({ range }) => range !== null && !range.startsWith('bytes=0-'));
    expect(resumed.length).to.be.greaterThan(5);
    for (const { ifRange } of resumed) expect(ifRange).to.equal('"first"');
  });

  it('gives up after the retries that bring no byte, naming where it stopped (E46)', async () => {
    const server = await serve({ dropAfter: (request) => (request > 0 ? 0 : null) });
    const error = await errorOf(read(server.url(), { retries: 2 }));
    expect(error.code).to.equal('IMAGE_UNREACHABLE');
    expect(error.message).to.contain('byte 0').and.contain(server.url());
    expect(server.requests.length).to.be.within(4, 8);
  });

  it('does not join two different files into one image', async () => {
    let asked = 0;
    const server = await serve({
      dropAfter: () => 3 * MIB,
      etag: () => (++asked > 4 ? '"second"' : '"first"'),
    });
    expect((await errorOf(read(server.url()))).code).to.equal('IMAGE_CHANGED');
  });

  it('does not go on where the server has no ranges, for it cannot know what comes', async () => {
    const server = await serve({ noRanges: true, dropAfter: () => 3 * MIB });
    expect((await errorOf(read(server.url()))).code).to.equal('IMAGE_CHANGED');
  });

  it('notices that the image was replaced between planning and writing, with an ETag and without', async () => {
    const other = Buffer.from(raw);
    other.fill(0x55, 100, 200);
    let served = raw;
    for (const etag of [() => (served === raw ? '"first"' : '"second"'), () => null]) {
      served = raw;
      const server = await serve({ etag }, () => served);
      const source = await openImage(server.url(), QUICK);
      await source.readHead();
      served = other;
      expect((await errorOf(readImage(source))).code).to.equal('IMAGE_CHANGED');
      await source.close();
    }
  });

  it('does not trust a server that answers ranges with other bytes (E46)', async () => {
    const server = await serve({
      answer: (request, response) => {
        if (request.headers.range === 'bytes=0-0') {
          response.writeHead(206, { 'content-range': `bytes 0-0/${raw.byteLength}`, 'content-length': 1 });
          response.end(raw.subarray(0, 1));
        } else {
          const range = { 'content-range': `bytes 0-${3 * MIB - 1}/${raw.byteLength}` };
          response.writeHead(request.headers.range ? 206 : 200, request.headers.range ? range : {});
          response.end(raw.subarray(0, 3 * MIB));
        }
      },
    });
    const error = await errorOf(read(server.url(), { retries: 1 }));
    expect(error.code).to.equal('IMAGE_UNREACHABLE');
    expect(error.message).to.contain('other bytes');
  });

  it('follows redirects only when asked to', async () => {
    const target = await serve();
    const from = await serve({
      answer: (_, response) => {
        response.writeHead(302, { location: target.url() }).end();
      },
    });
    const refused = await errorOf(read(from.url()));
    expect(refused.code).to.equal('IMAGE_UNREACHABLE');
    expect(refused.message)
      .to.match(/ redirects to (\S+); use that URL$/)
      .and.contain(target.url());
    const allowRedirects = (count: number) => `say ${count}`;
    expect((await errorOf(read(from.url(), { allowRedirects }))).message).to.match(/, or allow it: say 1$/);
    expect((await read(from.url(), { followRedirects: 1 })).bytes.equals(raw)).to.equal(true);
  });

  it('ends a circle of redirects', async () => {
    const server = await serve({
      answer: (_, response) => {
        response.writeHead(307, { location: '/again' }).end();
      },
    });
    expect((await errorOf(read(server.url(), { followRedirects: 3 }))).code).to.equal('IMAGE_UNREACHABLE');
    expect(server.requests).to.have.lengthOf(4);
  });

  it('sends credentials to their host only, and shows them to nobody', async () => {
    const target = await serve();
    const from = await serve({
      answer: (_, response) => {
        response.writeHead(302, { location: target.url() }).end();
      },
    });
    const url = from.url().replace('http://', 'http://user:s3cret@');
    const { name } = await read(url, { followRedirects: 1 });
    const expected = `Basic ${Buffer.from('user:s3cret').toString('base64')}`;
    expect(from.requests[0]?.authorization).to.equal(expected);
    expect(target.requests.every(({ authorization }) => authorization === null)).to.equal(true);
    expect(name).to.not.contain('s3cret');
    const error = await errorOf(read(url));
    expect(error.message).to.not.contain('s3cret');
  });

  for (const status of [401, 403, 404, 500, 503]) {
    it(`refuses status ${status} with one line (E46)`, async () => {
      const server = await serve({
        answer: (_, response) => {
          response.writeHead(status, { 'content-type': 'text/html' }).end('<html>error</html>');
        },
      });
      const error = await errorOf(read(server.url()));
      expect(error.code).to.equal('IMAGE_UNREACHABLE');
      expect(error.message).to.contain(String(status)).and.not.contain('\n');
    });
  }

  it('refuses an empty file, an error page with status 200, and a port where nobody listens', async () => {
    expect((await errorOf(read((await serve({}, Buffer.alloc(0))).url()))).code).to.equal('IMAGE_EMPTY');
    const page = await serve({}, Buffer.from('<!DOCTYPE html><html>Please log in</html>'));
    const error = await errorOf(read(page.url()));
    expect(error.code).to.equal('IMAGE_NOT_A_DISK');
    expect(error.message).to.contain('; it is an HTML page;');
    const gone = await serve();
    const url = gone.url();
    servers.splice(servers.indexOf(gone), 1);
    await gone.stop();
    expect((await errorOf(read(url))).code).to.equal('IMAGE_UNREACHABLE');
  });

  it('does not wait for ever for a server that says nothing', async () => {
    const server = await serve({ answer: () => {} });
    const error = await errorOf(read(server.url(), { timeoutMs: 300, retries: 0 }));
    expect(error.code).to.equal('IMAGE_UNREACHABLE');
  });

  it('stops at once when it is aborted', async () => {
    const controller = new AbortController();
    const server = await serve();
    const source = await openImage(server.url(), QUICK);
    const reading = (async () => {
      for await (const chunk of source.stream(controller.signal)) {
        if (chunk.kind === 'data') chunk.release();
        controller.abort();
      }
    })();
    expect((await errorOf(reading)).code).to.not.equal('NONE');
    await source.close();
  });

  describe('with TLS', () => {
    let tls: { key: string; cert: string };
    let caFile = '';

    before(() => {
      const key = join(folder, 'key.pem');
      caFile = join(folder, 'cert.pem');
      const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=IP:127.0.0.1'];
      const make = [
        'req',
        '-x509',
        '-newkey',
        'rsa:2048',
        '-nodes',
        '-days',
        '2',
        '-keyout',
        key,
        '-out',
        caFile,
      ];
      execFileSync('openssl', [...make, ...subject], { stdio: 'ignore' });
      tls = { key: readFileSync(key, 'utf8'), cert: readFileSync(caFile, 'utf8') };
    });

    it('trusts the authority that it was given', async () => {
      const server = await serve({ tls });
      expect((await read(server.url(), { caFile })).bytes.equals(raw)).to.equal(true);
    });

    it('trusts nobody else, and says so', async () => {
      const server = await serve({ tls });
      const error = await errorOf(read(server.url()));
      expect(error.code).to.equal('IMAGE_UNREACHABLE');
      expect(error.message).to.match(/certificate/i);
    });

    it('says when the file with the authority cannot be read or is none', async () => {
      const server = await serve({ tls });
      for (const file of [join(folder, 'absent.pem'), join(folder, 'image.raw')]) {
        const error = await errorOf(read(server.url(), { caFile: file }));
        expect(error.code).to.equal('IMAGE_UNREACHABLE');
        expect(error.message).to.not.contain('\n');
      }
    });
  });
});
